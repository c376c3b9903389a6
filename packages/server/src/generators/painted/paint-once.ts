import { altTextOf } from './alt-text.js'
import type { Canvas, Checkpoint } from './canvas/canvas.js'
import { addMasses } from './photo-masses.js'
import { drawScene } from './draw-scene.js'
import { planScene, type PlanSource, type ScenePlan } from './plan.js'
import { createScene } from './scene.js'
import { styleOf } from './styles/style-of.js'

/** A finished or unfinished picture: gamma-encoded sRGB, three bytes a pixel. */
export interface Picture {
  readonly widthPx: number
  readonly heightPx: number
  readonly rgb: Uint8Array
}

/** The whole result of painting. */
export interface Painting {
  readonly picture: Picture
  /** Blocked-in, developed, nearly final. */
  readonly stages: readonly Picture[]
  readonly alt: string
  readonly plan: ScenePlan
}

/** How large, from which seed, and from what to paint. */
export interface PaintOptions extends PlanSource {
  /** @default 1024 */
  readonly widthPx?: number
  /** @default 1024 */
  readonly heightPx?: number
  /** @default 1 */
  readonly seed?: number
}

/** Paints one picture from words, here and now. Pure: the same arguments give the same bytes on every machine. */
export function paintOnce(prompt: string, options: PaintOptions = {}): Painting {
  const { widthPx = 1024, heightPx = 1024, seed = 1 } = options
  const plan = planScene(prompt, seed, options)
  const steps = paintPlan(plan, widthPx, heightPx, () => {})
  const stages: Picture[] = []
  let step = steps.next()
  while (!step.done) {
    stages.push(step.value)
    step = steps.next()
  }
  return { picture: step.value, stages, alt: altTextOf(plan), plan }
}

/** Paints a plan step by step: yields the three early stages, returns the final picture.
 *  `check` is called between strokes and may throw to end the work. */
export function* paintPlan(
  plan: ScenePlan,
  widthPx: number,
  heightPx: number,
  check: Checkpoint,
): Generator<Picture, Picture> {
  const scene = createScene(plan, widthPx, heightPx)
  drawScene(scene)
  addMasses(scene)
  check()
  const steps = styleOf(plan.style)(scene, check)
  let step = steps.next()
  while (!step.done) {
    yield toPicture(step.value)
    step = steps.next()
  }
  return toPicture(step.value)
}

function toPicture({ widthPx, heightPx, rgb }: Canvas): Picture {
  return { widthPx, heightPx, rgb: new Uint8Array(Uint8ClampedArray.from(rgb).buffer) }
}
