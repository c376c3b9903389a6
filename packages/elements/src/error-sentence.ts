import type { FeedError } from '@ai-feed/core'
import type { LaterStrings } from './strings-en.js'

/** Says in one sentence what an error code means to the person in front of it. */
export function errorSentence(code: string | undefined, strings: LaterStrings): string {
  return (code && Object.hasOwn(strings.errors, code) && strings.errors[code]) || strings.errorFallback
}

/** Says what an error means, and how long to wait where the server has said so. */
export function failureSentence(
  { code, retryAfterMs }: Pick<FeedError, 'code' | 'retryAfterMs'>,
  strings: LaterStrings,
): string {
  const sentence = errorSentence(code, strings)
  return retryAfterMs === undefined ? sentence : `${sentence} ${strings.retryIn(secondsOf(retryAfterMs))}`
}

/** Says why the server has put something off that comes again by itself, and how long it still is, as a feed says it. */
export function putOffSentence(code: string | undefined, waitMs: number, strings: LaterStrings): string {
  return `${errorSentence(code, strings)} ${strings.limitedText(secondsOf(waitMs))}`
}

const secondsOf = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))
