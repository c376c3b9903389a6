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
export async function addPendingEvent(trx: Trx, event: PendingEvent): Promise<void> {
  await trx
    .insertInto('pending_events')
    .values({
      site_id: event.siteId,
      kind: event.kind,
      subject: event.subject,
      audience: JSON.stringify(event.audience),
      data: JSON.stringify(event.data),
    })
    .execute()
}
