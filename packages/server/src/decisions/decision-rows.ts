import type { Appeal, Decision, Report, ReportCategory } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db, Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'

/** Where a list goes on: `limit` rows beyond `number`. */
export interface RowRange {
  readonly after?: number | undefined
  readonly limit: number
}

/** A row with its place in the list. */
export interface Numbered<T> {
  readonly number: number
  readonly item: T
}

/** Reads reports of a site, the one that has waited longest first. */
export async function findReports(
  db: Db,
  siteId: string,
  { after = 0, limit, isOpen }: RowRange & { isOpen: boolean },
): Promise<Numbered<Report>[]> {
  const { rows } = await sql<ReportRow>`
    select r.id, r.number, r.post_id as "postId", u.handle, r.category, r.reason, r.good_faith as "goodFaith",
      r.received_at as "receivedAt", r.decided_at as "decidedAt"
    from reports r left join users u on u.id = r.user_id and u.site_id = r.site_id
    where r.site_id = ${siteId} and r.number > ${after} and (${!isOpen} or r.decided_at is null)
    order by r.number limit ${limit}`.execute(db)
  return rows.map((row) => ({ number: row.number, item: renderReport(row) }))
}

/** Reads one report of a site. */
export async function findReport(db: Db, siteId: string, id: string): Promise<Report | undefined> {
  const { rows } = await sql<ReportRow>`
    select r.id, r.number, r.post_id as "postId", u.handle, r.category, r.reason, r.good_faith as "goodFaith",
      r.received_at as "receivedAt", r.decided_at as "decidedAt"
    from reports r left join users u on u.id = r.user_id and u.site_id = r.site_id
    where r.site_id = ${siteId} and r.id = ${id}`.execute(db)
  return rows[0] && renderReport(rows[0])
}

/** Reads the log of a site, the newest decision first. @param id only the one of this id. */
export async function findDecisions(
  db: Db,
  siteId: string,
  { after, limit, id }: RowRange & { id?: string | undefined },
): Promise<Numbered<Decision>[]> {
  const { rows } = await sql<Numbered<Decision>>`
    select d.number, ${renderDecision('d')} as item from decisions d
    where d.site_id = ${siteId} and d.number < ${after ?? Number.MAX_SAFE_INTEGER}
      and (${id ?? null}::uuid is null or d.id = ${id ?? null}::uuid)
    order by d.number desc limit ${limit}`.execute(db)
  return rows
}

/** Reads appeals of a site, the one that has waited longest first. */
export async function findAppeals(
  db: Db,
  siteId: string,
  { after = 0, limit, isOpen, id }: RowRange & { isOpen: boolean; id?: string | undefined },
): Promise<Numbered<Appeal>[]> {
  const { rows } = await sql<Numbered<Appeal>>`
    select a.number, jsonb_strip_nulls(jsonb_build_object('id', a.id, 'decision', ${renderDecision('d')},
      'user', u.handle, 'reason', a.reason, 'receivedAt', ${renderTime('a.received_at')},
      'answer', case when r.id is not null then ${renderDecision('r')} end)) as item
    from appeals a join decisions d on d.id = a.decision_id left join decisions r on r.id = a.answer_id
      left join users u on u.id = a.user_id and u.site_id = a.site_id
    where a.site_id = ${siteId} and a.number > ${after} and (${!isOpen} or a.answer_id is null)
      and (${id ?? null}::uuid is null or a.id = ${id ?? null}::uuid)
    order by a.number limit ${limit}`.execute(db)
  return rows
}

/** Makes requests of one key wait for each other until the transaction ends: the later ones find what the first has decided.
 *  @throws HttpProblem `idempotency_in_progress` after 2 s. */
export async function lockKey(trx: Trx, siteId: string, key: string): Promise<void> {
  await sql`set local lock_timeout = '2s'`.execute(trx)
  try {
    await sql`select pg_advisory_xact_lock(${DECISION_KEYS}::int, hashtext(${`${siteId} ${key}`}))`.execute(trx)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === LOCK_NOT_AVAILABLE)) throw cause
    throw new HttpProblem('idempotency_in_progress', 'key is in use', { retryAfterSeconds: 1, cause })
  }
  await sql`set local lock_timeout = 0`.execute(trx)
}

const DECISION_KEYS = 41819704
const LOCK_NOT_AVAILABLE = '55P03'

/** Finds what a request of this key decided before. */
export async function findDecidedBefore(
  db: Db,
  siteId: string,
  key: string,
): Promise<{ id: string; hash: Buffer } | undefined> {
  const row = await db
    .selectFrom('decisions')
    .select(['id', 'request_hash'])
    .where('site_id', '=', siteId)
    .where('request_key', '=', key)
    .executeTakeFirst()
  return row?.request_hash ? { id: row.id, hash: row.request_hash } : undefined
}

interface ReportRow {
  readonly id: string
  readonly number: number
  readonly postId: string | null
  readonly handle: string | null
  readonly category: string
  readonly reason: string
  readonly goodFaith: boolean
  readonly receivedAt: Date
  readonly decidedAt: Date | null
}

/** Intimate pictures without consent have to be down within 48 hours of the notice (US TAKE IT DOWN Act). */
const intimateHours = 48

function renderReport(row: ReportRow): Report {
  const dueAtMs = row.receivedAt.getTime() + intimateHours * 3_600_000
  return {
    id: row.id,
    ...(row.postId !== null && { post: row.postId }),
    ...(row.handle !== null && { user: row.handle }),
    // Written from the schema, so it is one of its words.
    category: row.category as ReportCategory,
    reason: row.reason,
    goodFaith: row.goodFaith,
    receivedAt: row.receivedAt.toISOString(),
    ...(row.category === 'intimate' && { dueAt: new Date(dueAtMs).toISOString() }),
    ...(row.decidedAt && { decidedAt: row.decidedAt.toISOString() }),
  }
}

/** Renders a row of the log as it stands on the wire, in SQL, so that it can stand inside another. */
function renderDecision(table: 'd' | 'r'): RawBuilder<Decision> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql`jsonb_strip_nulls(jsonb_build_object('id', ${column('id')}, 'kind', ${column('kind')},
    'report', ${column('report_id')}, 'appeal', ${column('appeal_id')}, 'post', ${column('post_id')},
    'user', (select handle from users where users.id = ${column('user_id')} and users.site_id = ${column('site_id')}),
    'label', ${column('label')}, 'erase', nullif(${column('erase')}, false), 'ground', ${column('ground')}, 'facts', ${column('facts')},
    'automated', ${column('is_automated')}, 'decidedBy', ${column('decided_by')}, 'at', ${renderTime(`${table}.at`)}))`
}

function renderTime(column: string): RawBuilder<string> {
  return sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
