import { createStore, delMany, get, getMany, keys, promisifyRequest, update } from 'idb-keyval'
import { FeedError } from '../feed-error.js'

/** A small store of values by key. Every method rejects with FeedError `storage_failed` when the browser will not. */
export interface Database {
  /** Memory stands in for a storage that was wanted and is not there: what is written is lost when the page closes. */
  readonly isMakeshift: boolean
  get(key: string): Promise<unknown>
  getMany(keys: readonly string[]): Promise<unknown[]>
  keys(): Promise<string[]>
  /** Writes all of them or none. */
  set(entries: readonly (readonly [string, unknown])[]): Promise<void>
  /** Replaces one value by what `change` makes of it, while no other tab can. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

/** Opens a database of that name, at first use and not before. Without IndexedDB it lives in memory. */
export function openDatabase(name: string, kind: 'indexeddb' | 'memory'): Database {
  return kind === 'indexeddb' && hasIndexedDb()
    ? createIndexedDatabase(name)
    : createMemoryDatabase(kind === 'indexeddb')
}

/** Where a browser blocks storage, only looking at it may throw. */
function hasIndexedDb(): boolean {
  try {
    return typeof indexedDB !== 'undefined'
  } catch {
    return false
  }
}

/** A browser that does not answer within this time is treated like one that has no storage. */
const answerTimeoutMs = 3000
/** For so long it is not asked again, so that a write of many steps does not wait at each. */
const silenceMs = 30_000

/** Connections by the name of their database, one for all clients of a page: a browser keeps each for as long as the page is
 *  there, and a page may make many clients. */
const stores = new Map<string, ReturnType<typeof createStore>>()

function connect(name: string): ReturnType<typeof createStore> {
  const store = createStore(name, 'keyval')
  stores.set(name, store)
  return store
}

function createIndexedDatabase(name: string): Database {
  let silentUntilMs = 0
  const ask = async <T>(work: (opened: ReturnType<typeof createStore>) => Promise<T>, isAnew: boolean): Promise<T> => {
    if (performance.now() < silentUntilMs) throw new Error('it did not answer a moment ago')
    const asked = work((!isAnew && stores.get(name)) || connect(name))
    return withTimeout(asked, () => (silentUntilMs = performance.now() + silenceMs))
  }
  const run = async <T>(work: (opened: ReturnType<typeof createStore>) => Promise<T>): Promise<T> => {
    try {
      return await ask(work, false)
    } catch {
      // The browser may have closed the connection behind our back: one fresh connection is worth a try.
      try {
        return await ask(work, true)
      } catch (cause) {
        stores.delete(name)
        throw new FeedError('storage_failed', `the browser does not store ${name}`, { cause })
      }
    }
  }
  return {
    isMakeshift: false,
    get: (key) => run((opened) => get<unknown>(key, opened)),
    getMany: (wanted) => run((opened) => getMany<unknown>([...wanted], opened)),
    keys: () => run((opened) => keys<string>(opened)),
    set: (entries) => run((opened) => opened('readwrite', (store) => putAll(store, entries))),
    update: (key, change) => run((opened) => update(key, change, opened)),
    remove: (unwanted) => run((opened) => delMany([...unwanted], opened)),
  }
}

/** Unlike `setMany`, which keeps what comes before a value that cannot be stored. */
function putAll(store: IDBObjectStore, entries: readonly (readonly [string, unknown])[]): Promise<void> {
  try {
    for (const [key, value] of entries) store.put(value, key)
  } catch (error) {
    store.transaction.abort()
    throw error
  }
  return promisifyRequest(store.transaction)
}

function createMemoryDatabase(isMakeshift: boolean): Database {
  const values = new Map<string, unknown>()
  return {
    isMakeshift,
    get: async (key) => values.get(key),
    getMany: async (wanted) => wanted.map((key) => values.get(key)),
    keys: async () => [...values.keys()],
    set: async (entries) => entries.forEach(([key, value]) => values.set(key, value)),
    update: async (key, change) => void values.set(key, change(values.get(key))),
    remove: async (unwanted) => unwanted.forEach((key) => values.delete(key)),
  }
}

async function withTimeout<T>(work: Promise<T>, onTimeout: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      onTimeout()
      reject(new Error('no answer'))
    }, answerTimeoutMs)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
