/** The longest wait that is believed: a wrong header must not close the generator for a day. */
const maxWaitMs = 600_000

/** Reads how long an answer asks to wait: `retry-after-ms`, else `Retry-After` in seconds or as a date (RFC 9110 10.2.3).
 *  Undefined when it does not say. */
export function readRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '')
  if (Number.isFinite(exact)) return bounded(exact)
  const text = headers.get('Retry-After')?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(text)) return bounded(Number(text) * 1_000)
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? undefined : bounded(atMs - nowMs)
}

function bounded(waitMs: number): number {
  return Math.min(Math.max(0, waitMs), maxWaitMs)
}
