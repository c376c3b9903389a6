import type { Generation, GenerationPreview } from './generation.js'
import { mediaShape } from './post-shape.js'
import { flag, list, number, object, oneOf, optional, pathPart, text, whole, type Shape } from './shape.js'

/** What a client follows a generation by. */
export type GenerationProgress = Pick<Generation, 'id' | 'status' | 'previews' | 'media' | 'error'>

/** Reads one call of the image generator, as far as a client follows it. */
export const generationShape: Shape<GenerationProgress> = object<GenerationProgress>({
  id: pathPart,
  status: oneOf('queued', 'running', 'succeeded', 'refused', 'failed', 'canceled'),
  previews: list(object<GenerationPreview>({ variant: whole(0), index: whole(0), url: text })),
  media: list(mediaShape),
  error: optional(
    object<NonNullable<Generation['error']>>({
      code: text,
      stage: oneOf('prompt', 'provider', 'output'),
      category: optional(text),
      retryable: flag,
      retryAfter: optional(number),
    }),
  ),
})
