/** Keeps finished answers for a moment, so that a crowd of equal reads costs one. */
export interface PageCache<T> {
  /** Gives the answer kept under `key`, or makes it; calls that come meanwhile share the making. Failures are not kept. */
  get(key: string, make: () => Promise<T>): Promise<T>
  /** Forgets everything, also what is being made: nothing that was begun before is given out after. */
  clear(): void
}

export interface PageCacheOptions<T> {
  readonly maxAgeMs: number
  readonly maxEntries: number
  /** What all kept answers together may weigh. */
  readonly maxBytes: number
  readonly bytesOf: (answer: T) => number
  readonly clock?: () => number
}

interface Entry<T> {
  readonly answer: Promise<T>
  readonly untilMs: number
  bytes: number
}

/** Creates a cache; the oldest answers go first when it is full. */
export function createPageCache<T>(options: PageCacheOptions<T>): PageCache<T> {
  const { maxAgeMs, maxEntries, maxBytes, bytesOf, clock = Date.now } = options
  const kept = new Map<string, Entry<T>>()
  let bytes = 0

  function forget(key: string): void {
    bytes -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  function shrink(): void {
    for (const oldest of kept.keys()) {
      if (kept.size <= maxEntries && bytes <= maxBytes) return
      forget(oldest)
    }
  }

  async function weigh(key: string, entry: Entry<T>): Promise<void> {
    try {
      const weight = bytesOf(await entry.answer)
      if (kept.get(key) !== entry) return
      entry.bytes = weight
      bytes += weight
      shrink()
    } catch {
      // Whoever asked hears of it; the next one shall try anew.
      if (kept.get(key) === entry) forget(key)
    }
  }

  return {
    get(key, make) {
      const found = kept.get(key)
      if (found && found.untilMs > clock()) return found.answer
      forget(key)
      const entry: Entry<T> = { answer: make(), untilMs: clock() + maxAgeMs, bytes: 0 }
      kept.set(key, entry)
      shrink()
      void weigh(key, entry)
      return entry.answer
    },
    clear() {
      kept.clear()
      bytes = 0
    },
  }
}
