import { sql } from 'kysely'
import { namedQuery } from './named-query.js'
import type { Audience, Trx } from './schema.js'

/** Something that happened, on its way to the event stream. */
export interface PendingEvent {
  readonly siteId: string
  readonly kind: 'post.created' | 'post.updated' | 'post.deleted' | 'repost.created' | 'notification' | 'generation'
  /** The id of what it happened to: a post, a repost, a notification or a generation. */
  readonly subject: string
  readonly audience: Audience
  /** What readers get, without `seq`: ids, versions and counts, never text, prompts or pictures. */
  readonly data: Readonly<Record<string, unknown>>
}

/** The kind in the data of a notification event that brings nothing but another number of unread ones. */
export const ONLY_COUNT = 'unread'

/** Writes an event in the transaction of its cause. `publish()` gives it its number once that has committed. */
export async function addPendingEvent(
  trx: Trx,
  { siteId, kind, subject, audience, data }: PendingEvent,
): Promise<void> {
  await insertEvent(trx, { siteId, kind, subject, audience: JSON.stringify(audience), data: JSON.stringify(data) })
}

const insertEvent = namedQuery<Record<'siteId' | 'kind' | 'subject' | 'audience' | 'data', string>, unknown>(
  'events.pending',
  (value) => sql`
    insert into pending_events (site_id, kind, subject, audience, data)
    values (${value('siteId')}, ${value('kind')}, ${value('subject')}, ${value('audience')}::jsonb, ${value('data')}::jsonb)`,
)
