import { sql } from 'kysely'
import { deleteBlobsLater } from '../database/blob-deletions.js'
import { addErasure } from '../database/erasures.js'
import { addPendingEvent } from '../database/pending-event.js'
import type { Trx } from '../database/schema.js'
import { forgetNotifications } from '../database/forget-notifications.js'
import { lockOwnPost } from './lock-own-post.js'
import type { Author } from './lock-own-post.js'
import { feedsOfLockedPost } from './post-feeds.js'

/** Leaves a tombstone of a post: id, site, position and time. Text and earlier texts, alt texts, tags, prompts and recipes are
 *  emptied here and now, and so is what others left on it: likes, reposts, bookmarks, notifications. Pictures are answered with
 *  410 from here on, and their files fall due in 24 h, so that a running backup stays whole.
 *  What a decision removed is deleted like this too: readers were told of it then. Deleting again changes nothing.
 *  @throws HttpProblem `not_found` for posts of others as for none at all. */
export async function deletePost(trx: Trx, author: Author, postId: string): Promise<void> {
  const post = await lockOwnPost(trx, author, postId)
  if (post.isDeleted && !post.isRemoved) return
  await trx.deleteFrom('post_tags').where('post_id', '=', postId).where('site_id', '=', author.siteId).execute()
  await trx
    .updateTable('posts')
    .set({
      text: '[]',
      labels: '[]',
      topic: null,
      deleted_at: sql<Date>`now()`,
      removed_at: null,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', postId)
    .where('site_id', '=', author.siteId)
    .execute()
  await removeMedia(trx, author.siteId, postId)
  await removeTraces(trx, author.siteId, postId)
  await addErasure(trx, author.siteId, 'post', postId)
  if (post.isRemoved) return

  await addPendingEvent(trx, {
    siteId: author.siteId,
    kind: 'post.deleted',
    subject: postId,
    audience: { feeds: feedsOfLockedPost(post) },
    data: { postId },
  })
}

/** Removes earlier texts, and what others left on the post. */
async function removeTraces(trx: Trx, siteId: string, postId: string): Promise<void> {
  for (const table of ['post_edits', 'post_search', 'bookmarks', 'reposts', 'reactions'] as const) {
    await trx.deleteFrom(table).where('post_id', '=', postId).where('site_id', '=', siteId).execute()
  }
  await forgetNotifications(trx, siteId, postId)
}

/** Removes the post's pictures, and the words that made them also from their unused sisters of the same generation. */
async function removeMedia(trx: Trx, siteId: string, postId: string): Promise<void> {
  const removed = await sql<{ id: string; generation_id: string | null }>`
    with detached as (
      delete from post_media where post_id = ${postId} and site_id = ${siteId} returning media_id)
    update media m set state = 'removed', alt_draft = '', recipe = null, provenance = m.provenance - 'prompt'
    from detached d where m.id = d.media_id and m.site_id = ${siteId}
    returning m.id, m.generation_id`.execute(trx)
  if (removed.rows.length === 0) return

  await deleteBlobsLater(
    trx,
    removed.rows.map(({ id }) => `${siteId}/${id}`),
    24 * 60 * 60,
  )

  const generations = removed.rows.map((row) => row.generation_id).filter((id) => id !== null)
  if (generations.length === 0) return
  await sql`
    update generations set request = request || '{"prompt": ""}'
    where id = any (${generations}::uuid[]) and site_id = ${siteId}`.execute(trx)
  await sql`
    update media set alt_draft = '', recipe = null, provenance = provenance - 'prompt'
    where generation_id = any (${generations}::uuid[]) and site_id = ${siteId} and state = 'draft'`.execute(trx)
}
