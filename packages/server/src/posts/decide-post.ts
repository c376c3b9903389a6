import { sql } from 'kysely'
import { addPendingEvent } from '../database/pending-event.js'
import type { Trx } from '../database/schema.js'
import type { ErasePost, PostDecisions } from '../rights-ports.js'
import { deletePost } from './delete-post.js'
import { indexPost } from './index-post.js'
import { lockPost } from './lock-post.js'
import type { LockedPost } from './lock-post.js'
import { feedsOfLockedPost } from './post-feeds.js'

/** What moderators may do to posts. Each tells the author's id, or undefined when there is no such post; doing it again changes
 *  nothing. */
export const postDecisions: PostDecisions = {
  async hide(trx, siteId, postId) {
    const post = await lockStanding(trx, siteId, postId)
    if (!post || post.isHidden) return post?.authorId
    await sql`
      update posts set hidden_at = now(), version = version + 1
      where id = ${postId} and site_id = ${siteId}`.execute(trx)
    await takeOffAvatar(trx, siteId, post)
    await tellGone(trx, siteId, post)
    return post.authorId
  },

  async show(trx, siteId, postId, undone) {
    const post = await lockPost(trx, siteId, postId)
    if (!post || isErased(post)) return undefined
    const isBack = post.isRemoved && undone.includes('remove')
    const changes = [
      ...(post.isHidden && undone.includes('hide') ? [sql`hidden_at = null`] : []),
      ...(isBack ? [sql`deleted_at = null, removed_at = null`] : []),
    ]
    if (changes.length > 0) await changeAndTell(trx, siteId, post, sql.join(changes))
    // What it is found by may have changed meanwhile: names of people who are gone.
    if (isBack) await indexPost(trx, siteId, postId)
    return post.authorId
  },

  async label(trx, siteId, postId, label) {
    const post = await lockStanding(trx, siteId, postId)
    if (!post) return undefined
    const entry = JSON.stringify([{ name: label.name, by: label.by }])
    await changeAndTell(
      trx,
      siteId,
      post,
      sql`labels = labels || ${entry}::jsonb`,
      sql<boolean>`not labels @> ${entry}::jsonb`,
    )
    return post.authorId
  },

  async unlabel(trx, siteId, postId, { name, by }) {
    const post = await lockStanding(trx, siteId, postId)
    if (!post) return undefined
    const without = sql`(select coalesce(jsonb_agg(l), '[]') from jsonb_array_elements(labels) l
      where l ->> 'name' <> ${name} or (l ->> 'by' = 'server' and ${by !== 'server'}))`
    await changeAndTell(trx, siteId, post, sql`labels = ${without}`, sql<boolean>`labels <> ${without}`)
    return post.authorId
  },

  async remove(trx, siteId, postId) {
    const post = await lockPost(trx, siteId, postId)
    if (!post || isErased(post)) return undefined
    // Once more is longer: each decision has its own time for an appeal.
    await sql`
      update posts set deleted_at = coalesce(deleted_at, now()), removed_at = now(), version = version + 1
      where id = ${postId} and site_id = ${siteId}`.execute(trx)
    await takeOffAvatar(trx, siteId, post)
    if (!post.isDeleted) await tellGone(trx, siteId, post)
    return post.authorId
  },
}

/** Deletes a post, whoever wrote it, with all that was in it. */
export const erasePost: ErasePost = async (trx, siteId, postId, only) => {
  const post = await lockPost(trx, siteId, postId)
  if (!post || isErased(post) || (only === 'removed' && !post.isRemoved)) return undefined
  await deletePost(trx, { siteId, userId: post.authorId }, postId)
  return post.authorId
}

function isErased({ isDeleted, isRemoved }: LockedPost): boolean {
  return isDeleted && !isRemoved
}

async function lockStanding(trx: Trx, siteId: string, postId: string): Promise<LockedPost | undefined> {
  const post = await lockPost(trx, siteId, postId)
  return post?.isDeleted ? undefined : post
}

/** A picture that its author wears, too, would stay to be seen beside everything that they do. */
async function takeOffAvatar(trx: Trx, siteId: string, { id, authorId }: LockedPost): Promise<void> {
  await sql`
    update users set avatar_id = null
    where id = ${authorId} and site_id = ${siteId}
      and avatar_id in (select media_id from post_media where post_id = ${id} and site_id = ${siteId})`.execute(trx)
}

async function tellGone(trx: Trx, siteId: string, post: LockedPost): Promise<void> {
  await addPendingEvent(trx, {
    siteId,
    kind: 'post.deleted',
    subject: post.id,
    audience: { feeds: feedsOfLockedPost(post) },
    data: { postId: post.id },
  })
}

async function changeAndTell(
  trx: Trx,
  siteId: string,
  post: LockedPost,
  change: ReturnType<typeof sql>,
  isNeeded = sql<boolean>`true`,
): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    update posts set ${change}, version = version + 1
    where id = ${post.id} and site_id = ${siteId} and ${isNeeded} returning version`.execute(trx)
  const version = rows[0]?.version
  if (version === undefined) return
  await addPendingEvent(trx, {
    siteId,
    kind: 'post.updated',
    subject: post.id,
    audience: { feeds: feedsOfLockedPost(post) },
    data: { postId: post.id, version },
  })
}
