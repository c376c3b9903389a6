import type { Clock } from '../platform/clock.js'
import { createRandomId } from '../platform/random-id.js'
import type { Database } from './database.js'

interface Lease {
  readonly holder: string
  readonly untilMs: number
}

/** A tab that does not renew its lease for this long was killed or is frozen. */
const leaseMs = 6000
const renewMs = leaseMs / 3
const lookMs = 150

/** Runs `work` while no other tab does work of that name, where the browser has no locks: the one whose lease lies in the
 *  database runs, the others look again. Without storage it runs at once. The signal fires when the lease is another's, or not
 *  needed any more. */
export async function withLease<T>(
  database: Database,
  name: string,
  clock: Clock,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const holder = createRandomId()
  const key = `lease ${name}`
  /** Takes or renews the lease. @returns false while another tab has it */
  const take = async (): Promise<boolean> => {
    let isMine = true
    const nowMs = clock.now()
    await database.update(key, (value) => {
      const lease = value as Lease | undefined
      const leftMs = (lease?.untilMs ?? 0) - nowMs
      // More than a whole lease is left only after the clock was set back.
      isMine = lease?.holder === holder || !(leftMs > 0 && leftMs <= leaseMs)
      return isMine ? [[key, { holder, untilMs: nowMs + leaseMs } satisfies Lease]] : []
    })
    return isMine
  }
  const lost = new AbortController()
  const keep = async (): Promise<void> => {
    do await clock.wait(renewMs, lost.signal)
    while (await take())
    lost.abort()
  }
  try {
    while (!(await take())) await clock.wait(lookMs * (1 + clock.random()))
  } catch {
    return work(lost.signal)
  }
  keep().catch(ignore)
  try {
    return await work(lost.signal)
  } finally {
    lost.abort()
    await database
      .update(key, (value) => ((value as Lease | undefined)?.holder === holder ? [[key, undefined]] : []))
      .catch(ignore)
  }
}

/** A lease that could not be renewed or given back ends by itself. */
function ignore(): void {}
