import { createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { noiseTile, readTile } from '../canvas/noise.js'
import { hashCell } from '../canvas/random.js'
import { varnish } from '../canvas/varnish.js'
import type { Scene } from '../scene.js'
import { findSolidLayers, thicken } from './forms.js'
import { growOutOfUnderpainting } from './underpainting.js'

/** Panes of coloured glass in lead. Panes keep to the forms, and those of the sky point to the light. */
export function paintStainedGlass(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  return growOutOfUnderpainting(scene, check, () => {
    const canvas = createCanvas(scene.surface, [30, 28, 34])
    const panes = cutPanes(scene, check)
    glaze(canvas, scene, panes)
    lead(canvas, panes, scene)
    varnish(canvas, { emboss: 0, grain: 0.03, vignette: 0.3 }, scene.light.side)
    return canvas
  })
}

interface Site {
  readonly x: number
  readonly y: number
  readonly label: number
}

/** Gives each pixel the number of its pane; pixels of scattered small things get 0. */
function cutPanes(scene: Scene, check: Checkpoint): Int32Array {
  const { surface, light, plan } = scene
  const { widthPx, heightPx, unitPx, label, layers } = surface
  const cellPx = unitPx * 0.062
  const columns = Math.ceil(widthPx / cellPx)
  const rows = Math.ceil(heightPx / cellPx)
  const isSolid = findSolidLayers(surface)
  const sites: Site[] = []
  for (let cell = 0; cell < columns * rows; cell++) {
    const chance = hashCell(cell, 3, plan.brushSeed)
    const x = Math.min(widthPx - 1, Math.floor(((cell % columns) + 0.12 + ((chance & 255) / 255) * 0.76) * cellPx))
    const y = Math.min(
      heightPx - 1,
      Math.floor((Math.floor(cell / columns) + 0.12 + (((chance >>> 8) & 255) / 255) * 0.76) * cellPx),
    )
    sites.push({ x, y, label: label[y * widthPx + x] ?? 0 })
  }
  const panes = new Int32Array(label.length)
  const lightX = light.x * unitPx
  const lightY = light.y * unitPx
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    check()
    for (let x = 0; x < widthPx; x++, pixel++) {
      const own = label[pixel] ?? 0
      if (!isSolid[own]) continue
      const role = layers[own]?.role
      const isSky = role === 'sky' || role === 'cloud'
      const towards = Math.sqrt((x - lightX) ** 2 + (y - lightY) ** 2) || 1
      const [dirX, dirY] = [(x - lightX) / towards, (y - lightY) / towards]
      const [column, row] = [Math.floor(x / cellPx), Math.floor(y / cellPx)]
      let best = -1 - own
      let least = Infinity
      for (let atRow = Math.max(0, row - 2); atRow <= Math.min(rows - 1, row + 2); atRow++) {
        for (let at = Math.max(0, column - 2); at <= Math.min(columns - 1, column + 2); at++) {
          const site = sites[atRow * columns + at]
          if (!site || site.label !== own) continue
          const dx = site.x - x
          const dy = site.y - y
          const along = dx * dirX + dy * dirY
          const aside = dy * dirX - dx * dirY
          const distance = isSky ? along * along * 0.4 + aside * aside * 1.5 : dx * dx * 0.8 + dy * dy * 1.2
          if (distance < least) {
            least = distance
            best = atRow * columns + at + 1
          }
        }
      }
      panes[pixel] = best
    }
  }
  return panes
}

function glaze(canvas: Canvas, { surface }: Scene, panes: Int32Array): void {
  const { rgb: reference, widthPx, heightPx, unitPx } = surface
  const sums = new Map<number, [number, number, number, number]>()
  for (let pixel = 0; pixel < panes.length; pixel += 2) {
    const pane = panes[pixel] ?? 0
    const sum = sums.get(pane) ?? [0, 0, 0, 0]
    for (const channel of [0, 1, 2] as const) sum[channel] += reference[pixel * 3 + channel] ?? 0
    sum[3]++
    sums.set(pane, sum)
  }
  const [wide, streaks] = [noiseTile(16), noiseTile(64)]
  const scale = 512 / unitPx
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const pane = panes[pixel] ?? 0
      const sum = pane === 0 ? undefined : sums.get(pane)
      const shade =
        0.84 +
        readTile(wide, x * scale * 1.5, y * scale * 1.5) * 0.24 +
        (readTile(streaks, x * scale * 2, y * scale * 0.7) - 0.5) * 0.12 +
        (((pane * 37) & 31) - 15) * 0.005
      const offset = pixel * 3
      const mean = sum ? (sum[0] + sum[1] + sum[2]) / (3 * sum[3]) : 0
      for (const channel of [0, 1, 2] as const) {
        const own = reference[offset + channel] ?? 0
        const flat = sum ? sum[channel] / sum[3] : own
        const rich = mean + (flat - mean) * 1.42
        canvas.rgb[offset + channel] = sum ? Math.max(10, Math.min(248, (rich * 0.82 + own * 0.18) * shade)) : own
      }
    }
  }
}

function lead(canvas: Canvas, panes: Int32Array, { plan }: Scene): void {
  const { widthPx, heightPx, unitPx, rgb } = canvas
  const seams = new Float32Array(panes.length)
  for (let y = 1; y < heightPx; y++) {
    for (let x = 1; x < widthPx; x++) {
      const pixel = y * widthPx + x
      const pane = panes[pixel] ?? 0
      const left = panes[pixel - 1] ?? 0
      const above = panes[pixel - widthPx] ?? 0
      const isSeam = pane !== 0 && ((left !== 0 && left !== pane) || (above !== 0 && above !== pane))
      if (isSeam) seams[pixel] = 1
    }
  }
  const lines = thicken(seams, widthPx, heightPx, unitPx * 0.0026)
  const dark = plan.time === 'night' ? [14, 13, 18] : [32, 29, 34]
  for (let pixel = 0; pixel < lines.length; pixel++) {
    const share = lines[pixel] ?? 0
    if (share === 0) continue
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel
      rgb[at] = (rgb[at] ?? 0) * (1 - share) + (dark[channel] ?? 0) * share
    }
  }
}
