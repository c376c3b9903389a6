import { coarsen, createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { varnish } from '../canvas/varnish.js'
import { paintWeather } from '../weather.js'
import type { Scene } from '../scene.js'
import { chooseColours, nearestColour } from './few-colours.js'

/** Large square pixels in few colours with ordered dither. It grows finer from stage to stage. */
export function* paintPixels(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  const canvas = createCanvas(scene.surface, [128, 128, 128])
  canvas.rgb.set(scene.surface.rgb)
  paintWeather(canvas, scene)
  yield inSquares(scene, canvas, 24, 8, 0)
  check()
  yield inSquares(scene, canvas, 48, 16, 4)
  check()
  yield inSquares(scene, canvas, 144, 22, 0)
  check()
  const squares = inSquares(scene, canvas, 144, 26, 11)
  varnish(squares, { emboss: 0, grain: 0.05, vignette: 0.3 }, scene.light.side)
  return squares
}

const bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5] as const

/** @param across squares along the shorter side
 *  @param dither how far two neighbouring colours mix, in steps of 255 */
function inSquares({ surface }: Scene, source: Canvas, across: number, count: number, dither: number): Canvas {
  const { widthPx, heightPx, unitPx } = surface
  const cellPx = Math.max(2, Math.round(unitPx / across))
  const coarse = coarsen(source.rgb, widthPx, heightPx, cellPx)
  const colours = chooseColours(coarse, count)
  const canvas = createCanvas(surface, [0, 0, 0])
  for (let y = 0, offset = 0; y < heightPx; y++) {
    const row = Math.floor(y / cellPx)
    for (let x = 0; x < widthPx; x++, offset += 3) {
      const column = Math.floor(x / cellPx)
      const cell = (row * coarse.columns + column) * 3
      const shift = (((bayer[(row & 3) * 4 + (column & 3)] ?? 0) + 0.5) / 16 - 0.5) * 2 * dither
      const nearest =
        x % cellPx === 0
          ? nearestColour(
              colours,
              (coarse.rgb[cell] ?? 0) + shift,
              (coarse.rgb[cell + 1] ?? 0) + shift,
              (coarse.rgb[cell + 2] ?? 0) + shift,
            ) * 3
          : -1
      if (nearest < 0) canvas.rgb.copyWithin(offset, offset - 3, offset)
      else canvas.rgb.set(colours.subarray(nearest, nearest + 3), offset)
    }
  }
  return canvas
}
