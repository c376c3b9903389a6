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
