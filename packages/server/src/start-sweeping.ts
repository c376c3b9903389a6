import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from './log.js'

/** Runs clean-ups one after the other, now and again `pauseMs` after the last one ended.
 *  Each gets a signal that aborts when it shall stop between two steps.
 *  @returns the function that stops it and waits for the one that runs. */
export function startSweeping(
  sweeps: readonly ((signal: AbortSignal) => Promise<unknown>)[],
  log: Log,
  pauseMs: number,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const ended = (async () => {
    while (!signal.aborted) {
      for (const sweep of sweeps) {
        if (!signal.aborted) await sweep(signal).catch((error: unknown) => log.warn('sweep.failed', { error }))
      }
      await delay(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return async () => {
    stopping.abort()
    await ended
  }
}
