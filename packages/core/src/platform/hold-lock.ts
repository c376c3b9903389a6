import { own } from './own.js'

/** How a lock among tabs is waited for. */
export interface LockWait {
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined
  /** Resolves when the tab that has the lock has stood still for a while, frozen for example: the lock is then taken from it. */
  readonly untilFrozen: (signal: AbortSignal) => Promise<unknown>
}

/** Holds a lock among the tabs of an origin while `work` runs. The signal that `work` gets fires when another tab has taken the
 *  lock away; what it comes to counts all the same.
 *  @throws what `work` throws, or the reason of `signal` before the lock was there */
export async function holdLock<T>(
  locks: LockManager,
  name: string,
  { signal = AbortSignal.any([]), untilFrozen }: LockWait,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const waited = new AbortController()
  const lost = new AbortController()
  const { promise, resolve } = Promise.withResolvers<T>()
  const watch = async (): Promise<never> => {
    for (;;) {
      await untilFrozen(AbortSignal.any([waited.signal, signal]))
      // Whoever has waited longest is the next.
      await locks.request(name, own({ steal: true }), () => {})
    }
  }
  watch().catch(() => {
    // The lock is there, or nobody waits for it any more.
  })
  try {
    await locks.request(name, own({ signal }), () => {
      waited.abort()
      resolve(work(lost.signal))
      return promise
    })
  } catch (error) {
    if (!waited.signal.aborted) throw error
  } finally {
    waited.abort()
    lost.abort()
  }
  return promise
}
