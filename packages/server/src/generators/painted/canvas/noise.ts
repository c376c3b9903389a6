import { hashCell } from './random.js'

/** Width and height of a noise tile, a power of two. */
export const tileSize = 512

const tileMask = tileSize - 1

/** A tileable picture of value noise, values 0 to 1 around 0.5. */
export type NoiseTile = Float32Array

/** Smooth noise at a point of the plane, -1 to 1. Slow: for outlines, not for pixels. */
export function noiseAt(x: number, y: number, seed: number): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  const u = smooth(x - column)
  const v = smooth(y - row)
  const top = mix(cellValue(column, row, seed), cellValue(column + 1, row, seed), u)
  const bottom = mix(cellValue(column, row + 1, seed), cellValue(column + 1, row + 1, seed), u)
  return mix(top, bottom, v) * 2 - 1
}

/** Three octaves of `noiseAt`, about -1 to 1. */
export function fractalAt(x: number, y: number, seed: number): number {
  return (
    noiseAt(x, y, seed) * 0.58 + noiseAt(x * 2.1, y * 2.1, seed + 1) * 0.28 + noiseAt(x * 4.3, y * 4.3, seed + 2) * 0.14
  )
}

const tiles = new Map<number, NoiseTile>()

/** The tile whose coarsest octave has `cycles` cells across; built once per process. */
export function noiseTile(cycles: 4 | 16 | 64 | 256): NoiseTile {
  const known = tiles.get(cycles)
  if (known) return known
  const tile = buildTile(cycles)
  tiles.set(cycles, tile)
  return tile
}

/** Reads a tile at any pixel, repeating it. */
export function readTile(tile: NoiseTile, x: number, y: number): number {
  return tile[((y & tileMask) << 9) | (x & tileMask)] ?? 0.5
}

function buildTile(cycles: number): NoiseTile {
  const tile = new Float32Array(tileSize * tileSize)
  let weight = 0.6
  for (let count = cycles; count <= tileSize && weight > 0.05; count *= 2) {
    addOctave(tile, count, weight)
    weight *= 0.5
  }
  let low = 1
  let high = 0
  for (const value of tile) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (let index = 0; index < tile.length; index++) tile[index] = ((tile[index] ?? 0) - low) / (high - low)
  return tile
}

function addOctave(tile: NoiseTile, cycles: number, weight: number): void {
  const cell = tileSize / cycles
  for (let y = 0; y < tileSize; y++) {
    const row = Math.floor(y / cell)
    const v = smooth(y / cell - row)
    for (let x = 0; x < tileSize; x++) {
      const column = Math.floor(x / cell)
      const u = smooth(x / cell - column)
      const right = (column + 1) % cycles
      const below = (row + 1) % cycles
      const top = mix(cellValue(column, row, cycles), cellValue(right, row, cycles), u)
      const bottom = mix(cellValue(column, below, cycles), cellValue(right, below, cycles), u)
      const index = y * tileSize + x
      tile[index] = (tile[index] ?? 0) + mix(top, bottom, v) * weight
    }
  }
}

function cellValue(column: number, row: number, seed: number): number {
  return hashCell(column, row, seed) / 4294967296
}

function smooth(value: number): number {
  return value * value * (3 - 2 * value)
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}
