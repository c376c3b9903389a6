import { isFeedId, type FeedId, type FeedOrder, type Post } from '@ai-feed/protocol'
import type { FeedOptions } from '../feed-client.js'
import { own } from '../platform/own.js'
import type { FeedPorts, OwnedFeed } from './feed-ports.js'
import { createFeed } from './feed.js'

/** The feeds of one client. One that nobody holds or is subscribed to may be forgotten. */
export interface FeedRegistry {
  /** The same id and options give the same object. @throws TypeError when the id is not written like one */
  get(id: FeedId, options?: FeedOptions): OwnedFeed
  /** Shows a new post in every feed that is named. */
  insert(post: Post, isWanted: (feed: FeedId) => boolean): void
  /** What belongs in a feed has changed otherwise than by new posts. Whoever looks at it now keeps what they read. */
  outdate(id: string): void
  /** The server has another order for `for-you`. */
  reorder(order: FeedOrder | undefined): void
  /** Another user looks. */
  reset(options: { keepsItems: boolean }): void
  close(): void
}

/** Makes an empty registry. */
export function createFeedRegistry(ports: FeedPorts): FeedRegistry {
  const feeds = new Map<string, WeakRef<OwnedFeed>>()
  const each = (work: (feed: OwnedFeed) => void): void => {
    for (const [key, reference] of feeds) {
      const feed = reference.deref()
      if (feed === undefined) feeds.delete(key)
      else work(feed)
    }
  }
  return {
    get(id, options) {
      const { pageSize = 20, incoming = 'announce', around, firstPage } = own(options)
      if (!isFeedId(id)) throw new TypeError(`no feed id: ${String(id)}`)
      const key = JSON.stringify([id, pageSize, incoming, around])
      const feed = feeds.get(key)?.deref() ?? createFeed(id, pageSize, incoming, around, ports)
      feeds.set(key, new WeakRef(feed))
      if (firstPage !== undefined) feed.offerFirstPage(firstPage)
      return feed
    },
    insert: (post, isWanted) =>
      each((feed) => {
        if (isWanted(feed.id)) feed.insert(post)
      }),
    outdate: (id) =>
      each((feed) => {
        if (feed.id === id) feed.outdate()
      }),
    reorder: (order) =>
      each((feed) => {
        if (feed.id === 'for-you') feed.reorder(order)
      }),
    reset: (options) => each((feed) => feed.reset(options)),
    close: () => each((feed) => feed.close()),
  }
}
