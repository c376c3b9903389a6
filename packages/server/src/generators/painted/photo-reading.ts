import { labToLch, rgbToLab, type Lab, type Lch } from './colour/oklch.js'
import type { Setting, Time } from './words/terms.js'

/** What the painter takes from a photograph: colours and a rough composition. */
export interface PhotoReading {
  /** The main colours, most frequent first. */
  readonly swatches: readonly Lch[]
  /** Height of the strongest level edge, 0 at the top. */
  readonly horizon: number
  /** Where across the picture differs most from its surroundings, 0 at the left. */
  readonly focus: number
  readonly time: Time
  readonly setting: Setting
  /** Lightness of an 8 by 8 grid, row by row: the light and dark masses. */
  readonly masses: readonly number[]
}

/** A small picture: gamma-encoded sRGB, three bytes a pixel. */
export interface SmallPicture {
  readonly widthPx: number
  readonly heightPx: number
  readonly rgb: Uint8Array
}

const gridSize = 8

/** Reads palette, horizon, focal point and light from a photograph. Pure and total. */
export function readPhoto(picture: SmallPicture): PhotoReading {
  const labs = labsOf(picture)
  const masses = averageGrid(labs, picture)
  const rowLabs = rowsOf(labs, picture)
  const horizon = findHorizon(rowLabs)
  const mean = meanOf(labs)
  const warm = mean.b
  const time: Time = mean.l < 0.33 ? 'night' : mean.l < 0.48 ? 'dusk' : warm > 0.045 ? 'golden' : 'day'
  const groundLabs = rowLabs.slice(Math.floor(rowLabs.length * horizon))
  return {
    swatches: clusterColours(labs).map(rounded),
    horizon: round(Math.min(0.72, Math.max(0.34, horizon))),
    focus: round(findFocus(labs, picture, mean)),
    time,
    setting: settingOf(meanOf(groundLabs.length > 0 ? groundLabs : labs)),
    masses: masses.map(round),
  }
}

function labsOf({ rgb }: SmallPicture): Lab[] {
  const labs: Lab[] = []
  for (let offset = 0; offset + 2 < rgb.length; offset += 3) {
    labs.push(rgbToLab(rgb[offset] ?? 0, rgb[offset + 1] ?? 0, rgb[offset + 2] ?? 0))
  }
  return labs
}

function meanOf(labs: readonly Lab[]): Lab {
  let [l, a, b] = [0, 0, 0]
  for (const lab of labs) {
    l += lab.l
    a += lab.a
    b += lab.b
  }
  const count = Math.max(1, labs.length)
  return { l: l / count, a: a / count, b: b / count }
}

function rowsOf(labs: readonly Lab[], { widthPx, heightPx }: SmallPicture): Lab[] {
  return Array.from({ length: heightPx }, (_unused, row) => meanOf(labs.slice(row * widthPx, (row + 1) * widthPx)))
}

function averageGrid(labs: readonly Lab[], { widthPx, heightPx }: SmallPicture): number[] {
  const sums = Array.from({ length: gridSize * gridSize }, () => 0)
  const counts = Array.from({ length: gridSize * gridSize }, () => 0)
  labs.forEach(({ l }, pixel) => {
    const column = Math.floor(((pixel % widthPx) / widthPx) * gridSize)
    const row = Math.min(gridSize - 1, Math.floor((Math.floor(pixel / widthPx) / heightPx) * gridSize))
    const cell = row * gridSize + column
    sums[cell] = (sums[cell] ?? 0) + l
    counts[cell] = (counts[cell] ?? 0) + 1
  })
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1))
}

/** The row with the greatest difference between the strips above and below it. */
function findHorizon(rows: readonly Lab[]): number {
  const reach = Math.max(1, Math.round(rows.length * 0.1))
  let best = 0.6
  let most = 0.02
  for (let row = Math.round(rows.length * 0.25); row < rows.length * 0.8; row++) {
    const difference = distance(meanOf(rows.slice(row - reach, row)), meanOf(rows.slice(row, row + reach)))
    if (difference > most) {
      most = difference
      best = row / rows.length
    }
  }
  return best
}

/** The centre of what differs from the mean, drawn to the nearer third. */
function findFocus(labs: readonly Lab[], { widthPx }: SmallPicture, mean: Lab): number {
  let weight = 0.0001
  let sum = 0.00005
  labs.forEach((lab, pixel) => {
    const difference = distance(lab, mean) ** 3
    weight += difference
    sum += difference * ((pixel % widthPx) / widthPx)
  })
  const centre = sum / weight
  return (centre < 0.5 ? 0.33 : 0.67) * 0.6 + centre * 0.4
}

function settingOf(ground: Lab): Setting {
  const { c, h } = labToLch(ground)
  if (c < 0.02) return ground.l > 0.75 ? 'mountains' : 'city'
  if (h > 100 && h < 170) return 'meadow'
  if (h >= 170 && h < 290) return 'sea'
  return h > 30 && h <= 100 ? 'desert' : 'mountains'
}

/** Six clusters by k-means in OKLab, begun at even steps of lightness so that chance plays no part. */
function clusterColours(labs: readonly Lab[]): Lch[] {
  const count = 7
  const sorted = [...labs].sort((first, second) => first.l - second.l)
  let centres = Array.from({ length: count }, (_unused, index) => {
    return sorted[Math.floor(((index + 0.5) / count) * sorted.length)] ?? { l: 0.5, a: 0, b: 0 }
  })
  let sizes: number[] = []
  for (let round = 0; round < 8; round++) {
    const groups: Lab[][] = centres.map(() => [])
    for (const lab of labs) groups[nearestIndex(lab, centres)]?.push(lab)
    sizes = groups.map((group) => group.length)
    centres = groups.map((group, index) => (group.length > 0 ? meanOf(group) : (centres[index] ?? meanOf(labs))))
  }
  return centres
    .map((centre, index) => ({ centre, size: sizes[index] ?? 0 }))
    .filter(({ size }) => size > 0)
    .sort((first, second) => second.size - first.size)
    .map(({ centre }) => labToLch(centre))
}

function nearestIndex(lab: Lab, centres: readonly Lab[]): number {
  let best = 0
  centres.forEach((centre, index) => {
    if (distance(lab, centre) < distance(lab, centres[best] ?? centre)) best = index
  })
  return best
}

function distance(first: Lab, second: Lab): number {
  return Math.sqrt((first.l - second.l) ** 2 + (first.a - second.a) ** 2 + (first.b - second.b) ** 2)
}

function rounded({ l, c, h }: Lch): Lch {
  return { l: round(l), c: round(c), h: round(h) }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
