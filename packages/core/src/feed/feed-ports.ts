import type { FeedEvent, FeedId, FeedItem, FeedOrder, FeedPage } from '@ai-feed/protocol'
import type { Feed, FeedOptions } from '../feed-client.js'
import type { Store } from '../platform/emitter.js'
import type { OutboxEntry } from '../submission.js'
import type { FeedState } from './feed-state.js'
import type { LoadPage, PageRequest } from './load-pages.js'
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
  /** Lets a feed hear of what is new in it. @returns stops it */
  readonly watchLive: (host: FeedHost) => () => void
  /** Puts in what came since page one. */
  readonly showIncoming: (host: FeedHost) => Promise<void>
  /** Loads the next page of a feed, or the one before its first row. */
  readonly loadNext: (
    host: FeedHost,
    signal: AbortSignal,
    towards: 'next' | 'prev',
  ) => Promise<() => readonly FeedItem[]>
  readonly outbox: Store<readonly OutboxEntry[]>
  /** The entries of the outbox that will stand in a feed. */
  readonly pendingOf: (feed: FeedId) => readonly OutboxEntry[]
  /** The order that the user wants for `for-you`, until the server has it. */
  readonly wishedOrder: () => FeedOrder | undefined
}

/** A feed as the part of it that listens sees it. */
export interface FeedHost {
  readonly id: FeedId
  /** Items a page. */
  readonly limit: number
  readonly incoming: NonNullable<FeedOptions['incoming']>
  /** Each tells the id of a post that is being read. */
  readonly places: Set<() => string | undefined>
  readonly state: () => FeedState
  readonly isWatched: () => boolean
  /** Fires when what is loaded for the present viewer is not wanted any more. */
  readonly visit: () => AbortSignal
  /** The loading of page one that is going on. */
  readonly firstPage: () => Promise<void> | undefined
  /** Shows another state. */
  change(next: FeedState): void
  /** Loads a page, and its posts into the map that all feeds share. */
  load(request: Omit<PageRequest, 'limit'>, signal?: AbortSignal): Promise<FeedPage>
  loadMore(): Promise<unknown>
  refresh(): Promise<void>
  /** Loads page one from the start of the feed, wherever it has begun. */
  restart(): Promise<void>
  /** Shows why something failed. */
  fail(error: unknown): void
}

/** A feed as its client sees it. */
export interface OwnedFeed extends Feed {
  /** For what is loaded later. */
  readonly host: FeedHost
  /** Takes a first page from elsewhere, if there is none yet. */
  offerFirstPage(page: FeedPage): void
  /** Another user looks: what was loaded is loaded anew, and forgotten before unless `keepsItems`. */
  reset(options: { keepsItems: boolean }): void
  /** What belongs in it has changed otherwise than by new posts: who comes next sees it loaded anew. */
  outdate(): void
  /** Stops for good. */
  close(): void
}
