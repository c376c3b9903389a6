import type { FeedPage, Post, User } from '@ai-feed/protocol'
import { feedsOf } from './wire-answers.ts'

/** A post of a stub, with what a server keeps beside it. */
export interface StoredPost {
  post: Post
  position: number
  likedBy: Set<string>
  isDeleted: boolean
}

/** Reads one page of a feed; a cursor is the position of the last post that was read. */
export function readPage(
  stored: StoredPost[],
  feed: string,
  query: URLSearchParams,
  show: (id: string) => Post,
): FeedPage {
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

/** A post as `user` gets it, counted among all posts; without a user as everybody gets it. */
export function showPost({ post, likedBy }: StoredPost, all: readonly StoredPost[], user: User | undefined): Post {
  const comments = all.filter((other) => !other.isDeleted && other.post.commentOn?.id === post.id).length
  const counts = {
    ...post.counts,
    likes: post.counts.likes + likedBy.size,
    comments: post.counts.comments + comments,
  }
  if (user === undefined) return { ...post, counts }
  const isOwn = post.author.id === user.id
  const allowed = {
    canComment: true,
    canQuote: true,
    canRemix: post.media.length > 0,
    canEdit: isOwn,
    canDelete: isOwn,
  }
  return { ...post, counts, viewer: { liked: likedBy.has(user.id), reposted: false, bookmarked: false, ...allowed } }
}
