import type { Db } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'
import type { Viewer } from '../http/request-context.js'
import type { Feed } from './find-feed.js'

/** A post's place in a feed. */
export interface Place {
  readonly id: string
  readonly position: number
}

/** Which places to look for: `limit` of them beyond `position`, nearest first; without a position from the end of the feed. */
export interface PlaceRange {
  readonly towards: 'newer' | 'older'
  readonly position?: number
  readonly limit: number
}

/** Finds places in a feed by keyset, so that a page costs the same at any depth. */
export async function findPlaces(
  db: Db,
  siteId: string,
  viewer: Viewer | undefined,
  feed: Feed,
  { towards, position, limit }: PlaceRange,
): Promise<Place[]> {
  let query = postsOf(db, siteId, viewer, feed)
  if (position !== undefined) query = query.where('position', towards === 'newer' ? '>' : '<', position)
  return query
    .orderBy('position', towards === 'newer' ? 'asc' : 'desc')
    .limit(limit)
    .$narrowType<{ position: number }>()
    .execute()
}

/** Finds where one post stands in a feed; undefined when it does not. */
export async function findPlace(
  db: Db,
  siteId: string,
  viewer: Viewer | undefined,
  feed: Feed,
  postId: string,
): Promise<Place | undefined> {
  return postsOf(db, siteId, viewer, feed)
    .where('id', '=', postId)
    .$narrowType<{ position: number }>()
    .executeTakeFirst()
}

function postsOf(db: Db, siteId: string, viewer: Viewer | undefined, feed: Feed) {
  const posts = db
    .selectFrom('posts as p')
    .select(['id', 'position'])
    .where('site_id', '=', siteId)
    .where('position', 'is not', null)
    .where('deleted_at', 'is', null)
    .where(visibleTo(viewer?.userId))
  switch (feed.kind) {
    case 'explore':
      return posts.where('visibility', '=', 'public').where('comment_on', 'is', null)
    case 'user':
      return posts.where('author_id', '=', feed.authorId)
    case 'comments':
      return posts.where('comment_on', '=', feed.postId)
    case 'remixes':
      return posts.where('remix_of', '=', feed.postId)
  }
}
