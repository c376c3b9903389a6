import type { Scene } from './scene.js'

const gridSize = 8

/** Lays the light and dark masses of a photograph softly over the reference, so that its composition shows through. */
export function addMasses({ plan, surface }: Scene): void {
  const masses = plan.photo?.masses
  if (!masses || masses.length !== gridSize * gridSize) return
  const mean = masses.reduce((sum, value) => sum + value, 0) / masses.length
  const at = (column: number, row: number) => masses[Math.min(7, row) * gridSize + Math.min(7, column)] ?? mean
  const { widthPx, heightPx, rgb } = surface
  for (let y = 0, offset = 0; y < heightPx; y++) {
    const v = Math.max(0, (y / heightPx) * gridSize - 0.5)
    const row = Math.floor(v)
    for (let x = 0; x < widthPx; x++) {
      const u = Math.max(0, (x / widthPx) * gridSize - 0.5)
      const column = Math.floor(u)
      const top = at(column, row) * (column + 1 - u) + at(column + 1, row) * (u - column)
      const bottom = at(column, row + 1) * (column + 1 - u) + at(column + 1, row + 1) * (u - column)
      const mass = top * (row + 1 - v) + bottom * (v - row)
      const share = 1 + (mass - mean) * 0.7
      for (let channel = 0; channel < 3; channel++, offset++) rgb[offset] = Math.min(250, (rgb[offset] ?? 0) * share)
    }
  }
}
