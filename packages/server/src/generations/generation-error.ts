import { generationErrorCodes } from '@ai-feed/protocol'
import type { GenerationErrorCode } from '@ai-feed/protocol'
import type { StoredGenerationError } from '../database/schema.js'
import type { GeneratorError } from '../generators/generator.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Ending } from './finish-generation.js'

/** Makes the error of a generation that failed with one of the wire's codes. */
export function generationError(
  code: GenerationErrorCode,
  stage: StoredGenerationError['stage'],
  category?: string,
): StoredGenerationError {
  return { code, stage, ...(category !== undefined && { category }), retryable: generationErrorCodes[code].retryable }
}

/** The end of a generation whose call was sent and whose answer nobody will read any more. */
export const interrupted: Ending = { status: 'failed', error: generationError('interrupted', 'provider') }

/** The end at the deadline. */
export const timedOut: Ending = { status: 'failed', error: generationError('timed_out', 'provider') }

/** The end of a call that was answered without a picture. */
export const nothingCame: Ending = { status: 'failed', error: generationError('bad_output', 'output') }

/** The end before any call, because the post or picture to start from is gone. */
export const sourceGone: Ending = {
  status: 'failed',
  error: { code: 'media_not_found', stage: 'prompt', retryable: false },
}

/** The end before any call, while the provider asks to wait. */
export function providerBusy(waitMs: number): Ending {
  const error = generationError('provider_rate_limited', 'provider')
  return { status: 'failed', error: { ...error, retryAfter: Math.ceil(waitMs / 1_000) } }
}

/** The end when everything that was drawn is something that is not shown here. */
export function outputRefused(category: string): Ending {
  return { status: 'refused', error: { code: 'image_refused', stage: 'output', category, retryable: false } }
}

/** Says how a remix ends for whose source `checkRemix` threw, before any call.
 *  @throws what has another reason. */
export function endingOfSource(error: unknown): Ending {
  if (!(error instanceof HttpProblem)) throw error
  if (error.code !== 'remix_not_allowed') return sourceGone
  return { status: 'refused', error: { code: error.code, stage: 'prompt', retryable: false } }
}

/** Says how a generation ends for which `error` was thrown, after its call was sent. */
export function endingOfError(error: unknown): Ending {
  if (isGeneratorError(error)) {
    const status = error.code === 'provider_refused' ? 'refused' : 'failed'
    const stage = error.code === 'bad_output' ? 'output' : 'provider'
    const { isRetryable, retryAfterMs } = error
    return {
      status,
      error: {
        ...generationError(error.code, stage, error.category),
        ...(isRetryable !== undefined && { retryable: isRetryable }),
        ...(retryAfterMs !== undefined && { retryAfter: Math.ceil(retryAfterMs / 1_000) }),
      },
    }
  }
  if (error instanceof HttpProblem && pictureFaults.has(error.code)) {
    return { status: 'failed', error: generationError('bad_output', 'output') }
  }
  if (error instanceof HttpProblem && error.code === 'generator_unavailable') {
    return { status: 'failed', error: { code: error.code, stage: 'output', retryable: true } }
  }
  // A full disk or a lost database: nothing that the words could have changed.
  return { status: 'failed', error: generationError('interrupted', 'output') }
}

/** What `decodeImage` says of bytes that are no good. */
const pictureFaults: ReadonlySet<string> = new Set([
  'not_an_image',
  'image_too_large',
  'too_many_pixels',
  'image_refused',
])

/** By name: generators are another feature, and some run in threads, where classes are not the same. */
function isGeneratorError(error: unknown): error is GeneratorError {
  return (
    error instanceof Error &&
    error.name === 'GeneratorError' &&
    'code' in error &&
    String(error.code) in generationErrorCodes
  )
}
