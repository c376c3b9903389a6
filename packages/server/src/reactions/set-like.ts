import { sql } from 'kysely'
import { readableBy } from '../database/visible-to.js'
import type { SetMark } from './set-mark.js'

/** Likes a post that the viewer can see, and tells its author. */
export const addLike: SetMark = async (trx, viewer, postId, notify) => {
  // Locked, so that it is not deleted meanwhile.
  const { rows } = await sql<{ authorId: string }>`
    with post as (
      select p.id, p.site_id, p.author_id from posts p
      where p.id = ${postId} and p.site_id = ${viewer.siteId} and ${readableBy(viewer.userId)}
      for no key update),
    added as (
      insert into reactions (site_id, post_id, user_id, type)
      select site_id, id, ${viewer.userId}, 'like' from post
      on conflict do nothing
      returning post_id)
    select p.author_id as "authorId" from post p join added a on a.post_id = p.id`.execute(trx)
  const [post] = rows
  if (!post) return false
  await notify.tell(trx, [
    { siteId: viewer.siteId, receiverId: post.authorId, kind: 'like', actorId: viewer.userId, postId },
  ])
  return true
}

/** Takes a like back, also from a post that the viewer does not see any more. */
export const removeLike: SetMark = async (trx, viewer, postId, notify) => {
  // The post first, as everybody does who changes both.
  const { rows } = await sql<{ authorId: string }>`
    with post as (
      select p.id, p.author_id from posts p
      where p.id = ${postId} and p.site_id = ${viewer.siteId}
      for no key update)
    delete from reactions r using post p
    where r.post_id = p.id and r.user_id = ${viewer.userId} and r.type = 'like' and r.site_id = ${viewer.siteId}
    returning p.author_id as "authorId"`.execute(trx)
  const [post] = rows
  if (!post) return false
  await notify.takeBack(trx, [
    { siteId: viewer.siteId, receiverId: post.authorId, kind: 'like', actorId: viewer.userId, postId },
  ])
  return true
}
