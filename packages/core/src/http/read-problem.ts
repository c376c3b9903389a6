import {
  codeOfStatus,
  generationCodes,
  isProblemCode,
  problemShape,
  type Generation,
  type GenerationErrorCode,
  type Problem,
} from '@ai-feed/protocol'
import { FeedError, isFeedError } from '../feed-error.js'
import type { Clock } from '../platform/clock.js'
import { maxSmallAnswerBytes, readText } from './read-body.js'

/** Turns an answer that is not 2xx into the error that it stands for. Reads the body.
 *  An answer that is no problem of the wire (a proxy's page, say) is `bad_response`. */
export async function errorOfResponse(response: Response, clock: Pick<Clock, 'now'>): Promise<FeedError> {
  return errorOfAnswer(response, await readRefusal(response), clock)
}

/** Reads the body of a refusal; one that is too long says nothing. */
export async function readRefusal(response: Response): Promise<string> {
  try {
    return await readText(response, maxSmallAnswerBytes)
  } catch (error) {
    if (isFeedError(error)) return ''
    throw error
  }
}

/** The same for an answer whose body was already read. */
export function errorOfAnswer(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
  clock: Pick<Clock, 'now'>,
): FeedError {
  const problem = findProblem(text)
  const retryAfterMs = msOf(problem?.retryAfter ?? parseRetryAfter(headers.get('retry-after'), clock))
  if (problem === undefined) {
    const message = `the server answered ${status} without a reason`
    return new FeedError('bad_response', message, { retryable: true, retryAfterMs })
  }
  // A newer server may use codes that this version does not know.
  const code = isProblemCode(problem.code) ? problem.code : codeOfStatus(status)
  return new FeedError(code ?? 'bad_response', problem.title, { retryable: problem.retryable, retryAfterMs, problem })
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

/** No server keeps anybody waiting longer: timers count to 25 days, and beyond that they fire at once. */
const maxWaitMs = 24 * 60 * 60_000

function msOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.min(Math.max(0, seconds * 1000), maxWaitMs)
}

function findProblem(text: string): Problem | undefined {
  try {
    return problemShape(JSON.parse(text))
  } catch {
    // Anything but a problem is handled by its status.
    return undefined
  }
}

/** Seconds, from a number of them or a date; undefined when it is neither (RFC 9110, section 10.2.3). */
function parseRetryAfter(text: string | null, clock: Pick<Clock, 'now'>): number | undefined {
  if (!text) return undefined
  const seconds = Number.isNaN(Number(text)) ? (Date.parse(text) - clock.now()) / 1000 : Number(text)
  return Number.isNaN(seconds) ? undefined : seconds
}
