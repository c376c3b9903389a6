import type { Clock } from '../platform/clock.js'
import { holdLock } from '../platform/hold-lock.js'
import { findLocks } from '../platform/locks.js'
import { openBroadcast } from '../platform/tabs.js'
import type { Database } from './database.js'
import { withLease } from './lease.js'

/** How often the tab that has a lock is asked whether it is there. */
const askMs = 2000
/** One that did not answer so often is frozen, or busy with something else: another tab takes the lock from it. */
const frozenTurns = 3

/** Runs `work` while no other holder of `name` runs: across the tabs of an origin by Web Locks, or by a lease in the
 *  database where the browser has none. The lock is held for one piece of work, never for life. A tab that does not answer loses
 *  it, which the signal tells that `work` gets.
 *  @throws what `work` throws, or the reason of `signal` while a Web Lock is waited for */
export async function withLock<T>(
  name: string,
  { database, clock, signal }: { readonly database: Database; readonly clock: Clock; readonly signal?: AbortSignal },
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const locks = await findLocks()
  if (!locks) return inLine(name, () => withLease(database, name, clock, work))
  let isHeld = false
  let silentTurns = 0
  const channel = openBroadcast<'who' | 'here'>(`${name} lock`, (message) => {
    if (message === 'here') silentTurns = 0
    else if (isHeld) channel.post('here')
  })
  const untilFrozen = async (until: AbortSignal): Promise<void> => {
    for (silentTurns = 0; silentTurns < frozenTurns;) {
      await clock.wait(askMs * (1 + clock.random()), until)
      // Where tabs cannot talk, silence says nothing.
      if (channel.post('who')) silentTurns += 1
    }
  }
  try {
    return await holdLock(locks, name, { signal, untilFrozen }, (lost) => {
      isHeld = channel.post('here')
      return work(lost)
    })
  } finally {
    channel.close()
  }
}

/** Within one page, those that wait for a name stand in line. There are few names. */
const tails = new Map<string, Promise<unknown>>()

function inLine<T>(name: string, work: () => Promise<T>): Promise<T> {
  const run = Promise.resolve(tails.get(name)).then(work)
  tails.set(name, run.catch(ignore))
  return run
}

/** Who waits for work hears of it. */
function ignore(): void {}
