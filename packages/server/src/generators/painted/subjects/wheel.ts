import { ellipse } from '../canvas/outlines.js'
import type { Rgb } from '../colour/oklch.js'
import type { Figure } from './figure.js'

/** A ring between two radii, drawn as one outline. */
export function drawRing(figure: Figure, x: number, y: number, outer: number, inner: number, rgb: Rgb): void {
  const inside = ellipse(x, y, inner, inner, 0, 40)
  const reversed: number[] = []
  for (let index = inside.length - 2; index >= 0; index -= 2) reversed.push(inside[index] ?? 0, inside[index + 1] ?? 0)
  const outside = ellipse(x, y, outer, outer, 0, 40)
  const seam = [...outside.slice(0, 2), ...reversed.slice(-2), ...reversed]
  figure.fill([...outside, ...seam, ...outside.slice(0, 2)], rgb)
}

/** Spokes from the hub to the rim. */
export function drawSpokes(
  figure: Figure,
  x: number,
  y: number,
  radius: number,
  count: number,
  width: number,
  rgb: Rgb,
): void {
  for (let spoke = 0; spoke < count; spoke++) {
    const angle = (spoke / count) * Math.PI * 2 + 0.2
    const [endX, endY] = [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius]
    figure.limb([x, y, endX, endY], [width, width], rgb, 0.85)
  }
}
