import { sql } from 'kysely'
import { ONLY_COUNT } from './pending-event.js'
import type { Trx } from './schema.js'

/** Removes what users were told about a post, except decisions and what became of reports, and tells their streams that another number is unread. The
 *  caller has locked the post, so that nothing is told of it meanwhile. Like `publish()`, it locks notifications by id. */
export async function forgetNotifications(trx: Trx, siteId: string, postId: string): Promise<void> {
  await sql`
    with doomed as materialized (
      select id from notifications where post_id = ${postId} and site_id = ${siteId} and kind not in ('decision', 'report')
      order by id for update),
    gone as (
      delete from notifications n using doomed d where n.id = d.id
      returning n.id, n.user_id)
    insert into pending_events (site_id, kind, subject, audience, data)
    select ${siteId}, 'notification', id, jsonb_build_object('userId', user_id),
      jsonb_build_object('id', id, 'kind', ${ONLY_COUNT}::text)
    from gone`.execute(trx)
}
