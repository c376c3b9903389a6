import { coarsen, createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { noiseTile, readTile } from '../canvas/noise.js'
import { varnish } from '../canvas/varnish.js'
import type { Scene } from '../scene.js'
import { paintWeather } from '../weather.js'
import { chooseColours, nearestColour } from './few-colours.js'
import { findEdges, findSolidLayers, thicken } from './forms.js'
import { growOutOfUnderpainting } from './underpainting.js'

/** A print from few blocks: flat inks with wood grain, a dark key line, a cream margin, a red seal. */
export function paintWoodblock(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  return growOutOfUnderpainting(scene, check, () => {
    const canvas = createCanvas(scene.surface, [...cream])
    printInks(canvas, scene)
    paintWeather(canvas, scene)
    printKeyLine(canvas, scene)
    trim(canvas, scene)
    varnish(canvas, { emboss: 0, grain: 0.045, vignette: 0 }, scene.light.side)
    return canvas
  })
}

const cream = [243, 233, 211] as const

function printInks(canvas: Canvas, { surface }: Scene): void {
  const { rgb, label, layers, widthPx, heightPx, unitPx } = surface
  const inks = chooseColours(coarsen(rgb, widthPx, heightPx, Math.max(2, Math.round(unitPx / 110))), 11)
  const grain = noiseTile(64)
  const scale = 512 / unitPx
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const offset = pixel * 3
      const wood = readTile(grain, x * scale * 0.22, y * scale * 2.2) - 0.5
      const shift = wood * 9
      const ink = nearestColour(
        inks,
        (rgb[offset] ?? 0) + shift,
        (rgb[offset + 1] ?? 0) + shift,
        (rgb[offset + 2] ?? 0) + shift,
      )
      const role = layers[label[pixel] ?? 0]?.role
      const fade = role === 'sky' ? 0.62 : role === 'light' ? 0.7 : 0.2
      for (let channel = 0; channel < 3; channel++) {
        const flat = inks[ink * 3 + channel] ?? 0
        const own = flat + ((rgb[offset + channel] ?? 0) - flat) * fade
        const warmed = own * 0.93 + (cream[channel] ?? 0) * 0.07
        canvas.rgb[offset + channel] = warmed * (1 + wood * 0.11)
      }
    }
  }
}

function printKeyLine(canvas: Canvas, { surface, plan }: Scene): void {
  const { widthPx, heightPx, unitPx } = canvas
  const edges = findEdges(surface, 34, findSolidLayers(surface))
  const lines = thicken(edges, widthPx, heightPx, Math.max(0.6, unitPx * 0.0016))
  const wear = noiseTile(16)
  const key = plan.time === 'night' ? [16, 20, 38] : [34, 38, 58]
  for (let pixel = 0; pixel < lines.length; pixel++) {
    const line = lines[pixel] ?? 0
    if (line < 0.08) continue
    const x = pixel % widthPx
    const worn = readTile(wear, x, (pixel - x) / widthPx)
    const share = Math.min(0.9, line * (0.6 + worn * 0.7))
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel
      canvas.rgb[at] = (canvas.rgb[at] ?? 0) * (1 - share) + (key[channel] ?? 0) * share
    }
  }
}

function trim(canvas: Canvas, { light, width, height }: Scene): void {
  const { widthPx, heightPx, unitPx, rgb } = canvas
  const tile = noiseTile(16)
  const sealX = light.side > 0 ? 0.085 : width - 0.085
  const sealY = height - 0.105
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const ragged = (readTile(tile, x, y) - 0.5) * 0.006
      const border = Math.min(x, y, widthPx - 1 - x, heightPx - 1 - y) / unitPx + ragged
      const offset = pixel * 3
      if (border < 0.04) {
        rgb.set(cream, offset)
        continue
      }
      const share = border < 0.0425 ? 0.75 : sealShare(x / unitPx - sealX + ragged, y / unitPx - sealY + ragged)
      if (share === 0) continue
      const ink = border < 0.0425 ? [46, 48, 62] : [182, 52, 42]
      for (let channel = 0; channel < 3; channel++) {
        rgb[offset + channel] = (rgb[offset + channel] ?? 0) * (1 - share) + (ink[channel] ?? 0) * share
      }
    }
  }
}

/** A square seal with a bar and a ring left open in it. */
function sealShare(u: number, v: number): number {
  const half = 0.021
  if (Math.abs(u) > half || Math.abs(v) > half * 1.25) return 0
  const isFrame = Math.abs(u) > half * 0.72 || Math.abs(v) > half * 1.0
  const ring = Math.sqrt(u * u + (v + half * 0.3) ** 2) / half
  const isSign = (ring > 0.28 && ring < 0.5) || (Math.abs(v - half * 0.55) < half * 0.1 && Math.abs(u) < half * 0.5)
  return isFrame || !isSign ? 0.86 : 0.1
}
