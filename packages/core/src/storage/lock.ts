import type { Clock } from '../platform/clock.js'
import { findLocks } from '../platform/locks.js'
import type { Database } from './database.js'
import { withLease } from './lease.js'

/** Runs `work` while no other holder of `name` runs: across the tabs of an origin by Web Locks, or by a lease in the
 *  database where the browser has none. The lock is held for one piece of work, never for life. */
export async function withLock<T>(
  name: string,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  work: () => Promise<T>,
): Promise<T> {
  const locks = await findLocks()
  if (locks) return await locks.request(name, work)
  const before = tails.get(name) ?? Promise.resolve()
  const run = before.then(() => withLease(database, name, clock, work))
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

/** Within one page, those that wait for a name stand in line. */
const tails = new Map<string, Promise<void>>()
