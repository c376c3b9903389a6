import type { Database } from '../storage/database.js'
import type { StoredEntry } from './outbox-entry.js'
import type { PictureBytes } from './send-post.js'
import { isStoredEntry } from './stored-entry.js'

/** Where entries lie: in the browser's storage, and in memory when that fails. */
export interface OutboxStorage {
  /** All entries of one server and site, from old to new. */
  load(): Promise<StoredEntry[]>
  loadPictures(id: string): Promise<readonly PictureBytes[]>
  /** Puts an entry and its pictures in, both or none. */
  add(entry: StoredEntry, pictures: readonly PictureBytes[]): Promise<void>
  /** Overwrites an entry; its pictures too if given. */
  save(entry: StoredEntry, pictures?: readonly PictureBytes[]): Promise<void>
  remove(id: string): Promise<void>
  /** True when closing the page would lose the entry. */
  isInMemory(id: string): boolean
}

const entryKey = (id: string): string => `entry:${id}`
const bytesKey = (id: string): string => `bytes:${id}`

/** Makes the storage above a database. Adding, saving and removing never fail. */
export function createOutboxStorage(database: Database, server: string, site: string): OutboxStorage {
  const inMemory = new Map<string, { entry: StoredEntry; pictures: readonly PictureBytes[] }>()

  async function put(entry: StoredEntry, pictures: readonly PictureBytes[] | undefined): Promise<void> {
    const values: [string, unknown][] = [[entryKey(entry.id), entry]]
    if (pictures !== undefined && pictures.length > 0) values.push([bytesKey(entry.id), pictures])
    try {
      await database.set(values)
      inMemory.delete(entry.id)
    } catch {
      inMemory.set(entry.id, { entry, pictures: pictures ?? (await loadPictures(entry.id)) })
    }
  }

  async function loadPictures(id: string): Promise<readonly PictureBytes[]> {
    const known = inMemory.get(id)
    if (known !== undefined) return known.pictures
    try {
      const stored = await database.get(bytesKey(id))
      return Array.isArray(stored) ? stored : []
    } catch {
      return []
    }
  }

  return {
    async load() {
      const entries = [...inMemory.values()].map(({ entry }) => entry)
      try {
        // Never all values: the pictures may be large.
        const keys = (await database.keys()).filter((key) => key.startsWith('entry:'))
        for (const stored of await database.getMany(keys)) {
          if (isStoredEntry(stored) && stored.server === server && stored.site === site && !inMemory.has(stored.id)) {
            entries.push(stored)
          }
        }
      } catch {
        // What is in memory is then all there is.
      }
      return entries.toSorted((one, other) => one.createdAtMs - other.createdAtMs || (one.id < other.id ? -1 : 1))
    },
    loadPictures,
    add: (entry, pictures) => put(entry, pictures),
    // An entry that lives in memory stays there: half of it in storage would be worse.
    async save(entry, pictures) {
      const known = inMemory.get(entry.id)
      if (known === undefined) await put(entry, pictures)
      else inMemory.set(entry.id, { entry, pictures: pictures ?? known.pictures })
    },
    async remove(id) {
      inMemory.delete(id)
      try {
        await database.remove([entryKey(id), bytesKey(id)])
      } catch {
        // It goes out again some day under the same key, and the server answers with what it has.
      }
    },
    isInMemory: (id) => database.isMakeshift || inMemory.has(id),
  }
}
