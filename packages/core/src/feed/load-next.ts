import type { FeedItem } from '@ai-feed/protocol'
import { loadAfterRows } from './arrivals.js'
import { own } from '../platform/own.js'
import type { FeedHost } from './feed-ports.js'
import { withPosts } from './feed-snapshot.js'
import { unknownRows } from './feed-state.js'
import { endOfRows, growthTransition } from './growth-state.js'
import { maxEmptyPages } from './load-pages.js'
import type { PostMap } from './post-map.js'

/** Loads the next page of a feed that is not empty. @returns what appends it, and gives the items that were not there before */
export async function loadNext(
  host: FeedHost,
  posts: PostMap,
  signal: AbortSignal,
): Promise<() => readonly FeedItem[]> {
  // An empty page is not the end; a cursor that was followed is never `next` again, and new ones end here too.
  for (let pages = 1; ; pages += 1) {
    const { next: cursor } = host.state()
    if (cursor === undefined) return () => []
    host.change({ ...host.state(), activity: 'more' })
    const { next, ...rest } = own(
      await (cursor === endOfRows ? loadAfterRows(host, posts, signal) : host.load({ cursor }, signal)),
    )
    const page = next === undefined || pages > maxEmptyPages ? rest : { ...rest, next }
    const fresh = unknownRows(host.state().rows, page.items)
    const append = (): readonly FeedItem[] => {
      host.change(growthTransition(host.state(), { type: 'appended', page, cursor }))
      return withPosts(fresh, posts)
    }
    if (fresh.length > 0) return append
    append()
  }
}
