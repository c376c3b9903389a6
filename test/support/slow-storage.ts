import type { Database } from '../../packages/core/dist/storage/database.js'

/** Lets seconds that are counted by an interval pass ten times as fast. @returns undoes it */
export function hurry(): () => void {
  const { setInterval } = globalThis
  globalThis.setInterval = ((work: () => void, ms: number) => setInterval(work, ms / 10)) as typeof setInterval
  return () => {
    globalThis.setInterval = setInterval
  }
}

/** Lets seconds that are counted by an interval pass only when told. */
export function holdIntervals(): { readonly tick: () => void; readonly undo: () => void } {
  const { setInterval, clearInterval } = globalThis
  const held = new Set<() => void>()
  globalThis.setInterval = ((work: () => void) => {
    held.add(work)
    return work
  }) as unknown as typeof setInterval
  globalThis.clearInterval = (work: unknown) => held.delete(work as () => void)
  return {
    tick: () => held.forEach((work) => work()),
    undo: () => Object.assign(globalThis, { setInterval, clearInterval }),
  }
}

/** Holds back every opening of a database until it is released, once and for all. */
export function holdOpening(wanted: string): () => void {
  const { open } = IDBFactory.prototype
  const waiting: (() => void)[] = []
  IDBFactory.prototype.open = function (name, version) {
    if (name !== wanted) return open.call(this, name, version)
    const held: Pick<IDBOpenDBRequest, 'onsuccess' | 'onupgradeneeded'> & { result?: IDBDatabase } = {
      onsuccess: null,
      onupgradeneeded: null,
    }
    const request = held as IDBOpenDBRequest
    waiting.push(() => {
      const real = open.call(this, name, version)
      for (const type of ['onsuccess', 'onupgradeneeded'] as const) {
        real[type] = (event: Event) => {
          held.result = real.result
          request[type]?.(event as IDBVersionChangeEvent)
        }
      }
    })
    return request
  }
  return () => {
    IDBFactory.prototype.open = open
    for (const begin of waiting.splice(0)) begin()
  }
}

/** A database that fails with that error whenever there is one. */
export function failing(database: Database, error: () => Error | undefined): Database {
  const unless = async <T>(work: () => Promise<T>): Promise<T> => {
    const failure = error()
    if (failure) throw failure
    return work()
  }
  return {
    isMakeshift: database.isMakeshift,
    get: (key) => unless(() => database.get(key)),
    getMany: (wanted) => unless(() => database.getMany(wanted)),
    keys: () => unless(() => database.keys()),
    set: (entries) => unless(() => database.set(entries)),
    update: (key, change) => unless(() => database.update(key, change)),
    remove: (unwanted) => unless(() => database.remove(unwanted)),
  }
}
