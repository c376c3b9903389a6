import { blurPlane, createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { noiseTile, readTile } from '../canvas/noise.js'
import { varnish } from '../canvas/varnish.js'
import { paintWeather } from '../weather.js'
import type { Scene } from '../scene.js'
import { findSolidLayers } from './forms.js'
import { growOutOfUnderpainting } from './underpainting.js'

/** Sheets of paper one before the other: flat colours, soft shadows, cut edges that catch the light. */
export function paintPaperCut(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  return growOutOfUnderpainting(scene, check, () => {
    const canvas = createCanvas(scene.surface, [240, 236, 228])
    laySheets(canvas, scene)
    paintWeather(canvas, scene)
    varnish(canvas, { emboss: 0, grain: 0.05, vignette: 0.18 }, scene.light.side)
    return canvas
  })
}

function laySheets(canvas: Canvas, scene: Scene): void {
  const { surface, light } = scene
  const { widthPx, heightPx, unitPx, label, layers, rgb: reference } = surface
  const isSolid = findSolidLayers(surface)
  const heights = heightsOf(label, isSolid, layers.length)
  const raised = Float32Array.from(heights)
  blurPlane(raised, widthPx, heightPx, unitPx * 0.006, 2)
  const means = meansOf(reference, label, layers.length)
  const fibre = noiseTile(64)
  const scale = 512 / unitPx
  const dx = Math.round(light.side * unitPx * 0.009)
  const dy = -Math.round(unitPx * 0.011)
  const edge = Math.max(1, Math.round(unitPx * 0.0016))
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const own = label[pixel] ?? 0
      const height = heights[pixel] ?? 0
      const fromX = Math.min(widthPx - 1, Math.max(0, x + dx))
      const fromY = Math.min(heightPx - 1, Math.max(0, y + dy))
      const above = (raised[fromY * widthPx + fromX] ?? 0) - height
      const shadow = Math.min(0.42, Math.max(0, above - 0.012) * 7)
      const edgeX = Math.min(widthPx - 1, Math.max(0, x + light.side * edge))
      const edgeY = Math.max(0, y - edge)
      const isCut = height > (heights[edgeY * widthPx + edgeX] ?? 0) + 0.001
      const tooth = 1 + (readTile(fibre, x * scale * 2, y * scale * 2) - 0.5) * 0.05
      const flatness = isSolid[own] ? (layers[own]?.role === 'sky' ? 0.25 : 0.5) : 0
      for (let channel = 0; channel < 3; channel++) {
        const shade = reference[pixel * 3 + channel] ?? 0
        const sheet = shade + ((means[own * 3 + channel] ?? 0) - shade) * flatness
        canvas.rgb[pixel * 3 + channel] = (sheet + (isCut ? 20 : 0)) * tooth * (1 - shadow * (channel === 2 ? 0.86 : 1))
      }
    }
  }
}

/** How near each pixel's sheet is, 0 to 1; scattered small things lie flat on the sheet beside them. */
function heightsOf(label: Uint8Array, isSolid: readonly boolean[], count: number): Float32Array {
  const heights = new Float32Array(label.length)
  let last = 0
  for (let pixel = 0; pixel < label.length; pixel++) {
    const own = label[pixel] ?? 0
    if (isSolid[own]) last = Math.sqrt(own / Math.max(1, count))
    heights[pixel] = last
  }
  return heights
}

function meansOf(rgb: Float32Array, label: Uint8Array, count: number): Float32Array {
  const sums = new Float64Array(count * 3)
  const sizes = new Float64Array(count)
  for (let pixel = 0; pixel < label.length; pixel++) {
    const own = label[pixel] ?? 0
    sizes[own] = (sizes[own] ?? 0) + 1
    for (let channel = 0; channel < 3; channel++) {
      sums[own * 3 + channel] = (sums[own * 3 + channel] ?? 0) + (rgb[pixel * 3 + channel] ?? 0)
    }
  }
  return Float32Array.from(sums, (sum, index) => sum / Math.max(1, sizes[Math.floor(index / 3)] ?? 1))
}
