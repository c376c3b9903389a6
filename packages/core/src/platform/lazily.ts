import { FeedError } from '../feed-error.js'

/** A part of the program that is loaded at its first use. */
export interface Lazy<T> {
  (): Promise<T>
  /** Does something with the part if it is there already, or will be. */
  ifLoaded(work: (part: T) => void): void
}

/** Loads a part of the program once and keeps it. A part that could not be loaded is asked for again the next time.
 *  The returned function rejects with FeedError `offline`. */
export function lazily<T>(load: () => Promise<T>): Lazy<T> {
  let loaded: Promise<T> | undefined
  const lazy = (): Promise<T> => {
    loaded ??= load().catch((cause: unknown) => {
      loaded = undefined
      throw new FeedError('offline', 'a part of the program could not be loaded', { retryable: true, cause })
    })
    return loaded
  }
  return Object.assign(lazy, {
    ifLoaded(work: (part: T) => void) {
      loaded?.then(work).catch(() => {
        // It was not loaded after all.
      })
    },
  })
}
