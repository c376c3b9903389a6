import type { Canvas, Checkpoint, CoarsePicture } from './canvas.js'
import { noiseTile, readTile, tileSize } from './noise.js'
import { hashCell } from './random.js'
import type { LayerStroke, Surface } from './surface.js'

/** One going-over of the canvas with brushes of one size. */
export interface BrushPass {
  /** Width of a broad stroke in units. */
  readonly width: number
  /** Distance between strokes, in widths. */
  readonly spacing: number
  readonly opacity: number
  /** How far strokes differ in lightness, in steps of 255. */
  readonly jitter: number
  /** Strokes stay within the layer they begin in. */
  readonly staysInside: boolean
  /** Strokes are left out where the reference changes less than this, in steps of 255. */
  readonly leastDetail: number
  readonly seed: number
  /** Takes colours from here instead of the reference: loose early strokes. */
  readonly source?: CoarsePicture
}

/** Covers the canvas with bristle strokes that take their colours from the reference. Where a layer asks for smaller
 *  strokes, more of them are set, so that nothing shows through. */
export function brushOver(canvas: Canvas, surface: Surface, pass: BrushPass, check: Checkpoint): void {
  const stepPx = Math.max(1.5, pass.width * pass.spacing * surface.unitPx)
  const columns = Math.ceil(surface.widthPx / stepPx)
  const count = columns * Math.ceil(surface.heightPx / stepPx)
  const stride = strideFor(count)
  const wander = noiseTile(4)
  const wanderScale = tileSize / surface.unitPx
  for (let index = 0, cell = 0; index < count; index++, cell = (cell + stride) % count) {
    if (index % 512 === 0) check()
    const left = (cell % columns) * stepPx
    const top = Math.floor(cell / columns) * stepPx
    for (let dab = 0, dabs = 1; dab < dabs; dab++) {
      const chance = hashCell(cell, index + dab * 7919, pass.seed)
      const x = Math.floor(left + ((chance & 255) / 256) * stepPx)
      const y = Math.floor(top + (((chance >>> 8) & 255) / 256) * stepPx)
      if (x >= surface.widthPx || y >= surface.heightPx) continue
      const label = surface.label[y * surface.widthPx + x] ?? 0
      const layer = surface.layers[label]
      if (!layer || detailAt(surface, x, y, stepPx) < pass.leastDetail) continue
      if (pass.staysInside) dabs = Math.min(6, Math.round(1.1 / (layer.size * layer.size * layer.stretch)))
      const turn = (readTile(wander, x * wanderScale, y * wanderScale) - 0.5) * 2 * layer.wander
      loadBrush(surface, pass, x, y, ((chance >>> 16) & 255) / 255 - 0.5)
      drawStroke(canvas, surface, pass, layer, { x, y, label, angle: layer.angle + turn, chance })
    }
  }
}

const paint = new Float32Array(3)

function loadBrush(surface: Surface, pass: BrushPass, x: number, y: number, chance: number): void {
  const { source } = pass
  const offset = source
    ? (Math.floor(y / source.cellPx) * source.columns + Math.floor(x / source.cellPx)) * 3
    : (y * surface.widthPx + x) * 3
  const from = source ? source.rgb : surface.rgb
  const lighter = chance * 2 * pass.jitter
  paint[0] = (from[offset] ?? 0) + lighter * 1.05
  paint[1] = (from[offset + 1] ?? 0) + lighter
  paint[2] = (from[offset + 2] ?? 0) + lighter * 0.85
}

interface Stroke {
  readonly x: number
  readonly y: number
  readonly label: number
  readonly angle: number
  readonly chance: number
}

function drawStroke(canvas: Canvas, surface: Surface, pass: BrushPass, layer: LayerStroke, stroke: Stroke): void {
  const { rgb, relief } = canvas
  const { label } = surface
  const { widthPx, heightPx } = surface
  const vary = 0.75 + ((stroke.chance >>> 24) / 255) * 0.5
  const half = Math.max(0.8, (pass.width * layer.size * surface.unitPx * vary) / 2)
  const reach = half * layer.stretch
  const cos = Math.cos(stroke.angle)
  const sin = Math.sin(stroke.angle)
  const boxX = Math.ceil(Math.abs(cos) * reach + Math.abs(sin) * half)
  const boxY = Math.ceil(Math.abs(sin) * reach + Math.abs(cos) * half)
  const bristles = noiseTile(64)
  const bristleRow = (stroke.chance >>> 5) & 511
  const bristleScale = Math.max(10, half * 1.6)
  const [red, green, blue] = [paint[0] ?? 0, paint[1] ?? 0, paint[2] ?? 0]
  const right = Math.min(widthPx - 1, stroke.x + boxX)
  const bottom = Math.min(heightPx - 1, stroke.y + boxY)
  for (let y = Math.max(0, stroke.y - boxY); y <= bottom; y++) {
    const dy = y - stroke.y
    for (let x = Math.max(0, stroke.x - boxX); x <= right; x++) {
      const dx = x - stroke.x
      const v = (dy * cos - dx * sin) / half
      if (v > 1 || v < -1) continue
      const u = (dx * cos + dy * sin) / reach
      if (u > 1 || u < -1) continue
      const pixel = y * widthPx + x
      if (pass.staysInside && label[pixel] !== stroke.label) continue
      const bristle = readTile(bristles, u * reach * 0.3 + bristleRow * 3, v * bristleScale + bristleRow)
      const ends = (1 - u * u) * 3.2 - (0.9 - bristle) * (1.1 + u)
      const sides = (1 - v * v) * 3
      const wet = Math.min(1, ends, sides)
      if (wet <= 0) continue
      const share = wet * pass.opacity
      const offset = pixel * 3
      const streak = (bristle - 0.5) * 7
      rgb[offset] = (rgb[offset] ?? 0) * (1 - share) + (red + streak) * share
      rgb[offset + 1] = (rgb[offset + 1] ?? 0) * (1 - share) + (green + streak) * share
      rgb[offset + 2] = (rgb[offset + 2] ?? 0) * (1 - share) + (blue + streak) * share
      relief[pixel] = (relief[pixel] ?? 0) * (1 - share) + (bristle * 0.8 + v * v * 0.25) * share
    }
  }
}

function detailAt(surface: Surface, x: number, y: number, stepPx: number): number {
  const reach = Math.max(1, Math.round(stepPx * 0.8))
  const { widthPx, heightPx, rgb } = surface
  const left = (y * widthPx + Math.max(0, x - reach)) * 3
  const right = (y * widthPx + Math.min(widthPx - 1, x + reach)) * 3
  const top = (Math.max(0, y - reach) * widthPx + x) * 3
  const bottom = (Math.min(heightPx - 1, y + reach) * widthPx + x) * 3
  let most = 0
  for (let channel = 0; channel < 3; channel++) {
    const acrossChange = Math.abs((rgb[left + channel] ?? 0) - (rgb[right + channel] ?? 0))
    const downChange = Math.abs((rgb[top + channel] ?? 0) - (rgb[bottom + channel] ?? 0))
    most = Math.max(most, acrossChange, downChange)
  }
  return most
}

/** A step near the golden ratio of the count and coprime to it: visits every cell once, neighbours far apart. */
function strideFor(count: number): number {
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (greatestDivisor(stride, count) !== 1) stride++
  return stride
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
