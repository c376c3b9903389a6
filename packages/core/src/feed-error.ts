import type { GenerationErrorCode, Problem, ProblemCode } from '@ai-feed/protocol'

/** What went wrong on this side of the wire: the server cannot be reached, or did not answer in 30 s; it answered what the wire
 *  does not know; no window, no consent, or another reason in `cause`; the page is neither https nor localhost; it is kept in
 *  memory only; the file is no picture that this browser can read; it could not be sent for 13 days. */
export type ClientErrorCode =
  | 'offline'
  | 'timeout'
  | 'bad_response'
  | 'sign_in_blocked'
  | 'sign_in_canceled'
  | 'sign_in_failed'
  | 'insecure_context'
  | 'storage_failed'
  | 'unreadable_image'
  | 'expired'

/** Every reason for which a call of the client fails: the codes of the wire and those of the client itself. */
export type FeedErrorCode = ProblemCode | GenerationErrorCode | ClientErrorCode

/** What a FeedError may carry beside code and message. */
export interface FeedErrorOptions {
  /** Default false. */
  retryable?: boolean
  retryAfterMs?: number | undefined
  problem?: Problem | undefined
  cause?: unknown
}

/** The one error that the client throws. Branch on `code`, never on the message.
 *  Cancellations are no FeedError: they reject with the reason of the signal. */
export class FeedError extends Error {
  // Defined, not set: a page that has frozen Error.prototype lets nobody set it.
  override readonly name = 'FeedError'
  /** Stable name of the reason. */
  readonly code: FeedErrorCode
  /** True when the same call can go well later. */
  readonly retryable: boolean
  /** How long the server, or the provider of a generation, asked to wait, in milliseconds; at most a day. */
  readonly retryAfterMs?: number
  /** The problem as the server wrote it (RFC 9457), when there was one. */
  readonly problem?: Problem

  constructor(code: FeedErrorCode, message: string, options: FeedErrorOptions = {}) {
    super(message, options)
    const { retryable = false, retryAfterMs, problem } = options
    this.code = code
    this.retryable = retryable
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs
    if (problem !== undefined) this.problem = problem
  }
}

/** Tells whether a value is a FeedError, and of one code if one is named. Holds across two copies of this package.
 *  @example if (isFeedError(error, 'quota_exceeded')) showQuota() */
export function isFeedError(value: unknown, code?: FeedErrorCode): value is FeedError {
  return (
    value instanceof Error &&
    value.name === 'FeedError' &&
    'code' in value &&
    (code === undefined || value.code === code)
  )
}
