/** Transactions that are going on. */
const transactions = new Set<IDBTransaction>()
/** While the page is left: ends when it is shown again. */
let away: PromiseWithResolvers<void> | undefined
let isWatching = false

/** Runs work on a store of the database, and lets none of it go on while the page is left.
 *
 *  WebKit blocks a database for every page that comes after one that was left in the middle of a transaction. There what
 *  goes on is given up, and fails; what begins afterwards waits until the page is shown again. It helps neither to give up
 *  reads alone nor to end writes early. So what is written in the very moment in which a page of WebKit is left is not there
 *  on the next one; who wrote was not told that it is. A page that comes back writes it then. Other engines end what was
 *  begun. */
export async function untilLeft<T>(
  open: (work: (store: IDBObjectStore) => T | PromiseLike<T>) => Promise<T>,
  work: (store: IDBObjectStore) => T | PromiseLike<T>,
): Promise<T> {
  if (typeof document === 'undefined' || !navigator.vendor.startsWith('Apple')) return open(work)
  watch()
  await away?.promise
  return open((store) => {
    const { transaction } = store
    transactions.add(transaction)
    for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => transactions.delete(transaction))
    if (away) abort(transaction)
    return work(store)
  })
}

function watch(): void {
  if (isWatching) return
  isWatching = true
  addEventListener('pagehide', () => {
    away ??= Promise.withResolvers()
    transactions.forEach(abort)
    // A page that was left stands still. Where the clock runs, nobody has left it: somebody only said so.
    setTimeout(comeBack, 1000)
  })
  addEventListener('pageshow', comeBack)
}

function comeBack(): void {
  away?.resolve()
  away = undefined
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It has just ended.
  }
}
