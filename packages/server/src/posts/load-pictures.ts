import type { Media, UserRef } from '@ai-feed/protocol'
import type { LoadMedia } from '../ports.js'
import type { PostRow } from './post-rows.js'

/** The rendered pictures of a page of posts. */
export interface Pictures {
  /** The pictures of a post in their order, with the alt texts of the post. */
  of(row: PostRow): Media[]
  /** The author as shown beside the post, with the smallest source of the avatar. */
  authorOf(row: PostRow): UserRef
}

/** Loads all pictures that a page needs at once: those of its posts, the first of each post they refer to, and avatars. */
export async function loadPictures(
  loadMedia: LoadMedia,
  siteId: string,
  posts: readonly PostRow[],
  refs: readonly PostRow[],
): Promise<Pictures> {
  const ids = new Set<string>()
  for (const row of [...posts, ...refs]) {
    if (row.avatarId !== null) ids.add(row.avatarId)
  }
  for (const row of posts) for (const { id } of row.media) ids.add(id)
  for (const { media } of refs) if (media[0]) ids.add(media[0].id)
  const found = ids.size === 0 ? new Map<string, Media>() : await loadMedia(siteId, [...ids])

  return {
    of: (row) =>
      row.media.flatMap(({ id, alt }) => {
        const media = found.get(id)
        return media ? [{ ...media, alt }] : []
      }),
    authorOf(row) {
      const author: UserRef = { id: row.authorId, handle: row.handle, name: row.name }
      const avatar = row.avatarId === null ? undefined : found.get(row.avatarId)?.sources[0]
      if (avatar) author.avatar = avatar
      return author
    },
  }
}
