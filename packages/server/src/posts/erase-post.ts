import type { Trx } from '../database/schema.js'
import { deletePost } from './delete-post.js'

/** Deletes a post as its author would have, if it is there. */
export async function erasePost(trx: Trx, siteId: string, postId: string): Promise<void> {
  const author = await trx
    .selectFrom('posts as p')
    .innerJoin('users as u', 'u.id', 'p.author_id')
    .select(['u.id as userId', 'u.handle'])
    .where('p.id', '=', postId)
    .where('p.site_id', '=', siteId)
    .executeTakeFirst()
  if (author) await deletePost(trx, { siteId, ...author }, postId)
}
