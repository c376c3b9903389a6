import {
  codeOfStatus,
  generationCodes,
  isProblemCode,
  problemShape,
  type Generation,
  type GenerationErrorCode,
  type Problem,
} from '@ai-feed/protocol'
import { FeedError } from '../feed-error.js'

/** Turns an answer that is not 2xx into the error that it stands for. Reads the body.
 *  An answer that is no problem of the wire (a proxy's page, say) is `bad_response`. */
export async function errorOfResponse(response: Response): Promise<FeedError> {
  const text = await response.text()
  return errorOfAnswer(response.status, text, response.headers.get('retry-after'))
}

/** The same for an answer whose body was already read. */
export function errorOfAnswer(status: number, text: string, retryAfter: string | null): FeedError {
  const problem = findProblem(text)
  if (problem === undefined) {
    return new FeedError('bad_response', `the server answered ${status} without a reason`, {
      retryable: true,
      retryAfterMs: parseRetryAfter(retryAfter),
    })
  }
  // A newer server may use codes that this version does not know.
  const code = isProblemCode(problem.code) ? problem.code : codeOfStatus(status)
  return new FeedError(code ?? 'bad_response', problem.title, {
    retryable: problem.retryable,
    retryAfterMs: msOf(problem.retryAfter) ?? parseRetryAfter(retryAfter),
    problem,
  })
}

/** Turns the error of a generation that failed into the error to hand on. */
export function errorOfGeneration(error: Generation['error']): FeedError {
  const { code = 'internal', retryable = false, retryAfter } = error ?? {}
  const known = isProblemCode(code) || isGenerationCode(code) ? code : 'provider_failed'
  return new FeedError(known, `the generation ended with ${code}`, { retryable, retryAfterMs: msOf(retryAfter) })
}

function isGenerationCode(code: string): code is GenerationErrorCode {
  return generationCodes.some((known) => known === code)
}

function msOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000
}

function findProblem(text: string): Problem | undefined {
  try {
    return problemShape(JSON.parse(text))
  } catch {
    // Anything but a problem is handled by its status.
    return undefined
  }
}

function parseRetryAfter(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  const seconds = Number(text)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
