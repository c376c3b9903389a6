/** Runs `work` while no other holder of `name` runs: across the tabs of an origin where the browser has Web Locks,
 *  within this page elsewhere. The lock is held for one piece of work, never for life. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks
  // A sandboxed or insecure page may have the object and refuse its use: then the page's own order has to do.
  if (locks !== undefined && globalThis.isSecureContext && globalThis.origin !== 'null') {
    return await locks.request(name, work)
  }
  const before = tails.get(name) ?? Promise.resolve()
  const run = before.then(work)
  const tail = run.then(
    () => {},
    () => {},
  )
  tails.set(name, tail)
  void tail.then(() => {
    if (tails.get(name) === tail) tails.delete(name)
  })
  return run
}

const tails = new Map<string, Promise<void>>()
