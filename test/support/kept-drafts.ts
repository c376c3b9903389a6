/** Reads what the browser keeps of drafts, as text: their words, and how many files each has. */
export async function readDrafts(): Promise<string[]> {
  const values = await run('readonly', (store) => store.getAll() as IDBRequest<unknown[]>)
  return values.map((value) => JSON.stringify(value))
}

/** Takes all drafts away. */
export async function clearDrafts(): Promise<void> {
  await run('readwrite', (store) => store.clear())
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('ai-feed-drafts')
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('keyval'))
  const database = await settle(opening)
  try {
    return await settle(work(database.transaction('keyval', mode).objectStore('keyval')))
  } finally {
    database.close()
  }
}

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
  })
}
