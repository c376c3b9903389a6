import { sql } from 'kysely'
import type { GenerationStatus } from '@ai-feed/protocol'
import type { Db, StoredGenerationError, StoredGenerationRequest, Trx } from '../database/schema.js'

/** A generation as stored. */
export interface GenerationRow {
  readonly id: string
  readonly siteId: string
  readonly userId: string
  readonly status: GenerationStatus
  readonly request: StoredGenerationRequest
  readonly remixOf: string | null
  readonly previews: readonly { variant: number; index: number; key: string }[]
  readonly calledAt: Date | null
  readonly error: StoredGenerationError | null
  readonly createdAt: Date
  /** The same instant in microseconds, for cursors. */
  readonly createdAtMicros: number
  readonly finishedAt: Date | null
  /** Its stored pictures, in the order of their variants. */
  readonly mediaIds: readonly string[]
}

/** Stores a queued generation whose budget is reserved; gives its id. */
export async function insertGeneration(
  trx: Trx,
  generation: {
    siteId: string
    userId: string
    request: StoredGenerationRequest
    remixOf: string | undefined
    cost: number
  },
): Promise<string> {
  const { siteId, userId, request, remixOf, cost } = generation
  const row = await trx
    .insertInto('generations')
    .values({
      site_id: siteId,
      user_id: userId,
      status: 'queued',
      request: JSON.stringify(request),
      remix_of: remixOf ?? null,
      previews: '[]',
      reserved: true,
      cost,
      error: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Counts a user's generations that have not ended. */
export async function countOpen(trx: Trx, siteId: string, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from generations
    where site_id = ${siteId} and user_id = ${userId} and status in ('queued', 'running')`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Finds a user's own generation. */
export async function findGeneration(
  db: Db,
  siteId: string,
  userId: string,
  id: string,
): Promise<GenerationRow | undefined> {
  const { rows } = await sql<GenerationRow>`
    select ${columns} from generations g
    where g.id = ${id} and g.site_id = ${siteId} and g.user_id = ${userId}`.execute(db)
  return rows[0]
}

/** Lists a user's generations, newest first, below `beforeMicros`. */
export async function listGenerations(
  db: Db,
  {
    siteId,
    userId,
    beforeMicros,
    limit,
  }: { siteId: string; userId: string; beforeMicros: number | undefined; limit: number },
): Promise<GenerationRow[]> {
  const below = beforeMicros === undefined ? sql`true` : sql`g.created_at < ${timeOf(beforeMicros)}`
  const { rows } = await sql<GenerationRow>`
    select ${columns} from generations g
    where g.site_id = ${siteId} and g.user_id = ${userId} and ${below}
    order by g.created_at desc, g.id desc limit ${limit}`.execute(db)
  return rows
}

/** Starts a generation for the job that holds its id, or starts it over while its call has not been sent. Undefined when
 *  it has ended or was called already. */
export async function startGeneration(trx: Trx, id: string): Promise<GenerationRow | undefined> {
  const { rows } = await sql<GenerationRow>`
    update generations g set status = 'running'
    where id = ${id} and status in ('queued', 'running') and called_at is null
    returning ${columns}`.execute(trx)
  return rows[0]
}

/** Marks that the one call of a generation is about to be sent. Only one caller ever gets true. */
export async function markCalled(db: Db, { id, siteId }: Pick<GenerationRow, 'id' | 'siteId'>): Promise<boolean> {
  const { rows } = await sql`
    update generations set called_at = now()
    where id = ${id} and site_id = ${siteId} and status = 'running' and called_at is null
    returning id`.execute(db)
  return rows.length > 0
}

/** Adds a preview while the generation is running; tells whether it was. */
export async function addPreview(
  db: Db,
  { id, siteId }: Pick<GenerationRow, 'id' | 'siteId'>,
  preview: GenerationRow['previews'][number],
): Promise<boolean> {
  const { rows } = await sql`
    update generations set previews = previews || ${JSON.stringify([preview])}::jsonb
    where id = ${id} and site_id = ${siteId} and status = 'running'
    returning id`.execute(db)
  return rows.length > 0
}

/** Gives those of the running generations that somebody ended, or that are gone with their user. */
export async function findEnded(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from unnest(${[...ids]}::uuid[]) as r (id)
    where not exists (select from generations g where g.id = r.id and g.status in ('queued', 'running'))`.execute(db)
  return rows.map((row) => row.id)
}

/** Gives a user's generations that have not ended. */
export async function findOpen(db: Db, siteId: string, userId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from generations
    where site_id = ${siteId} and user_id = ${userId} and status in ('queued', 'running') order by id`.execute(db)
  return rows.map((row) => row.id)
}

/** Finds a generation by the id that its job carries. */
export async function findCalled(db: Db, id: string): Promise<{ siteId: string } | undefined> {
  const { rows } = await sql<{ siteId: string }>`
    select site_id as "siteId" from generations
    where id = ${id} and status = 'running' and called_at is not null`.execute(db)
  return rows[0]
}

/** Finds what is running, and whether its call was sent. */
export async function findRunning(db: Db): Promise<{ id: string; siteId: string; isCalled: boolean }[]> {
  const { rows } = await sql<{ id: string; siteId: string; isCalled: boolean }>`
    select id, site_id as "siteId", called_at is not null as "isCalled" from generations
    where status = 'running' order by id`.execute(db)
  return rows
}

/** Deletes generations that ended longer than `days` ago without a picture that is still wanted: their prompts are nobody's
 *  business any more. Those with drafts wait for the sweep of these.
 *  @returns how many, at most a thousand at a time. */
export async function forgetGenerations(db: Db, days: number): Promise<number> {
  const result = await sql`
    delete from generations where id in (
      select g.id from generations g
      where g.finished_at < now() - make_interval(days => ${days})
        and not exists (select from media m where m.generation_id = g.id and m.state <> 'removed')
      limit 1000)`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Reads the highest number that an event has been given. */
export async function readLastSeq(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number }>`select last_value as last from event_seq`.execute(db)
  return rows[0]?.last ?? 0
}

/** Finds reminders that got lost: generations without a call that wait for longer than `ageSeconds`. */
export async function findForgotten(db: Db, ageSeconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from generations
    where status in ('queued', 'running') and called_at is null
      and created_at < now() - make_interval(secs => ${ageSeconds}) limit 100`.execute(db)
  return rows.map((row) => row.id)
}

/** Finds generations whose call was sent longer ago than `ageSeconds`, so that nobody can be waiting for its answer. */
export async function findOverdue(db: Db, ageSeconds: number): Promise<{ id: string; siteId: string }[]> {
  const { rows } = await sql<{ id: string; siteId: string }>`
    select id, site_id as "siteId" from generations
    where status = 'running' and called_at < now() - make_interval(secs => ${ageSeconds}) limit 100`.execute(db)
  return rows
}

const columns = sql`
  g.id, g.site_id as "siteId", g.user_id as "userId", g.status, g.request, g.remix_of as "remixOf", g.previews,
  g.called_at as "calledAt", g.error, g.created_at as "createdAt", g.finished_at as "finishedAt",
  (extract(epoch from g.created_at) * 1000000)::bigint as "createdAtMicros",
  (select coalesce(array_agg(m.id order by m.created_at, m.id), '{}') from media m
    where m.generation_id = g.id and m.site_id = g.site_id and m.state <> 'removed') as "mediaIds"`

function timeOf(micros: number): ReturnType<typeof sql> {
  return sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`
}
