import { brushOver } from '../canvas/brush.js'
import { coarsen, createCanvas, type Canvas, type Checkpoint } from '../canvas/canvas.js'
import type { LayerRole, Surface } from '../canvas/surface.js'
import { varnish } from '../canvas/varnish.js'
import type { Rgb } from '../colour/oklch.js'
import { paintWeather } from '../weather.js'
import type { Scene } from '../scene.js'

/** Opaque paint in visible strokes, big ones first: the manner that is used when none is named. */
export function* paintGouache(scene: Scene, check: Checkpoint): Generator<Canvas, Canvas> {
  const canvas = blockIn(scene, check)
  yield canvas
  develop(canvas, scene, check)
  yield canvas
  brushOver(canvas, scene.surface, { ...strokes, width: 0.02, spacing: 0.62, opacity: 0.8, jitter: 5 }, check)
  brushOver(canvas, scene.surface, { ...strokes, width: 0.009, spacing: 0.7, leastDetail: 13, jitter: 3 }, check)
  sharpen(canvas, scene.surface)
  yield canvas
  paintWeather(canvas, scene)
  varnish(canvas, { emboss: 11, grain: 0.05, vignette: scene.palette.isDark ? 0.42 : 0.22 }, scene.light.side)
  return canvas
}

const strokes = { opacity: 0.86, staysInside: true, leastDetail: 0, seed: 11 }

/** A toned ground and broad loose strokes. */
export function blockIn(scene: Scene, check: Checkpoint): Canvas {
  const { surface, plan } = scene
  const coarse = coarsen(surface.rgb, surface.widthPx, surface.heightPx, Math.max(2, Math.round(surface.unitPx / 40)))
  const canvas = createCanvas(surface, groundOf(coarse.rgb))
  const pass = { opacity: 0.82, staysInside: false, leastDetail: 0, jitter: 9, source: coarse, seed: plan.brushSeed }
  brushOver(canvas, surface, { ...pass, width: 0.085, spacing: 0.62 }, check)
  return canvas
}

/** Middle strokes that keep to the silhouettes. */
export function develop(canvas: Canvas, { surface, plan }: Scene, check: Checkpoint): void {
  const pass = { opacity: 0.88, staysInside: true, leastDetail: 0, jitter: 6, seed: plan.brushSeed + 1 }
  brushOver(canvas, surface, { ...pass, width: 0.042, spacing: 0.6 }, check)
}

/** The warm middle of all colours. */
function groundOf(rgb: Float32Array): Rgb {
  const sum = [0, 0, 0]
  for (let offset = 0; offset < rgb.length; offset++) sum[offset % 3] = (sum[offset % 3] ?? 0) + (rgb[offset] ?? 0)
  const [red, green, blue] = sum.map((value) => (value / rgb.length) * 3)
  return [(red ?? 0) * 1.02 + 8, (green ?? 0) * 0.98 + 4, (blue ?? 0) * 0.9]
}

const sharpness: Readonly<Record<LayerRole, number>> = {
  sky: 0.12,
  cloud: 0.2,
  far: 0.25,
  ground: 0.22,
  water: 0.3,
  plant: 0.45,
  thing: 0.6,
  light: 0.7,
}

/** Brings small forms back from the reference, things more than air. */
function sharpen({ rgb }: Canvas, { rgb: reference, label, layers }: Surface): void {
  const shares = layers.map(({ role }) => sharpness[role])
  for (let pixel = 0, offset = 0; pixel < label.length; pixel++, offset += 3) {
    const share = shares[label[pixel] ?? 0] ?? 0
    for (let channel = 0; channel < 3; channel++) {
      const under = rgb[offset + channel] ?? 0
      rgb[offset + channel] = under + ((reference[offset + channel] ?? 0) - under) * share
    }
  }
}
