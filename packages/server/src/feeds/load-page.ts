import type { FeedItem, FeedPage, Post, UserRef } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import { readCursor, writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import { isUuid } from '../database/is-uuid.js'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { LoadPosts, LoadUserRefs } from '../ports.js'
import type { Viewer } from '../http/request-context.js'
import type { Feed } from './find-feed.js'
import { loadReader } from './load-reader.js'
import type { Reader } from './load-reader.js'
import type { Place } from './place.js'
import { readPage } from './read-page.js'
import type { PageRequest } from './read-page.js'
import { walkFeed } from './walk-feed.js'
import type { Walk } from './walk-feed.js'

/** What pages are made from. */
export interface LoadPageDeps {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly loadPosts: LoadPosts
  readonly loadUserRefs: LoadUserRefs
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
export async function loadPage(deps: LoadPageDeps, query: PageQuery): Promise<FeedPage> {
  const { db, keys } = deps
  const { siteId, viewer, feed, limit } = query
  const reader = await loadReader(db, siteId, viewer)
  const walk = walkFeed(db, reader, feed)
  const request = await readRequest(keys, walk, query)
  const { places, next, prev, newest } = await readPage(walk, limit, request)

  return {
    items: await loadItems(deps, query, places),
    ...(next && { next: writeCursor(keys, siteId, feed.id, next) }),
    ...(prev && { prev: writeCursor(keys, siteId, feed.id, prev) }),
    newest: writeCursor(keys, siteId, feed.id, newest),
    ...(feed.kind === 'for-you' && { order: orderOf(reader, request) }),
  }
}

async function readRequest(
  keys: CursorKeys,
  walk: Walk,
  { siteId, feed, cursor, after, around }: PageQuery,
): Promise<PageRequest> {
  if (cursor !== undefined) return { from: 'cursor', cursor: readCursor(keys, siteId, feed.id, cursor) }
  if (after !== undefined) {
    const place = readCursor(keys, siteId, feed.id, after)
    if (place.towards === 'newer' && place.score === undefined) return { from: 'after', cursor: place }
    throw new HttpProblem('bad_cursor', '`after` takes what stood in `newest`')
  }
  if (around !== undefined) {
    const place = isUuid(around) ? await walk.findOne(around) : undefined
    if (place) return { from: 'around', place }
    throw new HttpProblem('not_found', 'the post of `around` does not stand in this feed')
  }
  return { from: 'start' }
}

function orderOf({ feedOrder }: Reader, request: PageRequest): 'score' | 'newest' {
  return request.from === 'cursor' && request.cursor.score !== undefined ? 'score' : feedOrder
}

async function loadItems(
  { loadPosts, loadUserRefs }: LoadPageDeps,
  { siteId, viewer }: PageQuery,
  places: readonly Place[],
): Promise<FeedItem[]> {
  const ids = places.map(({ id }) => id)
  const userIds = places.flatMap(({ repost }) => repost?.userId ?? [])
  const [posts, users] = await Promise.all([
    loadPosts(siteId, viewer, ids),
    userIds.length === 0 ? new Map<string, UserRef>() : loadUserRefs(siteId, viewer, [...new Set(userIds)]),
  ])
  // A post that was deleted since the first query is left out; its place in the walk stays.
  return places.flatMap((place) => renderItem(place, posts.get(place.id), users))
}

function renderItem(
  { id, repost, terms }: Place,
  post: Post | undefined,
  users: ReadonlyMap<string, UserRef>,
): FeedItem[] {
  if (!post) return []
  if (repost) {
    const by = users.get(repost.userId)
    return by ? [{ key: repost.id, post, because: { kind: 'repost', by, at: new Date(repost.at).toISOString() } }] : []
  }
  return [{ key: id, post, ...(terms && { because: { kind: 'score', terms: { ...terms } } }) }]
}
