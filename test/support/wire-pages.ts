import type { FeedPage, Post, User } from '@ai-feed/protocol'
import { feedsOf } from './wire-answers.ts'

/** What a user can mark a post with. */
export type Mark = 'likes' | 'reposts' | 'bookmarks'

/** A post of a stub, with what a server keeps beside it. */
export interface StoredPost {
  post: Post
  position: number
  /** Ids of users by what they marked it with. */
  marks: Record<Mark, Set<string>>
  isDeleted: boolean
}

/** Reads one page of a feed; a cursor is the position of the last post that was read, with a plus where it leads back. */
export function readPage(
  stored: StoredPost[],
  feed: string,
  query: URLSearchParams,
  show: (id: string) => Post,
  user?: User,
): FeedPage {
  const limit = Number(query.get('limit') ?? 20)
  const isAscending = /^(?:comments|lineage):/.test(feed)
  const all = stored
    .filter(({ isDeleted }) => !isDeleted)
    .filter(({ post, marks }) => {
      if (feed === 'likes' || feed === 'bookmarks') return user !== undefined && marks[feed].has(user.id)
      if (feed.startsWith('lineage:')) return lineOf(stored, feed.slice('lineage:'.length)).includes(post.id)
      if (feed === 'search') return wordsOf(post).includes(query.get('q')?.toLowerCase() ?? '')
      return feedsOf(post).includes(feed)
    })
    .toSorted((one, other) => (isAscending ? one.position - other.position : other.position - one.position))
  const newest = String(Math.max(0, ...all.map(({ position }) => position)))
  const after = query.get('after')
  const cursor = query.get('cursor')
  if (cursor?.startsWith('+')) return { ...readBack(all, Number(cursor), limit, show), newest }
  const around = all.findIndex(({ post }) => post.id === query.get('around'))
  // As the server does: half of them older, the rest newer.
  const start = around === -1 ? 0 : Math.max(0, around - (limit - 1 - Math.floor((limit - 1) / 2)))
  const rest = all.slice(start).filter(({ position }) => {
    if (after !== null) return position > Number(after)
    return cursor === null || (isAscending ? position > Number(cursor) : position < Number(cursor))
  })
  // What came since is given from its oldest on, up to where it was led.
  const led = after === null || isAscending ? rest : rest.slice(-limit)
  const size = around === -1 ? limit : around - start + 1 + Math.floor((limit - 1) / 2)
  const items = led.slice(0, size).map(({ post }) => ({ key: post.id, post: show(post.id) }))
  const last = led[size - 1]
  const reached =
    after === null || led.length < limit ? newest : String(isAscending ? last?.position : led[0]?.position)
  return {
    items,
    newest: reached,
    ...(led.length > size && last !== undefined ? { next: String(last.position) } : {}),
    ...(start > 0 && { prev: `+${all[start]?.position}` }),
  }
}

/** Reads what stands right above the post at a position. */
function readBack(
  all: StoredPost[],
  position: number,
  limit: number,
  show: (id: string) => Post,
): Pick<FeedPage, 'items' | 'prev'> {
  const end = all.findIndex((one) => one.position === position)
  const above = all.slice(Math.max(0, end - limit), end)
  return {
    items: above.map(({ post }) => ({ key: post.id, post: show(post.id) })),
    ...(end > limit && { prev: `+${above[0]?.position}` }),
  }
}

/** A post as `user` gets it, counted among all posts; without a user as everybody gets it. */
export function showPost({ post, marks }: StoredPost, all: readonly StoredPost[], user: User | undefined): Post {
  const comments = all.filter((other) => !other.isDeleted && other.post.commentOn?.id === post.id).length
  const counts = {
    ...post.counts,
    likes: post.counts.likes + marks.likes.size,
    reposts: post.counts.reposts + marks.reposts.size,
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
  const marked = {
    liked: marks.likes.has(user.id),
    reposted: marks.reposts.has(user.id),
    bookmarked: marks.bookmarks.has(user.id),
  }
  return { ...post, counts, viewer: { ...marked, ...allowed } }
}

/** Ids of a post and of what it was remixed from, step by step. */
function lineOf(stored: readonly StoredPost[], id: string | undefined): string[] {
  const source = stored.find(({ post }) => post.id === id)?.post.remixOf?.id
  return id === undefined ? [] : [id, ...lineOf(stored, source)]
}

function wordsOf(post: Post): string {
  return post.text
    .map(({ text }) => text)
    .join('')
    .toLowerCase()
}
