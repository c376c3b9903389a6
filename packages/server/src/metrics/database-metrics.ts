import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import { gauge } from './registry.js'
import type { Family } from './registry.js'

/** Asks the database what only it knows, in five small questions; the answer is good for five seconds, so that asking often
 *  costs nothing. A database that is away is a value, too. */
export function createDatabaseMetrics(db: Kysely<Schema>): () => Promise<Family[]> {
  let last: { atMs: number; families: Promise<Family[]> } | undefined
  return () => {
    if (!last || performance.now() - last.atMs > maxAgeMs) last = { atMs: performance.now(), families: ask(db) }
    return last.families
  }
}

const maxAgeMs = 5_000

async function ask(db: Kysely<Schema>): Promise<Family[]> {
  try {
    return [isUp(1), await askGenerations(db), ...(await askEvents(db)), ...(await askWaiting(db)), await askJobs(db)]
  } catch {
    return [isUp(0)]
  }
}

const isUp = (value: number): Family => gauge('ai_feed_database_up', 'Whether the database answers.', [{ value }])

const statuses = ['queued', 'running', 'succeeded', 'refused', 'failed', 'canceled']

async function askGenerations(db: Kysely<Schema>): Promise<Family> {
  // Ids begin with the time: an hour of them is a piece of the primary key.
  const { rows } = await sql<{ status: string; n: number }>`
    select status, count(*) as n from generations where id > uuidv7(interval '-1 hour') group by status`.execute(db)
  return gauge(
    'ai_feed_generations',
    'Generations that were asked for in the last hour, by what became of them.',
    statuses.map((status) => ({ labels: { status }, value: rows.find((row) => row.status === status)?.n ?? 0 })),
  )
}

async function askEvents(db: Kysely<Schema>): Promise<Family[]> {
  const { rows } = await sql<{ n: number; lag: number }>`
    select count(*) as n, coalesce(extract(epoch from now() - min(
      case when kind = 'post.created' then uuid_extract_timestamp(subject::uuid) end)), 0)::float8 as lag
    from pending_events`.execute(db)
  return [
    gauge('ai_feed_pending_events', 'Events that are committed and not yet published.', [{ value: rows[0]?.n ?? 0 }]),
    gauge('ai_feed_publish_lag_seconds', 'How long the oldest post has waited to be published.', [
      { value: Math.max(0, rows[0]?.lag ?? 0) },
    ]),
  ]
}

/** What waits for moderators. */
async function askWaiting(db: Kysely<Schema>): Promise<Family[]> {
  const { rows } = await sql<{ site: string; reports: number; appeals: number }>`
    select s.id as site, (select count(*) from reports r where r.site_id = s.id and r.decided_at is null) as reports,
      (select count(*) from appeals a where a.site_id = s.id and a.answer_id is null) as appeals
    from sites s order by s.id limit 1000`.execute(db)
  const values = (kind: 'reports' | 'appeals') => rows.map(({ site, [kind]: value }) => ({ labels: { site }, value }))
  return [
    gauge('ai_feed_reports_open', 'Reports that nobody has decided yet.', values('reports')),
    gauge('ai_feed_appeals_open', 'Appeals that nobody has answered yet.', values('appeals')),
  ]
}

async function askJobs(db: Kysely<Schema>): Promise<Family> {
  const { rows } = await sql<{ queue: string; state: string; n: number }>`
    select name as queue, state::text as state, count(*) as n from pgboss.job
    where state in ('created', 'retry', 'active') and name not like '\\_\\_%' group by name, state`.execute(db)
  return gauge(
    'ai_feed_jobs',
    'Jobs that wait or run, by queue and state.',
    rows.map(({ queue, state, n }) => ({ labels: { queue, state }, value: n })),
  )
}
