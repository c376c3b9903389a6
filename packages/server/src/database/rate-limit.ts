import { isIP } from 'node:net'
import { sql } from 'kysely'
import { namedQuery } from './named-query.js'
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
  const [row] = await take(db, { bucket, limit, windowSeconds })
  return row === undefined || row.taken ? 0 : row.wait
}

const take = namedQuery<{ bucket: string; limit: number; windowSeconds: number }, { taken: boolean; wait: number }>(
  'rate.take',
  (value) => sql`
    with present as (
      select date_bin(make_interval(secs => ${value('windowSeconds')}::int), now(), timestamptz 'epoch') as start),
    taken as (
      insert into rate (bucket, "window", n) select ${value('bucket')}, start, 1 from present
      on conflict (bucket, "window") do update set n = rate.n + 1 where rate.n < ${value('limit')}::int
      returning 1)
    select exists (select from taken) as taken,
      greatest(1, ceil(extract(epoch from start - now()) + ${value('windowSeconds')}::int))::int as wait
    from present`,
)

/** Names an address for counting: an IPv4 address as it is, also inside IPv6 (mapped, or for NAT64), an IPv6 address by its /64,
 *  which one line shares. */
export function addressBucket(address: string): string {
  if (isIP(address) !== 6) return address
  const groups = groupsOf(address)
  const prefix = groups.slice(0, 6).join(':')
  if (prefix === '0:0:0:0:0:ffff' || prefix === '64:ff9b:0:0:0:0') {
    return groups
      .slice(6)
      .map((group) => Number.parseInt(group, 16))
      .map((number) => `${number >> 8}.${number & 255}`)
      .join('.')
  }
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The eight groups of an IPv6 address, each in its shortest spelling. */
function groupsOf(address: string): string[] {
  // The parser of URLs knows every spelling, but no zone.
  const plain = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1)
  const [head = [], tail = []] = plain.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
}
