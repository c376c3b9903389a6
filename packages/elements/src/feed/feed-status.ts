import type { FeedSnapshot } from '@ai-feed/core'

/** What a feed is in, besides the posts that it has. */
export type FeedStatus =
  | { readonly status: 'loading' | 'ready' | 'empty' | 'offline' | 'signed-out' }
  | { readonly status: 'limited'; readonly secondsLeft: number }
  | { readonly status: 'failed'; readonly code: string }

const signedOutCodes = new Set(['sign_in_required', 'token_invalid', 'token_expired'])

/** Reads the status off a snapshot. `retryAtMs` is when the server wants to be asked again; 0 when it did not say.
 *  @param isQuiet what is on its way shows only when it is there */
export function statusOf(snapshot: FeedSnapshot, retryAtMs: number, nowMs: number, isQuiet: boolean): FeedStatus {
  const { error, activity, source, items, pending } = snapshot
  const isBusy = !isQuiet && (activity === 'first' || activity === 'refresh')
  if (error && !isBusy) {
    if (error.code === 'offline') return { status: 'offline' }
    if (signedOutCodes.has(error.code)) return { status: 'signed-out' }
    if (retryAtMs > 0) return { status: 'limited', secondsLeft: Math.max(1, Math.ceil((retryAtMs - nowMs) / 1000)) }
    return { status: 'failed', code: error.code }
  }
  if (items.length > 0 || pending.length > 0) return { status: 'ready' }
  return source === 'network' && activity === 'idle' ? { status: 'empty' } : { status: 'loading' }
}

const stateNames = ['loading', 'empty', 'offline', 'limited', 'signed-out', 'failed'] as const

/** Which custom states of the element hold. One that waits for its start is in none. */
export function statesOf(status: FeedStatus['status'], hasStarted: boolean): Record<string, boolean> {
  return Object.fromEntries(stateNames.map((name) => [name, name === status && (hasStarted || name !== 'loading')]))
}
