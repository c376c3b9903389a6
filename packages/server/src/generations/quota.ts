import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Limits, Quota } from '@ai-feed/protocol'
import type { Db, Schema, Trx } from '../database/schema.js'
import type { Generator } from '../generators/generator.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadQuota } from '../ports.js'

/** The daily limits that count generations. A day is a UTC day by the database's clock. */
export type QuotaLimits = Pick<
  Limits,
  'generationsPerUserDay' | 'generationsPerNewUserDay' | 'generationsPerSiteDay' | 'generationsPerServerDay'
>

interface Spender {
  readonly siteId: string
  readonly userId: string
}

/** Gives the limits that hold for a generator: one that costs money has budgets of its own, which count pictures. */
export function quotaLimits(limits: Limits, { isPaid }: Pick<Generator, 'isPaid'>): QuotaLimits {
  if (!isPaid) return limits
  const { paidPicturesPerUserDay, paidPicturesPerServerDay } = limits
  return {
    generationsPerUserDay: paidPicturesPerUserDay,
    generationsPerNewUserDay: Math.min(limits.generationsPerNewUserDay, paidPicturesPerUserDay),
    generationsPerSiteDay: Math.min(limits.generationsPerSiteDay, paidPicturesPerServerDay),
    generationsPerServerDay: paidPicturesPerServerDay,
  }
}

/** What a generation of `count` pictures takes from the budgets: a paid provider bills each picture, our own only its time. */
export function costOf({ isPaid }: Pick<Generator, 'isPaid'>, count: number): number {
  return isPaid ? count : 1
}

/** Takes the cost of a generation from the user's, the site's and the server's budget of today: from all three or, the transaction
 *  being rolled back, from none. Until it ends, other requests of the same user wait here.
 *  @throws HttpProblem `quota_exceeded` */
export async function reserveQuota(
  trx: Trx,
  limits: QuotaLimits,
  { siteId, userId }: Spender,
  cost: number,
): Promise<void> {
  // Everybody takes the rows in this order, the one that all share last: no deadlock, and a short wait.
  const { rows } = await sql<{ scope: string }>`
    insert into quota (scope, subject, day, used, max)
    select scope, subject, ${today}, ${cost}::int, max
    from (values
      ('user', ${userId}::text, (${userLimit(limits, { siteId, userId })}), 1),
      ('site', ${siteId}, (${siteLimit(limits, siteId)}), 2),
      ('server', '*', ${limits.generationsPerServerDay}::int, 3)) as budget (scope, subject, max, ordinal)
    where max >= ${cost}::int
    order by ordinal
    on conflict (scope, subject, day) do update set used = quota.used + excluded.used, max = excluded.max
      where quota.used + excluded.used <= excluded.max
    returning scope`.execute(trx)
  if (rows.length === 3) return
  const left = new Set(rows.map((row) => row.scope))
  const spent = ['user', 'site', 'server'].filter((scope) => !left.has(scope))
  throw new HttpProblem('quota_exceeded', `budget of today is used up: ${spent.join(', ')}`)
}

/** Gives back what a generation took, if it took something and no call to a generator was sent. A second time it does nothing. */
export async function giveQuotaBack(trx: Trx, siteId: string, generationId: string): Promise<void> {
  await sql`
    with freed as (
      update generations set reserved = false
      where id = ${generationId} and site_id = ${siteId} and reserved and called_at is null
      returning user_id::text as user_id, site_id, cost, (created_at at time zone 'utc')::date as day),
    locked as (
      select q.scope, q.subject, q.day, f.cost from quota q join freed f
        on q.day = f.day and (q.scope, q.subject) in (('user', f.user_id), ('site', f.site_id), ('server', '*'))
      order by array_position(array['user', 'site', 'server'], q.scope)
      for update of q)
    update quota q set used = greatest(0, q.used - l.cost) from locked l
    where (q.scope, q.subject, q.day) = (l.scope, l.subject, l.day)`.execute(trx)
}

/** Forgets what was used on days longer than `quotaDays` ago; a generation gives back to its own day, and is over by then.
 *  @returns how many. */
export async function sweepQuota(db: Db): Promise<number> {
  const result = await sql`delete from quota where day < ${today} - ${quotaDays}::int`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

const quotaDays = 35

/** Makes the function that tells a user how many generations there are today and how many are used, before they ask for one: also
 *  where others have used up what the site or the server has. */
export function createLoadQuota(db: Kysely<Schema>, limits: QuotaLimits): LoadQuota {
  return (viewer) => readQuota(db, limits, viewer)
}

async function readQuota(db: Db, limits: QuotaLimits, spender: Spender): ReturnType<LoadQuota> {
  const used = (scope: string, subject: string) => sql`coalesce((select used from quota
    where scope = ${scope} and subject = ${subject} and day = ${today}), 0)`
  const { rows } = await sql<QuotaRow>`
    select (${userLimit(limits, spender)}) as limit, ${used('user', spender.userId)} as used,
      (${siteLimit(limits, spender.siteId)}) - ${used('site', spender.siteId)} as "siteLeft",
      ${limits.generationsPerServerDay}::int - ${used('server', '*')} as "serverLeft",
      (${today} + 1)::timestamp at time zone 'utc' as "resetsAt"`.execute(db)
  const row = rows[0]
  if (!row) throw new TypeError('a query without from gives one row')
  return renderQuota(row)
}

interface QuotaRow {
  readonly limit: number | null
  readonly used: number
  readonly siteLeft: number | null
  readonly serverLeft: number
  readonly resetsAt: Date
}

function renderQuota({ limit: own, used, siteLeft, serverLeft, resetsAt }: QuotaRow): Quota {
  const ends = [
    { limit: own ?? 0 },
    { limit: used + Math.max(0, siteLeft ?? 0), limitedBy: 'site' as const },
    { limit: used + Math.max(0, serverLeft), limitedBy: 'server' as const },
  ]
  const [first = { limit: 0 }] = ends.toSorted((a, b) => a.limit - b.limit)
  return { ...first, used, resetsAt: resetsAt.toISOString() }
}

const today = sql`(now() at time zone 'utc')::date`

/** A user of less than a day has a smaller budget: making accounts must not pay. */
function userLimit(limits: QuotaLimits, { siteId, userId }: Spender): ReturnType<typeof sql> {
  const { generationsPerUserDay: usual, generationsPerNewUserDay: young } = limits
  return sql`
    select case when created_at > now() - interval '24 hours' then least(${usual}::int, ${young}::int) else ${usual}::int end
    from users where id = ${userId} and site_id = ${siteId}`
}

/** What the operator gave this site alone comes before what every site has. */
function siteLimit({ generationsPerSiteDay: usual }: QuotaLimits, siteId: string): ReturnType<typeof sql> {
  return sql`select coalesce(budget, ${usual}::int) from sites where id = ${siteId}`
}
