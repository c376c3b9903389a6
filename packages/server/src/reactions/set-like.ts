import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import type { Viewer } from '../http/request-context.js'

/** Likes a post that the viewer can see; liking it again changes nothing.
 *  @returns whether anything changed; false also when there is no such post for this viewer. */
export async function addLike(db: Db, viewer: Viewer, postId: string): Promise<boolean> {
  const result = await sql`
    insert into reactions (site_id, post_id, user_id, type)
    select p.site_id, p.id, ${viewer.userId}, 'like' from posts p
    where p.id = ${postId} and p.site_id = ${viewer.siteId} and ${readableBy(viewer.userId)}
    on conflict do nothing`.execute(db)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Takes a like back; doing it again changes nothing.
 *  @returns whether anything changed. */
export async function removeLike(db: Db, viewer: Viewer, postId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('reactions')
    .where('site_id', '=', viewer.siteId)
    .where('post_id', '=', postId)
    .where('user_id', '=', viewer.userId)
    .where('type', '=', 'like')
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
