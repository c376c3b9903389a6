import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import { lockPost } from './lock-post.js'
import type { LockedPost } from './lock-post.js'

/** Whose post it is. */
export type Author = Pick<Viewer, 'siteId' | 'userId'>

/** Locks a published post of its author, as `lockPost` does.
 *  @throws HttpProblem `not_found` for posts of others as for none at all. */
export async function lockOwnPost(trx: Trx, { siteId, userId }: Author, postId: string): Promise<LockedPost> {
  const post = await lockPost(trx, siteId, postId)
  if (post?.authorId !== userId) throw new HttpProblem('not_found', 'no post of this user has this id')
  return post
}
