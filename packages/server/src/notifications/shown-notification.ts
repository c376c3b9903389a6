import { sql } from 'kysely'
import { readableBy } from '../database/visible-to.js'

/** Tells in SQL whether the user `u` is one of whom the receiver of the notification `n` wants to hear. */
export const isShownActor = sql<boolean>`(u.state = 'active'
  and not exists (select from mutes m where m.user_id = n.user_id and m.other_id = u.id)
  and not exists (select from blocks b where b.user_id = n.user_id and b.other_id = u.id)
  and not exists (select from blocks b where b.user_id = u.id and b.other_id = n.user_id))`

/** Tells in SQL whether the notification `n` still has something to show: an actor and, unless it is about what moderators did, a post that
 *  its receiver can read.
 *  `offset 0` keeps PostgreSQL from joining all actors of all notifications first. */
export const isShown = sql<boolean>`(n.seq is not null
  and exists (
    select from notification_actors a join users u on u.id = a.actor_id
    where a.notification_id = n.id and ${isShownActor} offset 0)
  and (n.post_id is null or n.kind in ('decision', 'report') or exists (
    select from posts p where p.id = n.post_id and p.site_id = n.site_id and ${readableBy(sql<string>`n.user_id`)}
    offset 0)))`
