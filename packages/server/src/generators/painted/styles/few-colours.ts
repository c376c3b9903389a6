import type { CoarsePicture } from '../canvas/canvas.js'

/** A small set of colours, three numbers each. */
export type ColourSet = Float32Array

/** Finds the colours that stand best for a picture: k-means, begun at even steps of lightness. */
export function chooseColours({ rgb }: CoarsePicture, count: number): ColourSet {
  const order = Array.from({ length: rgb.length / 3 }, (_unused, index) => index).sort(
    (first, second) => lightnessAt(rgb, first) - lightnessAt(rgb, second),
  )
  const colours = new Float32Array(count * 3)
  for (let index = 0; index < count; index++) {
    const cell = order[Math.floor(((index + 0.5) / count) * order.length)] ?? 0
    for (let channel = 0; channel < 3; channel++) colours[index * 3 + channel] = rgb[cell * 3 + channel] ?? 0
  }
  for (let round = 0; round < 7; round++) moveToMeans(rgb, colours)
  return colours
}

/** The number of the nearest colour of a set. */
export function nearestColour(colours: ColourSet, red: number, green: number, blue: number): number {
  let best = 0
  let least = Infinity
  for (let offset = 0; offset < colours.length; offset += 3) {
    const dr = (colours[offset] ?? 0) - red
    const dg = (colours[offset + 1] ?? 0) - green
    const db = (colours[offset + 2] ?? 0) - blue
    const distance = dr * dr + dg * dg * 1.6 + db * db
    if (distance < least) {
      least = distance
      best = offset / 3
    }
  }
  return best
}

function moveToMeans(rgb: Float32Array, colours: ColourSet): void {
  const sums = new Float32Array(colours.length)
  const sizes = new Float32Array(colours.length / 3)
  for (let offset = 0; offset < rgb.length; offset += 3) {
    const nearest = nearestColour(colours, rgb[offset] ?? 0, rgb[offset + 1] ?? 0, rgb[offset + 2] ?? 0)
    sizes[nearest] = (sizes[nearest] ?? 0) + 1
    for (let channel = 0; channel < 3; channel++) {
      const at = nearest * 3 + channel
      sums[at] = (sums[at] ?? 0) + (rgb[offset + channel] ?? 0)
    }
  }
  for (let index = 0; index < colours.length; index++) {
    const size = sizes[Math.floor(index / 3)] ?? 0
    if (size > 0) colours[index] = (sums[index] ?? 0) / size
  }
}

function lightnessAt(rgb: Float32Array, cell: number): number {
  return (rgb[cell * 3] ?? 0) * 0.3 + (rgb[cell * 3 + 1] ?? 0) * 0.59 + (rgb[cell * 3 + 2] ?? 0) * 0.11
}
