import type { Kysely } from 'kysely'
import { addPendingEvent } from '../../packages/server/dist/database/pending-event.js'
import type { Schema, Trx } from '../../packages/server/dist/database/schema.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'

/** Makes a site, if it is not there, and a user on it, straight in the tables. */
export async function insertUser(db: Kysely<Schema>, siteId: string, handle: string): Promise<string> {
  const site = await db.selectFrom('sites').select('id').where('id', '=', siteId).executeTakeFirst()
  if (!site) await addSite(db, { id: siteId, name: siteId, origins: [`https://${siteId}.example`] })
  const user = await db
    .insertInto('users')
    .values({ site_id: siteId, handle, handle_key: handle, avatar_id: null, defaults: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return user.id
}

/** What a test says of a post; the rest is public and open. */
export interface InsertedPost {
  readonly siteId: string
  readonly authorId: string
  readonly commentOn?: string
  readonly quoteId?: string
  readonly remixOf?: string
  readonly visibility?: 'public' | 'followers'
  readonly topic?: string
  readonly text?: string
  readonly position?: number
}

/** Makes a post straight in the tables, without an event. */
export async function insertPost(db: Kysely<Schema>, post: InsertedPost): Promise<string> {
  const row = await db
    .insertInto('posts')
    .values({
      site_id: post.siteId,
      author_id: post.authorId,
      position: post.position ?? null,
      text: JSON.stringify(post.text === undefined ? [] : [{ type: 'text', text: post.text }]),
      comment_on: post.commentOn ?? null,
      root_id: post.commentOn ?? null,
      quote_id: post.quoteId ?? null,
      remix_of: post.remixOf ?? null,
      topic: post.topic ?? null,
      visibility: post.visibility ?? 'public',
      comment_policy: 'everyone',
      remix_policy: 'everyone',
      ai_preferences: JSON.stringify({ training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' }),
      labels: '[]',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Makes a user follow others, straight in the table. */
export async function insertFollows(
  db: Kysely<Schema>,
  siteId: string,
  followerId: string,
  followeeIds: readonly string[],
): Promise<void> {
  await db
    .insertInto('follows')
    .values(followeeIds.map((id) => ({ site_id: siteId, follower_id: followerId, followee_id: id })))
    .execute()
}

/** Writes a repost with its event, as its route does. It stands in no feed before the next `publish()`. */
export async function insertRepost(
  trx: Trx,
  { siteId, userId, postId }: { readonly siteId: string; readonly userId: string; readonly postId: string },
): Promise<string> {
  const { id } = await trx
    .insertInto('reposts')
    .values({ site_id: siteId, user_id: userId, post_id: postId, position: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addPendingEvent(trx, { siteId, kind: 'repost.created', subject: id, audience: { feeds: [] }, data: {} })
  return id
}
