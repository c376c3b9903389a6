import { blurPlane, createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { varnish } from '../canvas/varnish.js'
import { hashCell } from '../canvas/random.js'
import { lch, lchToRgb } from '../colour/oklch.js'
import { namedColours } from '../colour/palette.js'
import type { Scene } from '../scene.js'
import { paintWeather } from '../weather.js'
import { findEdges, findSolidLayers, thicken } from './forms.js'
import { growOutOfUnderpainting } from './underpainting.js'

/** The picture by night, its contours drawn in glowing tubes. */
export function paintNeon(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  return growOutOfUnderpainting(scene, check, () => {
    const canvas = darken(scene)
    drawTubes(canvas, scene, check)
    paintWeather(canvas, scene)
    varnish(canvas, { emboss: 0, grain: 0.07, vignette: 0.45 }, scene.light.side)
    return canvas
  })
}

const night = [15, 11, 34] as const

function darken({ surface }: Scene): Canvas {
  const canvas = createCanvas(surface, [...night])
  const { rgb, label, layers } = surface
  for (let pixel = 0; pixel < label.length; pixel++) {
    const role = layers[label[pixel] ?? 0]?.role
    const isLight = role === 'light'
    const kept = role === 'water' ? 0.5 : 0.32
    for (let channel = 0; channel < 3; channel++) {
      const own = rgb[pixel * 3 + channel] ?? 0
      const dim = (night[channel] ?? 0) + own * (channel === 1 ? kept * 0.74 : kept)
      canvas.rgb[pixel * 3 + channel] = isLight && own > 90 ? own * 0.92 : dim
    }
  }
  return canvas
}

/** Contours in a few related hues, sharp in the middle, with a near and a wide glow. */
function drawTubes(canvas: Canvas, scene: Scene, check: Checkpoint): void {
  const { surface, plan } = scene
  const { widthPx, heightPx, unitPx, label, layers } = surface
  const hasTube = findSolidLayers(surface).map((isSolid, index) => isSolid && layers[index]?.role !== 'cloud')
  const edges = thicken(findEdges(surface, 22, hasTube), widthPx, heightPx, Math.max(0.6, unitPx * 0.0014))
  const base = plan.tint ? namedColours[plan.tint].h : 195
  const tubes = layers.map(({ role }, index) => {
    const pick = hashCell(index, 5, plan.seed) % 3
    const hue = role === 'thing' ? [base, base + 135, base + 95][pick] : role === 'water' ? base + 40 : base + 110
    return lchToRgb(lch(0.78, 0.15, (hue ?? base) % 360))
  })
  const plane = new Float32Array(label.length)
  for (const channel of [0, 1, 2] as const) {
    check()
    for (let pixel = 0; pixel < plane.length; pixel++) {
      plane[pixel] = (edges[pixel] ?? 0) * (tubes[label[pixel] ?? 0]?.[channel] ?? 0)
    }
    const near = Float32Array.from(plane)
    blurPlane(near, widthPx, heightPx, unitPx * 0.004, 2)
    const wide = Float32Array.from(near)
    blurPlane(wide, widthPx, heightPx, unitPx * 0.018, 2)
    for (let pixel = 0; pixel < plane.length; pixel++) {
      const at = pixel * 3 + channel
      const glow = (plane[pixel] ?? 0) * 0.85 + (near[pixel] ?? 0) * 0.95 + (wide[pixel] ?? 0) * 0.9
      const under = canvas.rgb[at] ?? 0
      canvas.rgb[at] = under + glow * (1 - under / 270)
    }
  }
}
