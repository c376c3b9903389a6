import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Placeholders } from '../database/named-query.js'
import type { Audience, Db } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'

/** A stored event, with what decides who may see it now. */
export interface LoggedEvent {
  readonly seq: number
  readonly siteId: string
  readonly kind: string
  readonly subject: string
  readonly audience: Audience
  readonly data: Readonly<Record<string, unknown>>
  /** The post that the event is about, as it is now; null when there is none any more, or when it is about something else. */
  readonly post: LoggedPost | null
  /** What it told of is not there for its receiver any more. */
  readonly isMoot?: boolean
}

/** What is known of the post of an event. */
export interface LoggedPost {
  readonly authorId: string
  readonly isPublic: boolean
  /** Everybody may see it, were it not deleted. */
  readonly isOpen: boolean
  readonly isDeleted: boolean
  /** By a decision. */
  readonly isHidden: boolean
  readonly isComment: boolean
  /** Posts whose counters moved with this one. */
  readonly counted: readonly string[]
}

/** Which events to read: those after `after`, at most up to `upTo`, in order. */
export interface EventRange {
  readonly after: number
  readonly upTo?: number
  readonly limit: number
  /** Reads only what this reader of one site may have asked for. */
  readonly reader?: {
    readonly siteId: string
    readonly feeds: readonly string[]
    readonly userId: string | undefined
  }
}

/** Reads stored events. */
export async function readEvents(db: Db, { after, upTo, limit, reader }: EventRange): Promise<LoggedEvent[]> {
  const range = { after, upTo: upTo ?? Number.MAX_SAFE_INTEGER, limit }
  if (!reader) return readAll(db, range)
  const { siteId, feeds, userId = null } = reader
  const isAsked = sql<boolean>`e.site_id = ${siteId} and (
    jsonb_exists_any(e.audience -> 'feeds', ${[...feeds]}::text[])
    or e.audience ->> 'userId' = ${userId}::text
    or (${feeds.includes('home')} and p.comment_on is null and (
      p.author_id = ${userId}::uuid or exists (
        select from follows f where f.follower_id = ${userId}::uuid and f.followee_id = p.author_id))))`
  const { rows } = await selectEvents((key) => sql`${range[key]}`, isAsked).execute(db)
  return rows
}

type Range = Readonly<Record<'after' | 'upTo' | 'limit', number>>

/** Every process asks this twice for each post that is published. */
const readAll = namedQuery<Range, LoggedEvent>('events.all', (value) => selectEvents(value, sql<boolean>`true`))

function selectEvents(value: Placeholders<Range>, isAsked: RawBuilder<boolean>): RawBuilder<LoggedEvent> {
  return sql<LoggedEvent>`
    select e.seq, e.site_id as "siteId", e.kind, e.subject, e.audience, e.data,
      case when p.id is not null then jsonb_build_object(
        'authorId', p.author_id, 'isPublic', p.visibility = 'public', 'isDeleted', p.deleted_at is not null,
        'isHidden', p.hidden_at is not null, 'isComment', p.comment_on is not null, 'isOpen', a.state = 'active' and ${visibleTo(undefined)},
        'counted', array_remove(array[p.comment_on, p.quote_id, p.remix_of], null)) end as post
    from events e
    left join posts p
      on p.site_id = e.site_id and p.id = case when e.kind like 'post.%' then e.subject::uuid end
    left join users a on a.id = p.author_id
    where e.seq > ${value('after')} and e.seq <= ${value('upTo')} and ${isAsked}
    order by e.seq limit ${value('limit')}`
}

/** The numbers of the oldest and the newest stored event; both 0 before the first one ever. */
export interface EventBounds {
  readonly oldest: number
  readonly newest: number
}

/** Reads the bounds of what is stored. */
export async function readEventBounds(db: Db): Promise<EventBounds> {
  const { rows } = await sql<EventBounds>`
    select coalesce(min(seq), 0) as oldest, coalesce(max(seq), 0) as newest from events`.execute(db)
  return rows[0] ?? { oldest: 0, newest: 0 }
}

/** Deletes events older than 24 hours. Of the newest only the number stays: it must be known.
 *  @returns how many. */
export async function sweepEvents(db: Db): Promise<number> {
  const result = await sql`
    delete from events
    where at < now() - interval '24 hours' and seq < (select max(seq) from events)`.execute(db)
  await sql`
    update events set audience = '{"feeds": []}', data = '{}'
    where at < now() - interval '24 hours' and data <> '{}'`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Tells which of these users are suspended or deleted. */
export async function findInactiveUsers(db: Db, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from users where id = any (${[...userIds]}::uuid[]) and state <> 'active'`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
