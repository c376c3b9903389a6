import type { FeedItem } from '@ai-feed/protocol'
import { loadAfterRows } from './arrivals.js'
import { own } from '../platform/own.js'
import type { FeedHost } from './feed-ports.js'
import { withPosts } from './feed-snapshot.js'
import { unknownRows } from './feed-state.js'
import { endOfRows, growthTransition } from './growth-state.js'
import { maxEmptyPages } from './load-pages.js'
import type { PostMap } from './post-map.js'

/** Loads the next page of a feed that is not empty, or the one before its first row. @returns what puts it there, and gives the
 *  items that were not there before */
export async function loadNext(
  host: FeedHost,
  posts: PostMap,
  signal: AbortSignal,
  towards: 'next' | 'prev',
): Promise<() => readonly FeedItem[]> {
  // An empty page is not the end; a cursor that was followed is never given again, and new ones end here too.
  for (let pages = 1; ; pages += 1) {
    const cursor = host.state()[towards]
    if (cursor === undefined) return () => []
    host.change({ ...host.state(), activity: 'more' })
    const { next, prev, ...rest } = own(
      await (cursor === endOfRows ? loadAfterRows(host, posts, signal) : host.load({ cursor }, signal)),
    )
    const further = towards === 'next' ? next : prev
    const page = further === undefined || pages > maxEmptyPages ? rest : { ...rest, [towards]: further }
    const fresh = unknownRows(host.state().rows, page.items)
    const append = (): readonly FeedItem[] => {
      host.change(growthTransition(host.state(), { type: 'appended', page, cursor, towards }))
      return withPosts(fresh, posts)
    }
    if (fresh.length > 0) return append
    append()
  }
}
