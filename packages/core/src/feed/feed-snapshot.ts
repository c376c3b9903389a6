import type { FeedId, FeedItem } from '@ai-feed/protocol'
import type { FeedSnapshot } from '../feed-client.js'
import type { OutboxEntry } from '../submission.js'
import { rowIdentity, type FeedState } from './feed-state.js'
import type { PostMap } from './post-map.js'

/** What a feed shows before anything was loaded. */
export const emptySnapshot: FeedSnapshot = {
  items: [],
  pending: [],
  source: 'none',
  activity: 'idle',
  hasMore: false,
  incoming: 0,
}

/** Draws the snapshot of a state. Whatever did not change since `before` keeps its reference, the snapshot too. */
export function drawSnapshot(
  state: FeedState,
  { id, posts, pending, before }: { id: FeedId; posts: PostMap; pending: readonly OutboxEntry[]; before: FeedSnapshot },
): FeedSnapshot {
  const rows = state.rows.filter(
    ({ post: { author } }) => !posts.isHidden(author.handle) || id === `user:${author.handle}`,
  )
  const items = withPosts(rows, posts, before.items)
  const snapshot: FeedSnapshot = {
    items: isSameList(before.items, items) ? before.items : items,
    pending: isSameList(before.pending, pending) ? before.pending : pending,
    source: state.source,
    activity: state.activity,
    hasMore: state.next !== undefined,
    incoming: state.announced.filter((postId) => !posts.isGone(postId)).length,
    ...(state.error === undefined ? {} : { error: state.error }),
  }
  return isSameList(Object.values(before), Object.values(snapshot)) ? before : snapshot
}

/** Gives rows the shared posts as they are now, and leaves out those that are gone. */
export function withPosts(rows: readonly FeedItem[], posts: PostMap, before: readonly FeedItem[]): FeedItem[] {
  const shown = new Map(before.map((item) => [rowIdentity(item), item]))
  return rows.flatMap((row) => {
    if (posts.isGone(row.post.id)) return []
    const post = posts.get(row.post.id) ?? row.post
    const known = shown.get(rowIdentity(row))
    if (known?.post === post && known.key === row.key && known.because === row.because) return [known]
    return [row.post === post ? row : { ...row, post }]
  })
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
