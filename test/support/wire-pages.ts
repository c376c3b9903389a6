import type { FeedPage, Post } from '@ai-feed/protocol'
import { feedsOf } from './wire-answers.ts'

/** A post of a stub, with what a server keeps beside it. */
export interface StoredPost {
  post: Post
  position: number
  likedBy: Set<string>
  isDeleted: boolean
}

/** Reads one page of a feed; a cursor is the position of the last post that was read. */
export function readPage(stored: StoredPost[], feed: string, query: URLSearchParams, show: (id: string) => Post): FeedPage {
  const limit = Number(query.get('limit') ?? 20)
  const isAscending = feed.startsWith('comments:')
  const all = stored
    .filter(({ post, isDeleted }) => !isDeleted && feedsOf(post).includes(feed))
    .toSorted((one, other) => (isAscending ? one.position - other.position : other.position - one.position))
  const newest = String(Math.max(0, ...all.map(({ position }) => position)))
  const after = query.get('after')
  const cursor = query.get('cursor')
  const rest = all.filter(({ position }) => {
    if (after !== null) return position > Number(after)
    return cursor === null || (isAscending ? position > Number(cursor) : position < Number(cursor))
  })
  const items = rest.slice(0, limit).map(({ post }) => ({ key: post.id, post: show(post.id) }))
  const last = rest[limit - 1]
  return { items, newest, ...(rest.length > limit && last !== undefined ? { next: String(last.position) } : {}) }
}
