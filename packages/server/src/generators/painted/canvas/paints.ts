import type { Rgb } from '../colour/oklch.js'
import type { Paint } from './fill.js'
import { noiseTile, readTile } from './noise.js'

/** One colour. */
export function flat(rgb: Rgb): Paint {
  return (_x, _y, out) => out.set(rgb)
}

/** From one colour to another between two heights. */
export function downward(top: number, bottom: number, from: Rgb, to: Rgb): Paint {
  return (_x, y, out) => write(out, from, to, (y - top) / (bottom - top))
}

/** From one colour to another between two places across. */
export function across(left: number, right: number, from: Rgb, to: Rgb): Paint {
  return (x, _y, out) => write(out, from, to, (x - left) / (right - left))
}

/** A ball or a bush: lit around one point, dark away from it. */
export function round(x: number, y: number, radius: number, near: Rgb, away: Rgb): Paint {
  return (pointX, pointY, out) => {
    const distance = Math.sqrt((pointX - x) ** 2 + (pointY - y) ** 2) / radius
    write(out, near, away, distance * distance)
  }
}

/** Light and dark patches over another paint, as of pigment or rock. The size is in units. */
export function mottled(paint: Paint, amount: number, size = 0.1, stretch = 1): Paint {
  const tile = noiseTile(16)
  const scale = 32 / size
  return (x, y, out) => {
    paint(x, y, out)
    const value = 1 + (readTile(tile, (x * scale) / stretch, y * scale) - 0.5) * 2 * amount
    for (let channel = 0; channel < 3; channel++) out[channel] = Math.min(250, (out[channel] ?? 0) * value)
  }
}

function write(out: Float32Array, from: Rgb, to: Rgb, share: number): void {
  const part = share < 0 ? 0 : share > 1 ? 1 : share
  const eased = part * part * (3 - 2 * part)
  out[0] = from[0] + (to[0] - from[0]) * eased
  out[1] = from[1] + (to[1] - from[1]) * eased
  out[2] = from[2] + (to[2] - from[2]) * eased
}
