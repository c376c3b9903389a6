import { isFeedId, type FeedId } from '@ai-feed/protocol'
import type { FeedOptions } from '../feed-client.js'
import { own } from '../platform/own.js'
import type { FeedPorts, OwnedFeed } from './feed-ports.js'
import { createFeed } from './feed.js'

/** The feeds of one client. One that nobody holds or is subscribed to may be forgotten. */
export interface FeedRegistry {
  /** The same id and options give the same object. @throws TypeError when the id is not written like one */
  get(id: FeedId, options?: FeedOptions): OwnedFeed
  /** Does something with every feed. */
  each(work: (feed: OwnedFeed) => void): void
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
    each,
  }
}
