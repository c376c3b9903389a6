import type { FeedPage } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import { readCursor, writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import { isUuid } from '../database/is-uuid.js'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadPosts } from '../ports.js'
import type { Viewer } from '../http/request-context.js'
import type { Feed } from './find-feed.js'
import { findPlace, findPlaces } from './find-places.js'
import { readPage } from './read-page.js'
import type { PageRequest } from './read-page.js'

/** What pages are made from. */
export interface LoadPageDeps {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly loadPosts: LoadPosts
}

/** Which page of a feed; at most one of `cursor`, `after` and `around` is there. */
export interface PageQuery {
  readonly siteId: string
  readonly viewer: Viewer | undefined
  readonly feed: Feed
  readonly limit: number
  readonly cursor: string | undefined
  readonly after: string | undefined
  readonly around: string | undefined
}

/** Loads a page of a feed with everything that drawing it needs.
 *  @throws HttpProblem `bad_cursor`, `not_found` when the post of `around` does not stand in the feed. */
export async function loadPage({ db, keys, loadPosts }: LoadPageDeps, query: PageQuery): Promise<FeedPage> {
  const { siteId, viewer, feed, limit } = query
  const request = await readRequest(db, keys, query)
  const order = feed.kind === 'comments' ? 'oldest-first' : 'newest-first'
  const page = await readPage((range) => findPlaces(db, siteId, viewer, feed, range), order, limit, request)

  const posts = await loadPosts(
    siteId,
    viewer,
    page.places.map(({ id }) => id),
  )
  return {
    // A post that was deleted since the first query is left out; its place in the walk stays.
    items: page.places.flatMap(({ id }) => {
      const post = posts.get(id)
      return post ? [{ key: id, post }] : []
    }),
    ...(page.next && { next: writeCursor(keys, siteId, feed.id, page.next) }),
    ...(page.prev && { prev: writeCursor(keys, siteId, feed.id, page.prev) }),
    newest: writeCursor(keys, siteId, feed.id, page.newest),
  }
}

async function readRequest(
  db: Kysely<Schema>,
  keys: CursorKeys,
  { siteId, viewer, feed, cursor, after, around }: PageQuery,
): Promise<PageRequest> {
  if (cursor !== undefined) return { from: 'cursor', cursor: readCursor(keys, siteId, feed.id, cursor) }
  if (after !== undefined) {
    const place = readCursor(keys, siteId, feed.id, after)
    if (place.towards === 'newer') return { from: 'after', cursor: place }
    throw new HttpProblem('bad_cursor', '`after` takes what stood in `newest`')
  }
  if (around !== undefined) {
    const place = isUuid(around) ? await findPlace(db, siteId, viewer, feed, around) : undefined
    if (place) return { from: 'around', place }
    throw new HttpProblem('not_found', 'the post of `around` does not stand in this feed')
  }
  return { from: 'start' }
}
