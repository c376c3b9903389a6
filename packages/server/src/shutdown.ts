import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from './log.js'

/** What must be stopped, in the reverse order of its start. */
export interface Shutdown {
  /** Adds a step to run before all earlier ones. A step that takes longer than `patienceMs` is left behind. */
  add(name: string, stop: () => Promise<unknown>, patienceMs: number): void
  /** True from the first call of `run`. */
  isRunning(): boolean
  /** Runs all steps, once; later calls wait for the same run. A failing step does not stop the others. */
  run(): Promise<void>
}

/** Creates an empty shutdown. */
export function createShutdown(log: Log): Shutdown {
  const steps: { name: string; stop: () => Promise<unknown>; patienceMs: number }[] = []
  let running: Promise<void> | undefined

  async function runAll(): Promise<void> {
    for (const { name, stop, patienceMs } of steps.reverse()) {
      const waiting = new AbortController()
      const late = delay(patienceMs, 'late' as const, { signal: waiting.signal }).catch(() => undefined)
      try {
        if ((await Promise.race([stop(), late])) === 'late') log.warn('shutdown.late', { step: name, patienceMs })
      } catch (error) {
        log.error('shutdown.failed', { step: name, error })
      } finally {
        waiting.abort()
      }
    }
  }

  return {
    add: (name, stop, patienceMs) => void steps.push({ name, stop, patienceMs }),
    isRunning: () => running !== undefined,
    run: () => (running ??= runAll()),
  }
}
