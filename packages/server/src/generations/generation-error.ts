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

/** Says how a generation ends for which `error` was thrown, after its call was sent. */
export function endingOfError(error: unknown): Ending {
  if (isGeneratorError(error)) {
    const status = error.code === 'provider_refused' ? 'refused' : 'failed'
    const stage = error.code === 'bad_output' ? 'output' : 'provider'
    return { status, error: generationError(error.code, stage, error.category) }
  }
  if (error instanceof HttpProblem && pictureFaults.has(error.code)) {
    return { status: 'failed', error: generationError('bad_output', 'output') }
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
