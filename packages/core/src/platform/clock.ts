import { abortable } from './abortable.js'

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
  async wait(ms, signal) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    try {
      await abortable(promise, signal)
    } finally {
      clearTimeout(timer)
    }
  },
}

/** How long to wait before try number `tries` (1 = the second one): doubling from one second up to a minute,
 *  spread by half so that many clients do not return together, and never less than a second. */
export function backoffMs(tries: number, clock: Clock): number {
  const ceiling = Math.min(60_000, 1000 * 2 ** Math.min(tries, 16))
  return Math.max(1000, ceiling * (0.5 + clock.random() / 2))
}
