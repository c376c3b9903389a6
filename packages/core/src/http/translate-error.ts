import { FeedError, isFeedError } from '../feed-error.js'

/** Turns what fetch, a body or decoding threw into the error to throw on.
 *  @returns the reason of the signal when the caller canceled, so that a cancellation is never a failure. */
export function errorOfFailure(
  cause: unknown,
  signal: AbortSignal | undefined,
  timeout: AbortSignal | undefined,
): unknown {
  if (signal?.aborted) return signal.reason
  if (timeout?.aborted) return new FeedError('timeout', 'the server did not answer in time', { retryable: true, cause })
  if (isFeedError(cause)) return cause
  return new FeedError('offline', 'the server cannot be reached', { retryable: true, cause })
}

/** The error for a 2xx answer whose body is not what the wire says: cut, another page, another shape. */
export function badResponse(cause: unknown): FeedError {
  return new FeedError('bad_response', 'the answer is not what the server should say', { retryable: true, cause })
}
