import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from './log.js'

/** Runs clean-ups one after the other, now and again `pauseMs` after the last one ended.
 *  @returns the function that stops it and waits for the one that runs. */
export function startSweeping(
  sweeps: readonly (() => Promise<unknown>)[],
  log: Log,
  pauseMs = 60_000,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const ended = (async () => {
    while (!signal.aborted) {
      for (const sweep of sweeps) {
        if (!signal.aborted) await sweep().catch((error: unknown) => log.warn('sweep.failed', { error }))
      }
      await delay(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return async () => {
    stopping.abort()
    await ended
  }
}
