import { isSame } from './is-same.js'

/** A value that can be read at any time and says when it changed. Fits React's `useSyncExternalStore` as it is:
 *  both methods are bound, and `getSnapshot` gives the same reference until something changed. */
export interface Store<T> {
  getSnapshot(): T
  /** Calls `listener` after each change. @returns stops it; calling that twice does nothing. */
  subscribe(listener: () => void): () => void
}

/** A store for its owner, who alone may set it. */
export interface Emitter<T> extends Store<T> {
  /** A value that holds the same as the one before takes its place for nobody. */
  set(value: T): void
}

/** Makes a store. `onFirst` runs when the first listener comes, `onLast` when the last one has gone. What `onFirst` sets is there
 *  when `subscribe` returns; the listener hears of it right afterwards, when its owner can stop it.
 *  A listener that throws does not keep the others from hearing; its error is reported to the page. */
export function createEmitter<T extends object>(
  initial: T,
  hooks: { onFirst?: () => void; onLast?: () => void } = {},
): Emitter<T> {
  const listeners = new Set<{ listener: () => void }>()
  let value = initial
  /** One that was stopped meanwhile, by another listener for example, hears nothing any more. */
  const tell = (subscription: { listener: () => void }): void => {
    if (listeners.has(subscription)) subscription.listener()
  }
  return {
    getSnapshot: () => value,
    subscribe(listener) {
      const subscription = { listener }
      const before = value
      if (listeners.size === 0) hooks.onFirst?.()
      listeners.add(subscription)
      if (value !== before) queueMicrotask(() => tell(subscription))
      return () => {
        if (listeners.delete(subscription) && listeners.size === 0) hooks.onLast?.()
      }
    },
    set(next) {
      if (isSame(next, value)) return
      value = next
      for (const subscription of [...listeners]) {
        try {
          tell(subscription)
        } catch (error) {
          // As if the listener had been called by the browser: its page hears of it, the others go on.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
