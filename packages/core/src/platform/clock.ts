/** Time and chance, as parameters: tests set both. */
export interface Clock {
  /** Epoch time in milliseconds. */
  now(): number
  /** 0 up to but without 1. */
  random(): number
  /** Resolves after `ms`. @throws the reason of the signal, at once. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const stop = (): void => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, ms)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
