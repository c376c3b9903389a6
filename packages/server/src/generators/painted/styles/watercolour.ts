import { blurPlane, createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { noiseTile, readTile } from '../canvas/noise.js'
import { varnish } from '../canvas/varnish.js'
import { paintWeather } from '../weather.js'
import type { Scene } from '../scene.js'
import { findEdges } from './forms.js'
import { growOutOfUnderpainting } from './underpainting.js'

/** Transparent washes: paper shows through, pigment gathers at edges, the rim is torn. */
export function paintWatercolour(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  return growOutOfUnderpainting(scene, check, () => {
    const canvas = layWashes(scene)
    paintWeather(canvas, scene)
    tearRim(canvas)
    varnish(canvas, { emboss: 0, grain: 0.09, vignette: 0 }, scene.light.side)
    return canvas
  })
}

const paper = [250, 246, 237] as const

function layWashes(scene: Scene): Canvas {
  const { surface } = scene
  const { widthPx, heightPx, unitPx } = surface
  const canvas = createCanvas(surface, [...paper])
  const soft = softened(scene)
  const pools = findEdges(surface, 26)
  const gaps = Float32Array.from(pools)
  blurPlane(pools, widthPx, heightPx, unitPx * 0.0035, 2)
  blurPlane(gaps, widthPx, heightPx, unitPx * 0.0012, 1)
  const [wide, middle, fine] = [noiseTile(4), noiseTile(16), noiseTile(64)]
  const scale = 512 / unitPx
  const reach = 0.0075 * unitPx
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const [u, v] = [x * scale, y * scale]
      const dx = (readTile(middle, u * 1.3, v * 1.3) - 0.5) * reach * 2
      const dy = (readTile(middle, u * 1.3 + 190, v * 1.3 + 77) - 0.5) * reach * 2
      const fromX = Math.min(widthPx - 1, Math.max(0, Math.round(x + dx)))
      const fromY = Math.min(heightPx - 1, Math.max(0, Math.round(y + dy)))
      const from = fromY * widthPx + fromX
      const bloom = readTile(wide, u * 1.6, v * 1.6)
      const granules = readTile(fine, u * 2, v * 2)
      const isDry = readTile(middle, u * 2.2 + 61, v * 2.2) > 0.6
      const gap = isDry ? Math.min(0.8, (gaps[from] ?? 0) * 1.4) : 0
      const density =
        (0.66 + bloom * 0.34 + (granules - 0.5) * 0.16 + Math.min(0.4, (pools[from] ?? 0) * 1.1)) * (1 - gap)
      for (let channel = 0; channel < 3; channel++) {
        const white = paper[channel] ?? 250
        const pigment = 1 - Math.min(1, (soft[from * 3 + channel] ?? 0) / white)
        canvas.rgb[pixel * 3 + channel] = white * (1 - Math.min(0.94, pigment * density * 1.12))
      }
    }
  }
  return canvas
}

/** The reference with the small edges inside of washes run together. */
function softened({ surface }: Scene): Float32Array {
  const { rgb, widthPx, heightPx, unitPx } = surface
  const plane = new Float32Array(rgb.length / 3)
  const soft = new Float32Array(rgb.length)
  for (let channel = 0; channel < 3; channel++) {
    for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = rgb[pixel * 3 + channel] ?? 0
    blurPlane(plane, widthPx, heightPx, unitPx * 0.002, 1)
    for (let pixel = 0; pixel < plane.length; pixel++) soft[pixel * 3 + channel] = plane[pixel] ?? 0
  }
  return soft
}

function tearRim({ rgb, widthPx, heightPx, unitPx }: Canvas): void {
  const tile = noiseTile(16)
  const coarse = noiseTile(4)
  const scale = 512 / unitPx
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const border = Math.min(x, y, widthPx - 1 - x, heightPx - 1 - y) / unitPx
      if (border > 0.08) continue
      const ragged =
        readTile(tile, x * scale * 1.4, y * scale * 1.4) * 0.026 +
        readTile(coarse, x * scale * 2, y * scale * 2) * 0.024
      const inside = (border - 0.008 - ragged) / 0.0035
      const share = Math.max(0, Math.min(1, inside))
      const rim = inside > 0 && inside < 4 ? 1 - 0.16 * (1 - Math.abs(inside - 1.5) / 2.5) : 1
      for (let channel = 0; channel < 3; channel++) {
        const at = pixel * 3 + channel
        rgb[at] = (paper[channel] ?? 250) * (1 - share) + (rgb[at] ?? 0) * rim * share
      }
    }
  }
}
