/** Keeps finished answers for a moment, so that a crowd of equal reads costs one. */
export interface PageCache<T> {
  /** Gives the answer kept under `key`, or makes it; calls that come meanwhile share the making. Failures are not kept. */
  get(key: string, make: () => Promise<T>): Promise<T>
  /** Forgets everything, also what is being made: nothing that was begun before is given out after. */
  clear(): void
}

export interface PageCacheOptions {
  readonly maxAgeMs: number
  readonly maxEntries: number
  readonly clock?: () => number
}

/** Creates a cache; the oldest answers go first when it is full. */
export function createPageCache<T>({ maxAgeMs, maxEntries, clock = Date.now }: PageCacheOptions): PageCache<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly untilMs: number }>()

  return {
    get(key, make) {
      const found = kept.get(key)
      if (found && found.untilMs > clock()) return found.value
      const entry = { value: make(), untilMs: clock() + maxAgeMs }
      entry.value.catch(() => {
        if (kept.get(key) === entry) kept.delete(key)
      })
      kept.delete(key)
      kept.set(key, entry)
      for (const oldest of kept.keys()) {
        if (kept.size <= maxEntries) break
        kept.delete(oldest)
      }
      return entry.value
    },
    clear: () => kept.clear(),
  }
}
