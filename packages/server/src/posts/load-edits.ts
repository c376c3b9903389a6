import type { PostEditPage } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import { readCursor, writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'

export interface LoadEditsDeps {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
}

/** Loads a page of the earlier texts of the viewer's own post, newest first.
 *  @throws HttpProblem `not_found` for posts of others as for none at all, `bad_cursor`. */
export async function loadEdits(
  { db, keys }: LoadEditsDeps,
  viewer: Viewer,
  postId: string,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<PostEditPage> {
  const post = await db
    .selectFrom('posts')
    .select('id')
    .where('id', '=', postId)
    .where('site_id', '=', viewer.siteId)
    .where('author_id', '=', viewer.userId)
    .where('position', 'is not', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!post) throw new HttpProblem('not_found', 'no post of this user has this id')

  const name = `edits:${postId}`
  const before = cursor === undefined ? undefined : readCursor(keys, viewer.siteId, name, cursor).position
  let query = db.selectFrom('post_edits').select(['version', 'text', 'at'])
  if (before !== undefined) query = query.where('version', '<', before)
  const found = await query
    .where('post_id', '=', postId)
    .where('site_id', '=', viewer.siteId)
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    items: rows.map(({ version, text, at }) => ({ version, text, at: at.toISOString() })),
    ...(found.length > limit &&
      last && {
        next: writeCursor(keys, viewer.siteId, name, {
          towards: 'older',
          position: last.version,
          newest: last.version,
        }),
      }),
  }
}
