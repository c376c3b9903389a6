import type { Rgb } from '../colour/oklch.js'
import type { Surface } from './surface.js'

/** The painting itself, which styles fill from the reference. */
export interface Canvas {
  readonly widthPx: number
  readonly heightPx: number
  readonly unitPx: number
  /** Gamma-encoded sRGB, 0 to 255, three numbers a pixel. */
  readonly rgb: Float32Array
  /** Thickness of the paint, about 0 to 1, which the last light rakes over. */
  readonly relief: Float32Array
}

/** Makes a canvas toned with one colour. */
export function createCanvas(surface: Surface, ground: Rgb): Canvas {
  const { widthPx, heightPx, unitPx } = surface
  const rgb = new Float32Array(widthPx * heightPx * 3)
  for (let offset = 0; offset < rgb.length; offset += 3) rgb.set(ground, offset)
  return { widthPx, heightPx, unitPx, rgb, relief: new Float32Array(widthPx * heightPx).fill(0.5) }
}

/** Is called now and then during long work; throws when the work is no longer wanted. */
export type Checkpoint = () => void

/** A picture averaged over square cells. */
export interface CoarsePicture {
  readonly cellPx: number
  readonly columns: number
  readonly rows: number
  readonly rgb: Float32Array
}

/** Averages a picture over square cells. */
export function coarsen(rgb: Float32Array, widthPx: number, heightPx: number, cellPx: number): CoarsePicture {
  const columns = Math.ceil(widthPx / cellPx)
  const rows = Math.ceil(heightPx / cellPx)
  const sums = new Float32Array(columns * rows * 3)
  const counts = new Float32Array(columns * rows)
  let offset = 0
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor(y / cellPx) * columns
    for (let x = 0; x < widthPx; x++, offset += 3) {
      const cell = row + Math.floor(x / cellPx)
      counts[cell] = (counts[cell] ?? 0) + 1
      for (let channel = 0; channel < 3; channel++) {
        const at = cell * 3 + channel
        sums[at] = (sums[at] ?? 0) + (rgb[offset + channel] ?? 0)
      }
    }
  }
  for (let index = 0; index < sums.length; index++) {
    sums[index] = (sums[index] ?? 0) / (counts[Math.floor(index / 3)] ?? 1)
  }
  return { cellPx, columns, rows, rgb: sums }
}

/** Blurs one plane by a box, in place, as often as asked; three times is close to a Gaussian. */
export function blurPlane(plane: Float32Array, width: number, height: number, radius: number, times = 2): void {
  const reach = Math.max(1, Math.round(radius))
  const line = new Float32Array(Math.max(width, height))
  for (let time = 0; time < times; time++) {
    for (let y = 0; y < height; y++) blurLine(plane, line, y * width, 1, width, reach)
    for (let x = 0; x < width; x++) blurLine(plane, line, x, width, height, reach)
  }
}

function blurLine(plane: Float32Array, line: Float32Array, start: number, step: number, count: number, reach: number) {
  const last = count - 1
  for (let index = 0; index < count; index++) line[index] = plane[start + index * step] ?? 0
  let sum = 0
  for (let index = -reach; index <= reach; index++) sum += line[Math.min(last, Math.max(0, index))] ?? 0
  const share = 1 / (reach * 2 + 1)
  for (let index = 0; index < count; index++) {
    plane[start + index * step] = sum * share
    sum += (line[Math.min(last, index + reach + 1)] ?? 0) - (line[Math.max(0, index - reach)] ?? 0)
  }
}

/** The light and dark of a picture, 0 to 255 a pixel. */
export function luminanceOf(rgb: Float32Array): Float32Array {
  const plane = new Float32Array(rgb.length / 3)
  for (let pixel = 0, offset = 0; pixel < plane.length; pixel++, offset += 3) {
    plane[pixel] = (rgb[offset] ?? 0) * 0.299 + (rgb[offset + 1] ?? 0) * 0.587 + (rgb[offset + 2] ?? 0) * 0.114
  }
  return plane
}
