import type { ComposerState } from './composer-state.js'

/** Until when a server has put off what was wanted, and for how long it did. */
export interface Hold {
  readonly untilMs: number
  readonly forMs: number
}

/** Nothing is put off. */
export const noHold: Hold = { untilMs: 0, forMs: 0 }

/** Reads off a new state how long it is put off. One that goes on stays the same object. */
export function holdOf(state: ComposerState, before: Hold, nowMs: number): Hold {
  const error = state.status === 'failed' && !state.entryId ? state.error : undefined
  const entry = state.status === 'posting' && state.entry?.status === 'waiting' ? state.entry : undefined
  const untilMs = entry?.retryAtMs ?? (error?.retryAfterMs === undefined ? 0 : nowMs + error.retryAfterMs)
  return untilMs === before.untilMs ? before : { untilMs, forMs: untilMs - nowMs }
}
