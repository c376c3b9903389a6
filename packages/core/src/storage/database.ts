import { createStore, delMany, get, getMany, keys, promisifyRequest } from 'idb-keyval'
import { FeedError } from '../feed-error.js'
import { untilLeft } from './leave-page.js'

/** Values by their keys. */
type Entries = readonly (readonly [string, unknown])[]

/** A small store of values by key. Every method rejects with FeedError `storage_failed` when the browser will not, and with
 *  a retryable one when it does not answer: what it was asked to write it may still write. */
export interface Database {
  /** Memory stands in for a storage that was wanted and is not there: what is written is lost when the page closes. */
  readonly isMakeshift: boolean
  get(key: string): Promise<unknown>
  getMany(keys: readonly string[]): Promise<unknown[]>
  keys(): Promise<string[]>
  /** Writes all of them or none. */
  set(entries: Entries): Promise<void>
  /** Writes what `change` makes of one value, while no other tab can: all of it or none. */
  update(key: string, change: (value: unknown) => Entries): Promise<void>
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

/** A storage that answers nothing at all for so many seconds is treated like none. One that answers other questions
 *  meanwhile is only slow: it is waited for. */
const patienceSeconds = 5
/** While it is silent nobody waits for it; so often one more connection is tried. */
const tryAgainMs = 30_000

/** Connections by the name of their database, one for all clients of a page: a browser keeps each for as long as the page is
 *  there, and a page may make many clients. */
const stores = new Map<string, ReturnType<typeof createStore>>()

function connect(name: string): ReturnType<typeof createStore> {
  const opened = createStore(name, 'keyval')
  const store: typeof opened = (mode, work) =>
    untilLeft(
      (begin) =>
        opened(mode, (values) => {
          const { db } = values.transaction
          // Somebody clears what is stored, or has a later version of it: nobody waits for this page. It connects anew.
          db.onversionchange = () => {
            db.close()
            if (stores.get(name) === store) stores.delete(name)
          }
          return begin(values)
        }),
      work,
    )
  stores.set(name, store)
  return store
}

type Work<T> = (opened: ReturnType<typeof createStore>) => Promise<T>

function createIndexedDatabase(name: string): Database {
  let isSilent = false
  let triedAtMs = 0
  let answers = 0
  /** Begins work and waits for it as long as the storage answers anything. An answer that comes too late ends the silence. */
  const ask = <T>(work: Work<T>, isAnew: boolean): Promise<T> =>
    new Promise((resolve, reject) => {
      let heard = answers
      let seconds = 0
      // Seconds are counted, and not the time: a page that slept was not answered meanwhile.
      const timer = setInterval(() => {
        seconds = answers === heard ? seconds + 1 : 0
        heard = answers
        if (seconds < patienceSeconds) return
        clearInterval(timer)
        isSilent = true
        triedAtMs = performance.now()
        reject(new Error('no answer'))
      }, 1000)
      const answered = (): void => {
        clearInterval(timer)
        isSilent = false
        answers += 1
      }
      const asked = work((!isAnew && stores.get(name)) || connect(name))
      asked.then(answered, answered)
      asked.then(resolve, reject)
    })
  const run = async <T>(work: Work<T>): Promise<T> => {
    let cause: unknown
    // The browser may have closed the connection behind our back: one fresh connection is worth a try.
    for (const isAnew of [false, true]) {
      if (isSilent) break
      try {
        return await ask(work, isAnew)
      } catch (error) {
        cause = error
      }
    }
    if (!isSilent) stores.delete(name)
    else if (performance.now() - triedAtMs > tryAgainMs) {
      triedAtMs = performance.now()
      ask((opened) => get(name, opened), true).catch(ignore)
    }
    throw new FeedError('storage_failed', `the browser does not store ${name}`, { cause, retryable: isSilent })
  }
  return {
    isMakeshift: false,
    get: (key) => run((opened) => get<unknown>(key, opened)),
    getMany: (wanted) => run((opened) => getMany<unknown>([...wanted], opened)),
    keys: () => run((opened) => keys<string>(opened)),
    set: (entries) => run((opened) => opened('readwrite', (store) => putAll(store, entries))),
    update: (key, change) =>
      run((opened) =>
        opened('readwrite', async (store) => putAll(store, change(await promisifyRequest<unknown>(store.get(key))))),
      ),
    remove(unwanted) {
      const work: Work<void> = (opened) => delMany([...unwanted], opened)
      // It stands in line behind what was written, and a storage that awakes does not keep what is not wanted any more.
      if (isSilent) ask(work, false).catch(ignore)
      return run(work)
    },
  }
}

/** For what nobody waits for. */
function ignore(): void {}

/** Unlike `setMany`, which keeps what comes before a value that cannot be stored. */
function putAll(store: IDBObjectStore, entries: Entries): Promise<void> {
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
  const set = async (entries: Entries): Promise<void> => entries.forEach(([key, value]) => values.set(key, value))
  return {
    isMakeshift,
    get: async (key) => values.get(key),
    getMany: async (wanted) => wanted.map((key) => values.get(key)),
    keys: async () => [...values.keys()],
    set,
    update: async (key, change) => set(change(values.get(key))),
    remove: async (unwanted) => unwanted.forEach((key) => values.delete(key)),
  }
}
