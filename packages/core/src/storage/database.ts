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

const storeName = 'keyval'

/** Connections by the name of their database, one for all clients of a page: a browser keeps each for as long as the page is
 *  there, and a page may make many clients. */
const connections = new Map<string, Promise<IDBDatabase>>()

function connect(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName))
  const connection = settled(request)
  connections.set(name, connection)
  return connection
}

function createIndexedDatabase(name: string): Database {
  let silentUntilMs = 0
  const ask = async <T>(work: (opened: IDBDatabase) => Promise<T>, isAnew: boolean): Promise<T> => {
    if (performance.now() < silentUntilMs) throw new Error('it did not answer a moment ago')
    const connection = (!isAnew && connections.get(name)) || connect(name)
    return withTimeout(connection.then(work), () => (silentUntilMs = performance.now() + silenceMs))
  }
  const run = async <T>(work: (opened: IDBDatabase) => Promise<T>): Promise<T> => {
    try {
      return await ask(work, false)
    } catch {
      // The browser may have closed the connection behind our back: one fresh connection is worth a try.
      try {
        return await ask(work, true)
      } catch (cause) {
        connections.delete(name)
        throw new FeedError('storage_failed', `the browser does not store ${name}`, { cause })
      }
    }
  }
  const read = <T>(work: (store: IDBObjectStore) => Promise<T>): Promise<T> =>
    run((opened) => work(opened.transaction(storeName).objectStore(storeName)))
  const write = (work: (store: IDBObjectStore) => Promise<void>): Promise<void> =>
    run(async (opened) => {
      const transaction = opened.transaction(storeName, 'readwrite')
      const working = work(transaction.objectStore(storeName)).catch((error: unknown) => {
        // What was asked for before the mistake would stay otherwise.
        transaction.abort()
        throw error
      })
      // It counts once all of it is there.
      await Promise.all([working, settled(transaction)])
    })
  return {
    isMakeshift: false,
    get: (key) => read((store) => settled<unknown>(store.get(key))),
    getMany: (wanted) => read((store) => Promise.all(wanted.map((key) => settled<unknown>(store.get(key))))),
    keys: () => read((store) => settled(store.getAllKeys() as IDBRequest<string[]>)),
    set: (entries) => write(async (store) => entries.forEach(([key, value]) => store.put(value, key))),
    update: (key, change) => write(async (store) => void store.put(change(await settled(store.get(key))), key)),
    remove: (unwanted) => write(async (store) => unwanted.forEach((key) => store.delete(key))),
  }
}

/** Waits for the end of a request or a transaction. */
function settled<T = void>(work: IDBRequest<T> | IDBTransaction): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => resolve('result' in work ? work.result : (undefined as T))
    for (const name of ['success', 'complete']) work.addEventListener(name, end)
    for (const name of ['error', 'abort']) work.addEventListener(name, () => reject(work.error))
  })
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
