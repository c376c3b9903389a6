import type { Limits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import type { CountUnread } from '../ports.js'
import { isShown } from './shown-notification.js'

/** Makes the function that counts what users have not read: one query for all of them. */
export function createCountUnread(db: Db, limits: Pick<Limits, 'notificationsCounted'>): CountUnread {
  return async (users) => {
    const asked = JSON.stringify(users.map(({ siteId, userId }) => ({ site: siteId, id: userId })))
    const { rows } = await sql<{ id: string; unread: number }>`
      select r.id, (select count(*) from (
        select from notifications n
        where n.user_id = r.id and n.site_id = r.site and ${isShown}
          and n.seq > coalesce((select m.seq from markers m where m.user_id = r.id), 0)
        order by n.seq desc limit ${limits.notificationsCounted}::int) few) as unread
      from jsonb_to_recordset(${asked}::jsonb) as r (id uuid, site text)`.execute(db)
    return new Map(rows.map(({ id, unread }) => [id, unread]))
  }
}
