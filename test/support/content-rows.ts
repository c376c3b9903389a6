import type { Kysely } from 'kysely'
import type { Schema } from '../../packages/server/dist/database/schema.js'
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
      text: '[]',
      comment_on: post.commentOn ?? null,
      root_id: post.commentOn ?? null,
      quote_id: post.quoteId ?? null,
      remix_of: post.remixOf ?? null,
      topic: null,
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
