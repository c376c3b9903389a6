import { altTextOf } from './alt-text.js'
import { decodeReference, encodePicture, encodePreview } from './encode-picture.js'
import { paintPlan } from './paint-once.js'
import { readPhoto } from './photo-reading.js'
import { planScene, type PlanSource, type ScenePlan } from './plan.js'
import { readRecipe } from './recipe.js'

/** One picture to paint. Plain data: it crosses to a worker thread. */
export interface PaintJob {
  readonly prompt: string
  readonly seed: number
  readonly widthPx: number
  readonly heightPx: number
  readonly reference?: { readonly bytes: Uint8Array; readonly recipe?: unknown }
}

/** What a job gives on its way. */
export type PaintFrame =
  | { readonly type: 'partial'; readonly index: number; readonly bytes: Uint8Array }
  | { readonly type: 'final'; readonly bytes: Uint8Array; readonly alt: string; readonly recipe: ScenePlan }

/** The job was called off. */
export class PaintingCanceled extends Error {
  constructor() {
    super('painting canceled')
    this.name = 'PaintingCanceled'
  }
}

/** Paints a job and encodes each stage. Asks `isCanceled` between strokes.
 *  @throws PaintingCanceled */
export async function* runPaintJob(job: PaintJob, isCanceled: () => boolean): AsyncGenerator<PaintFrame, void> {
  const check = () => {
    if (isCanceled()) throw new PaintingCanceled()
  }
  const plan = planScene(job.prompt, job.seed, await readSource(job.reference))
  const steps = paintPlan(plan, job.widthPx, job.heightPx, check)
  let index = 0
  let step = steps.next()
  while (!step.done) {
    yield { type: 'partial', index: index++, bytes: await encodePreview(step.value) }
    check()
    step = steps.next()
  }
  yield { type: 'final', bytes: await encodePicture(step.value), alt: altTextOf(plan), recipe: plan }
}

/** A recipe says everything; without one the pixels are read. */
async function readSource(reference: PaintJob['reference']): Promise<PlanSource> {
  if (!reference) return {}
  const parent = readRecipe(reference.recipe)
  if (parent) return { parent }
  const picture = await decodeReference(reference.bytes)
  return picture ? { photo: readPhoto(picture) } : {}
}
