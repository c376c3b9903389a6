import type { Canvas } from './canvas.js'
import { noiseTile, readTile } from './noise.js'

/** How strongly the last light shows the surface. */
export interface Varnish {
  /** Raking light over the thickness of the paint, in steps of 255. */
  readonly emboss: number
  /** Paper grain as a share of the lightness; stronger in shadows. */
  readonly grain: number
  /** Darkening of the corners, 0 to 1. */
  readonly vignette: number
}

/** Lights the paint from the side, shows the paper's grain, and darkens the corners a little. */
export function varnish(canvas: Canvas, { emboss, grain, vignette }: Varnish, side: -1 | 1): void {
  const { widthPx, heightPx, rgb, relief } = canvas
  const paper = noiseTile(256)
  const towards = side < 0 ? -1 : 1
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    const v = (y / heightPx) * 2 - 1
    const above = y > 0 ? widthPx : 0
    for (let x = 0; x < widthPx; x++, pixel++) {
      const u = (x / widthPx) * 2 - 1
      const slope = (relief[pixel] ?? 0) - (relief[pixel - above + (x > 0 && x < widthPx - 1 ? towards : 0)] ?? 0)
      const offset = pixel * 3
      const shade = (rgb[offset + 1] ?? 0) / 255
      const tooth = (readTile(paper, x, y) - 0.5) * grain * (1.6 - shade)
      const corner = 1 - vignette * Math.max(0, u * u * 0.5 + v * v * 0.5 - 0.25)
      const raked = Math.max(-1, Math.min(1, slope * 4)) * emboss * (0.5 + shade * 0.5)
      for (let channel = 0; channel < 3; channel++) {
        rgb[offset + channel] = ((rgb[offset + channel] ?? 0) * (1 + tooth) + raked) * corner
      }
    }
  }
}
