import { createPageCache, type PageCache } from './feed/page-cache.js'
import type { Clock } from './platform/clock.js'
import { openDatabase, type Database } from './storage/database.js'

/** All that a client keeps in the browser: one download, which a first visit needs only after its first posts. */
export interface Storage {
  /** Opens a database of that name at first use: in the browser, or in memory for a client that keeps nothing. */
  open(name: string): Database
  readonly pageCache: PageCache
}

/** Makes the storage part of a client. */
export function createStorage(kind: 'indexeddb' | 'memory', clock: Clock): Storage {
  const open = (name: string): Database => openDatabase(name, kind)
  return { open, pageCache: createPageCache(open('ai-feed-cache'), clock) }
}
