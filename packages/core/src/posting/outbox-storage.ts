import { FeedError, isFeedError } from '../feed-error.js'
import type { Database } from '../storage/database.js'
import type { StoredEntry } from './outbox-entry.js'
import type { PictureBytes } from './send-post.js'
import { isStoredEntry } from './stored-entry.js'

/** Where entries lie: in the browser's storage, and in memory when that fails. */
export interface OutboxStorage {
  /** All entries of one server and site, from old to new. While the storage does not answer, those that were there. */
  load(): Promise<StoredEntry[]>
  /** @throws FeedError `storage_failed` while they cannot be read */
  loadPictures(id: string): Promise<readonly PictureBytes[]>
  /** Puts an entry and its pictures in, both or none. */
  add(entry: StoredEntry, pictures: readonly PictureBytes[]): Promise<void>
  /** Overwrites an entry that is still there; its pictures too if given. */
  save(entry: StoredEntry, pictures?: readonly PictureBytes[]): Promise<void>
  remove(id: string): Promise<void>
  /** Takes note that another tab removed an entry. */
  forget(id: string): void
  /** True when closing the page would lose the entry. */
  isInMemory(id: string): boolean
  /** True while the storage does not answer: what another tab did to its entries is not known. */
  isSilent(): boolean
}

/** An entry that the storage has not taken. */
interface Held {
  readonly entry: StoredEntry
  /** Absent when they were stored before. */
  readonly pictures?: readonly PictureBytes[]
  /** The storage did not answer, so that it may take the entry later; one that refuses does so again. */
  readonly isLate: boolean
}

const entryKey = (id: string): string => `entry:${id}`
const bytesKey = (id: string): string => `bytes:${id}`

/** Makes the storage above a database. Loading, adding, saving and removing never fail. */
export function createOutboxStorage(database: Database, server: string, site: string): OutboxStorage {
  const inMemory = new Map<string, Held>()
  /** What lies in the browser's storage, as it last said and as was written here since. */
  let stored = new Map<string, StoredEntry>()
  /** Written here while the storage is read: what it then says of them is old. */
  const touched = new Set<string>()
  const writing = new Set<string>()
  /** What is done or not wanted, and whether it was here that it ended: a storage that answered late may hold it again. */
  const gone = new Map<string, boolean>()
  let isSilent = false

  async function put({ entry, pictures }: Omit<Held, 'isLate'>, isNew = true): Promise<void> {
    const { id } = entry
    const before = inMemory.get(id)
    const values: [string, unknown][] = [[entryKey(id), entry]]
    if (pictures !== undefined && pictures.length > 0) values.push([bytesKey(id), pictures])
    const isOvertaken = (): boolean => gone.has(id) || inMemory.get(id) !== before
    // What is there already is known as it will be. What is not counts as stored only once it is.
    if (stored.has(id)) stored.set(id, entry)
    writing.add(id)
    try {
      if (isNew) await database.set(values)
      else
        await database.update(entryKey(id), (before) => {
          // Another tab, which took this one for frozen, has come to the end of it.
          if (before === undefined) forget(id, false)
          return before === undefined ? [] : values
        })
      if (isOvertaken()) return
      inMemory.delete(id)
      stored.set(id, entry)
      touched.add(id)
    } catch (error) {
      const isLate = isFeedError(error) && error.retryable
      if (!isOvertaken()) inMemory.set(id, { entry, ...(pictures && { pictures }), isLate })
    } finally {
      writing.delete(id)
    }
  }

  function forget(id: string, isOwn: boolean): void {
    gone.set(id, isOwn)
    inMemory.delete(id)
    stored.delete(id)
  }

  async function read(): Promise<void> {
    for (const held of inMemory.values()) if (held.isLate) await put(held)
    touched.clear()
    // Never all values: the pictures may be large.
    const keys = (await database.keys()).filter((key) => key.startsWith('entry:'))
    const found = new Map<string, StoredEntry>()
    for (const entry of await database.getMany(keys)) {
      if (isStoredEntry(entry) && entry.server === server && entry.site === site) found.set(entry.id, entry)
    }
    for (const id of [...touched, ...writing]) {
      const entry = stored.get(id)
      if (entry) found.set(id, entry)
    }
    for (const [id, isOwn] of gone) if (found.delete(id) && isOwn) await drop(id)
    stored = found
  }

  async function drop(id: string): Promise<void> {
    try {
      await database.remove([entryKey(id), bytesKey(id)])
    } catch {
      // The next reading that finds it removes it; after a reload it goes out under the same key, and the server answers
      // with what it has.
    }
  }

  return {
    async load() {
      try {
        await read()
        isSilent = false
      } catch (error) {
        // What is known is then all there is, and goes out where the browser refuses to say more, and will go on to.
        isSilent = isFeedError(error) && error.retryable
      }
      const held = [...inMemory].map(([id, { entry }]) => [id, entry] as const)
      return [...new Map([...stored, ...held]).values()].toSorted(
        (one, other) => one.createdAtMs - other.createdAtMs || (one.id < other.id ? -1 : 1),
      )
    },
    async loadPictures(id) {
      const held = inMemory.get(id)?.pictures
      if (held) return held
      try {
        const bytes = await database.get(bytesKey(id))
        return Array.isArray(bytes) ? bytes : []
      } catch (cause) {
        // Without them a post would be another one. They are there some other time.
        throw new FeedError('storage_failed', `the pictures of ${id} cannot be read`, { cause, retryable: true })
      }
    },
    add: (entry, pictures) => put({ entry, pictures }),
    async save(entry, pictures) {
      const known = inMemory.get(entry.id)
      if (known === undefined) await put({ entry, ...(pictures && { pictures }) }, false)
      // One that lives in memory stays there until the storage answers: half of it in storage would be worse.
      else inMemory.set(entry.id, { ...known, entry, ...(pictures && { pictures }) })
    },
    async remove(id) {
      forget(id, true)
      await drop(id)
    },
    forget: (id) => forget(id, false),
    isInMemory: (id) => database.isMakeshift || inMemory.has(id),
    isSilent: () => isSilent,
  }
}
