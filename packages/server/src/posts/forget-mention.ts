import type { Segment } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { addPendingEvent } from '../database/pending-event.js'
import type { Trx } from '../database/schema.js'
import type { ForgetMention } from '../rights-ports.js'
import { indexPost } from './index-post.js'
import { lockPost } from './lock-post.js'
import { feedsOfLockedPost } from './post-feeds.js'
import { writeMentions } from './write-mentions.js'

/** What stands where somebody was named. It can be no handle, in no language. */
const nobody = '@…'

/** Takes the name of somebody who is gone out of a post of somebody else, of its earlier texts, and of the words by which it is
 *  found. It does not count as an edit of its author. What a decision removed may
 *  come back, and is found by its words only then. */
export const forgetMention: ForgetMention = async (trx, siteId, postId, handle) => {
  const post = await lockPost(trx, siteId, postId)
  await forgetInEdits(trx, siteId, postId, handle)
  if (!post || (post.isDeleted && !post.isRemoved) || !names(post.text, handle)) return
  const version = post.version + 1
  await trx
    .updateTable('posts')
    .set({ text: JSON.stringify(without(post.text, handle)), version, content_version: version })
    .where('id', '=', postId)
    .where('site_id', '=', siteId)
    .execute()
  if (post.isRemoved) return
  await indexPost(trx, siteId, postId)
  const audience = { feeds: feedsOfLockedPost(post) }
  await addPendingEvent(trx, { siteId, kind: 'post.updated', subject: postId, audience, data: { postId, version } })
}

async function forgetInEdits(trx: Trx, siteId: string, postId: string, handle: string): Promise<void> {
  const { rows } = await sql<{ version: number; text: Segment[] }>`
    select version, text from post_edits where post_id = ${postId} and site_id = ${siteId} for update`.execute(trx)
  for (const { version, text } of rows) {
    if (!names(text, handle)) continue
    await sql`
      update post_edits set text = ${JSON.stringify(without(text, handle))}::jsonb
      where post_id = ${postId} and site_id = ${siteId} and version = ${version}`.execute(trx)
  }
}

function names(text: readonly Segment[], handle: string): boolean {
  return text.some((segment) => segment.type === 'mention' && segment.handle === handle)
}

function without(text: readonly Segment[], handle: string): Segment[] {
  return writeMentions(text, (mention) => (mention.handle === handle ? nobody : undefined))
}
