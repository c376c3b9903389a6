import type { Notification } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import type { Viewer } from '../http/request-context.js'
import { isShown, isShownActor } from './shown-notification.js'

/** A stored notification with what its receiver may see of it. */
export interface NotificationRow {
  readonly id: string
  readonly seq: number
  readonly kind: Notification['kind']
  readonly postId: string | null
  readonly outcome: Notification['outcome'] | null
  readonly isRead: boolean
  readonly actorCount: number
  /** The newest three, newest first. */
  readonly actors: { id: string; handle: string; name: string; avatarId: string | null }[]
  /** When the newest of them acted, as epoch milliseconds. */
  readonly atMs: number
}

/** Finds what a user was told before the number `before`, newest first. */
export async function findNotifications(
  db: Db,
  viewer: Pick<Viewer, 'siteId' | 'userId'>,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<NotificationRow[]> {
  const { rows } = await sql<NotificationRow>`
    select n.id, n.seq, n.kind, n.post_id as "postId", n.outcome,
      n.seq <= coalesce((select m.seq from markers m where m.user_id = n.user_id), 0) as "isRead",
      (select count(*) from notification_actors a where a.notification_id = n.id)
        - (select count(*) from notification_actors a where a.notification_id = n.id and a.actor_id in (
          select other_id from mutes where user_id = n.user_id
          union select other_id from blocks where user_id = n.user_id
          union select user_id from blocks where other_id = n.user_id)) as "actorCount",
      w.actors, w."atMs"
    from notifications n
    cross join lateral (
      select (extract(epoch from max(f.at)) * 1000)::bigint as "atMs",
        jsonb_agg(jsonb_build_object('id', f.id, 'handle', f.handle, 'name', f.name, 'avatarId', f.avatar_id)
          order by f.at desc, f.id) as actors
      from (
        select u.id, u.handle, u.name, u.avatar_id, a.at
        from notification_actors a join users u on u.id = a.actor_id
        where a.notification_id = n.id and ${isShownActor}
        order by a.at desc, a.actor_id limit 3) f) w
    where n.user_id = ${viewer.userId} and n.site_id = ${viewer.siteId}
      and n.seq < ${before ?? Number.MAX_SAFE_INTEGER} and ${isShown}
    order by n.seq desc limit ${limit}`.execute(db)
  return rows
}

/** Deletes what was told longer ago than `days`. Ids of version 7 begin with their time.
 *  @returns how many. */
export async function sweepNotifications(db: Db, days: number): Promise<number> {
  const result = await sql`
    delete from notifications n
    where n.id < uuidv7(make_interval(days => ${-days}::int)) and not exists (
      select from notification_actors a
      where a.notification_id = n.id and a.at > now() - make_interval(days => ${days}::int))`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}
