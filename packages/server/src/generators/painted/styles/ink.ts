import { blurPlane, createCanvas, luminanceOf, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import { noiseTile, readTile } from '../canvas/noise.js'
import { varnish } from '../canvas/varnish.js'
import { paintWeather } from '../weather.js'
import type { Scene } from '../scene.js'
import { findEdges, thicken } from './forms.js'
import { growOutOfUnderpainting } from './underpainting.js'

/** A pen drawing on cream paper: hatching that thickens with the dark, outlines, a thin wash of colour. */
export function paintInk(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  return growOutOfUnderpainting(scene, check, () => {
    const canvas = createCanvas(scene.surface, [...paper])
    draw(canvas, scene)
    paintWeather(canvas, scene)
    varnish(canvas, { emboss: 0, grain: 0.05, vignette: 0.1 }, scene.light.side)
    return canvas
  })
}

const paper = [246, 240, 226] as const
const ink = [38, 36, 44] as const

interface Hatch {
  readonly angle: number
  /** Begins where the picture is darker than this. */
  readonly below: number
  readonly spacing: number
}

const hatches: readonly Hatch[] = [
  { angle: 0.72, below: 196, spacing: 0.0088 },
  { angle: -0.62, below: 138, spacing: 0.0082 },
  { angle: 0.08, below: 92, spacing: 0.0074 },
  { angle: 1.4, below: 58, spacing: 0.0068 },
]

function draw(canvas: Canvas, { surface }: Scene): void {
  const { widthPx, heightPx, unitPx, rgb: reference, label, layers } = surface
  const tones = luminanceOf(reference)
  blurPlane(tones, widthPx, heightPx, unitPx * 0.002, 1)
  const outline = thicken(findEdges(surface, 40), widthPx, heightPx, Math.max(0.55, unitPx * 0.0012))
  const wobble = noiseTile(16)
  const pressure = noiseTile(64)
  const scale = 512 / unitPx
  const softness = Math.max(0.12, 1.1 / (0.008 * unitPx))
  const turns = hatches.map(({ angle, spacing, below }) => ({
    cos: Math.cos(angle) / spacing,
    sin: Math.sin(angle) / spacing,
    below,
  }))
  for (let y = 0, pixel = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, pixel++) {
      const role = layers[label[pixel] ?? 0]?.role
      const isAir = role === 'sky' || role === 'cloud'
      // Air keeps the paper open; the pen goes to what has a form.
      const tone = (tones[pixel] ?? 0) + (isAir ? 62 : role === 'water' ? 24 : 0)
      const sway = (readTile(wobble, x * scale, y * scale) - 0.5) * (isAir ? 1.1 : 2)
      const press = 0.75 + readTile(pressure, x * scale, y * scale) * 0.5
      let dark = (outline[pixel] ?? 0) * 0.85 * press
      for (const { cos, sin, below } of turns) {
        if (tone >= below) continue
        const line = (y * cos - x * sin) / unitPx + sway
        const away = Math.abs(line - Math.floor(line) - 0.5)
        const half = Math.min(0.34, ((below - tone) / 210) * 0.5 + 0.05) * press
        dark = Math.max(dark, Math.min(0.88, Math.max(0, (half - away) / softness + 0.5)))
      }
      for (let channel = 0; channel < 3; channel++) {
        const sheet = paper[channel] ?? 0
        const wash = sheet * (1 - 0.5 * (1 - Math.min(1, (reference[pixel * 3 + channel] ?? 0) / sheet)))
        canvas.rgb[pixel * 3 + channel] = wash * (1 - dark) + (ink[channel] ?? 0) * dark
      }
    }
  }
}
