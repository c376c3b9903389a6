import { sql } from 'kysely'
import type { Db } from './schema.js'

/** What may happen how often: `limit` times in each window of the database's clock. */
export interface RateBudget {
  /** Names who does what, with the window's length, as in `sign-in:ip:3600:192.0.2.7`. */
  readonly bucket: string
  readonly limit: number
  readonly windowSeconds: number
}

/** Takes one from a budget that all processes share.
 *  @returns 0 when it was there to take, else the seconds until the window ends. */
export async function takeFromBudget(db: Db, { bucket, limit, windowSeconds }: RateBudget): Promise<number> {
  const { rows } = await sql<{ taken: boolean; wait: number }>`
    with present as (
      select date_bin(make_interval(secs => ${windowSeconds}::int), now(), timestamptz 'epoch') as start),
    taken as (
      insert into rate (bucket, "window", n) select ${bucket}, start, 1 from present
      on conflict (bucket, "window") do update set n = rate.n + 1 where rate.n < ${limit}::int
      returning 1)
    select exists (select from taken) as taken,
      greatest(1, ceil(extract(epoch from start - now()) + ${windowSeconds}::int))::int as wait
    from present`.execute(db)
  const row = rows[0]
  return row === undefined || row.taken ? 0 : row.wait
}

/** Names an address for counting: an IPv4 address as it is, an IPv6 address by its /64, which one line shares. */
export function addressBucket(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : []
  const groups = [...before, ...zeros, ...after].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
