import { feedPageShape, type FeedPage } from '@ai-feed/protocol'
import type { Clock } from '../platform/clock.js'
import type { Database } from '../storage/database.js'

/** First pages from an earlier visit, one per feed and viewer. Never fails: without storage it is empty. */
export interface PageCache {
  find(key: string): Promise<FeedPage | undefined>
  save(key: string, page: FeedPage): Promise<void>
  /** Forgets all pages, when a user leaves. */
  clear(): Promise<void>
}

const maxAgeMs = 7 * 24 * 60 * 60 * 1000
const maxPages = 40

/** Makes the cache above a database. */
export function createPageCache(database: Database, clock: Clock): PageCache {
  const prune = async (): Promise<void> => {
    const keys = await database.keys()
    if (keys.length <= maxPages) return
    const pages = await database.getMany(keys)
    const byAge = keys.map((key, index) => ({ key, savedAtMs: savedAtMs(pages[index]) }))
    byAge.sort((one, other) => one.savedAtMs - other.savedAtMs)
    await database.remove(byAge.slice(0, keys.length - maxPages).map(({ key }) => key))
  }
  return {
    async find(key) {
      try {
        const stored = await database.get(key)
        const age = clock.now() - savedAtMs(stored)
        if (age < 0 || age > maxAgeMs) return undefined
        return feedPageShape((stored as { page: unknown }).page)
      } catch {
        // Rubbish, an older shape or no storage: the network has the page.
        return undefined
      }
    },
    async save(key, page) {
      try {
        await database.set([[key, { savedAtMs: clock.now(), page }]])
        await prune()
      } catch {
        // A cache that cannot be written costs a request next time and nothing else.
      }
    },
    async clear() {
      try {
        await database.remove(await database.keys())
      } catch {
        // Without storage there is nothing to forget.
      }
    },
  }
}

function savedAtMs(stored: unknown): number {
  const value = (stored as { savedAtMs?: unknown } | undefined)?.savedAtMs
  return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY
}
