import type { Trx } from '../database/schema.js'
import type { PostDraft } from './post-draft.js'

/** Writes the pictures and the tags of a post. @param position null until it is published. */
export async function attachToPost(
  trx: Trx,
  siteId: string,
  postId: string,
  draft: Pick<PostDraft, 'media' | 'tags'>,
  position: number | null,
): Promise<void> {
  if (draft.media.length > 0) {
    await trx
      .insertInto('post_media')
      .values(
        draft.media.map(({ id, alt }, ordinal) => ({ post_id: postId, site_id: siteId, ordinal, media_id: id, alt })),
      )
      .execute()
  }
  if (draft.tags.length > 0) {
    await trx
      .insertInto('post_tags')
      .values(draft.tags.map((tag) => ({ site_id: siteId, tag, position, post_id: postId })))
      .execute()
  }
}
