import type { FeedId, FeedItem, FeedOrder, Post } from '@ai-feed/protocol'
import type { FeedSnapshot } from '../feed-client.js'
import { defined } from '../platform/defined.js'
import { isSame } from '../platform/is-same.js'
import type { OutboxEntry } from '../submission.js'
import type { FeedState } from './feed-state.js'
import type { PostMap } from './post-map.js'

/** What a feed shows before anything was loaded. */
export const emptySnapshot: FeedSnapshot = {
  items: [],
  pending: [],
  source: 'none',
  activity: 'idle',
  hasMore: false,
  hasPrevious: false,
  incoming: 0,
}

/** Draws the snapshot of a state. The lists of `before` that did not change keep their reference. */
export function drawSnapshot(
  state: FeedState,
  {
    id,
    posts,
    pending,
    order,
    before,
  }: {
    id: FeedId
    posts: PostMap
    pending: readonly OutboxEntry[]
    order: FeedOrder | undefined
    before: FeedSnapshot
  },
): FeedSnapshot {
  const hides = posts.hides()
  const rows = hides
    ? state.rows.filter(({ post: { author } }) => !hides(author.handle) || id === `user:${author.handle}`)
    : state.rows
  const items = withPosts(rows, posts)
  return defined({
    items: isSame(before.items, items) ? before.items : items,
    pending: isSame(before.pending, pending) ? before.pending : pending,
    source: state.source,
    activity: state.activity,
    hasMore: state.next !== undefined,
    hasPrevious: state.prev !== undefined,
    incoming: state.announced.filter((postId) => !posts.isGone(postId)).length,
    order,
    error: state.error,
  })
}

/** Gives rows the shared posts as they are now, and leaves out those that are gone. A row whose post did not change gives
 *  the same item as before. */
export function withPosts(rows: readonly FeedItem[], posts: PostMap): FeedItem[] {
  const items: FeedItem[] = []
  // A loop, as it runs over thousands of rows at each change of one.
  for (const row of rows) {
    const post = posts.get(row.post.id)
    if (post !== undefined) items.push(post === row.post ? row : drawnWith(post, row))
    else if (!posts.isGone(row.post.id)) items.push(row)
  }
  return items
}

function drawnWith(post: Post, row: FeedItem): FeedItem {
  const known = drawn.get(row)
  if (known?.post === post) return known
  const item = { ...row, post }
  drawn.set(row, item)
  return item
}

/** What each row was last drawn as. */
const drawn = new WeakMap<FeedItem, FeedItem>()
