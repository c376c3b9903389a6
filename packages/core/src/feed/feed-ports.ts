import type { FeedEvent, FeedId, FeedOrder, FeedPage, Post } from '@ai-feed/protocol'
import type { Feed } from '../feed-client.js'
import type { Clock } from '../platform/clock.js'
import type { Store } from '../platform/emitter.js'
import type { OutboxEntry } from '../submission.js'
import type { LoadPage } from './load-pages.js'
import type { PageCache } from './page-cache.js'
import type { PostMap } from './post-map.js'

/** Hears what the event stream says about one feed. */
export interface LiveWatcher {
  onCreated(postId: string): void
  /** Posts may have been missed: the stream is new, or could not be resumed. */
  onGap(): void
  /** Hears every event, of its feed or not. */
  onEvent?(event: FeedEvent): void
}

/** What a feed needs from its client. */
export interface FeedPorts {
  readonly loadPage: LoadPage
  readonly posts: PostMap
  readonly cache: PageCache
  /** Names the cached first page of a feed for the present viewer. */
  readonly cacheKey: (feed: string) => Promise<string>
  readonly watchLive: (feed: FeedId, watcher: LiveWatcher) => () => void
  readonly outbox: Store<readonly OutboxEntry[]>
  /** The entries of the outbox that will stand in a feed. */
  readonly pendingOf: (feed: FeedId) => readonly OutboxEntry[]
  /** The order that the user wants for `for-you`, until the server has it. */
  readonly wishedOrder: () => FeedOrder | undefined
  readonly clock: Clock
}

/** A feed as its client sees it. */
export interface OwnedFeed extends Feed {
  /** Shows a post that the user just made and that belongs here. */
  insert(post: Post): void
  /** Takes a first page from elsewhere, if there is none yet. */
  offerFirstPage(page: FeedPage): void
  /** Another user looks: what was loaded is loaded anew, and forgotten before unless `keepsItems`. */
  reset(options: { keepsItems: boolean }): void
  /** The server has another order for it: shows that, and loads anew. */
  reorder(order: FeedOrder | undefined): void
  /** Stops for good. */
  close(): void
}
