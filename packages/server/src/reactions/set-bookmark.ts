import { sql } from 'kysely'
import { readableBy } from '../database/visible-to.js'
import type { SetMark } from './set-mark.js'

/** Keeps a post in the viewer's bookmarks. Nobody else learns of it: there is no counter and nobody is told. */
export const addBookmark: SetMark = async (trx, viewer, postId) => {
  // Locked, so that it is not deleted meanwhile.
  const result = await sql`
    with post as (
      select p.id, p.site_id from posts p
      where p.id = ${postId} and p.site_id = ${viewer.siteId} and ${readableBy(viewer.userId)}
      for share)
    insert into bookmarks (site_id, user_id, post_id) select site_id, ${viewer.userId}, id from post
    on conflict do nothing`.execute(trx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Takes a post out of the viewer's bookmarks. */
export const removeBookmark: SetMark = async (trx, viewer, postId) => {
  const result = await trx
    .deleteFrom('bookmarks')
    .where('site_id', '=', viewer.siteId)
    .where('post_id', '=', postId)
    .where('user_id', '=', viewer.userId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
