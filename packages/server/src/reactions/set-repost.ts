import { sql } from 'kysely'
import { addPendingEvent } from '../database/pending-event.js'
import { readableBy } from '../database/visible-to.js'
import { HttpProblem } from '../http/http-problem.js'
import type { SetMark } from './set-mark.js'

/** Reposts a public post, one's own too, and tells its author. `publish()` gives the repost its position.
 *  @throws HttpProblem `quote_not_allowed`: what cannot be quoted cannot be reposted. */
export const addRepost: SetMark = async (trx, viewer, postId, notify) => {
  // Locked, so that it is neither deleted nor narrowed meanwhile.
  const { rows } = await sql<{ isPublic: boolean; authorId: string; id: string | null; at: Date | null }>`
    with post as (
      select p.id, p.site_id, p.author_id, p.visibility from posts p
      where p.id = ${postId} and p.site_id = ${viewer.siteId} and ${readableBy(viewer.userId)}
      for no key update),
    added as (
      insert into reposts (site_id, user_id, post_id)
      select site_id, ${viewer.userId}, id from post where visibility = 'public'
      on conflict do nothing
      returning id, post_id, created_at)
    select p.visibility = 'public' as "isPublic", p.author_id as "authorId", a.id, a.created_at as at
    from post p left join added a on a.post_id = p.id`.execute(trx)
  const [repost] = rows
  if (repost?.isPublic === false) throw new HttpProblem('quote_not_allowed', 'the post to repost is not public')
  if (!repost?.id || !repost.at) return false
  await addPendingEvent(trx, {
    siteId: viewer.siteId,
    kind: 'repost.created',
    subject: repost.id,
    audience: { feeds: [`user:${viewer.handle}`] },
    data: { postId, by: { id: viewer.userId, handle: viewer.handle }, at: repost.at.toISOString() },
  })
  await notify.tell(trx, [
    { siteId: viewer.siteId, receiverId: repost.authorId, kind: 'repost', actorId: viewer.userId, postId },
  ])
  return true
}

/** Takes a repost back, also of a post that the viewer does not see any more. */
export const removeRepost: SetMark = async (trx, viewer, postId, notify) => {
  // The post first, as everybody does who changes both.
  const { rows } = await sql<{ authorId: string }>`
    with post as (
      select p.id, p.author_id from posts p
      where p.id = ${postId} and p.site_id = ${viewer.siteId}
      for no key update)
    delete from reposts r using post p
    where r.post_id = p.id and r.user_id = ${viewer.userId} and r.site_id = ${viewer.siteId}
    returning p.author_id as "authorId"`.execute(trx)
  const [post] = rows
  if (!post) return false
  await notify.takeBack(trx, [
    { siteId: viewer.siteId, receiverId: post.authorId, kind: 'repost', actorId: viewer.userId, postId },
  ])
  return true
}
