import { FeedError } from '@ai-feed/core'
import type { Feed, FeedClient, FeedId, FeedOptions, FeedPage, FeedSnapshot } from '@ai-feed/core'
import type { ReactiveController } from 'lit'
import type { ClientHost } from '../reactive/client-controller.js'
import { StoreController } from '../reactive/store-controller.js'
import { AiFeedFailedEvent, AiFeedLoadedEvent } from './feed-events.js'
import { statusOf } from './feed-status.js'
import type { FeedStatus } from './feed-status.js'

/** Which feed an element shows, and how. */
export interface FeedSource {
  readonly feed: string
  readonly pageSize: number
  readonly incoming: NonNullable<FeedOptions['incoming']>
  readonly around: string
  readonly firstPage: FeedPage | undefined
}

/** Reads the source off an element; a wrong value counts as the default. */
export function sourceOf(element: FeedSourceAttributes): FeedSource {
  const { feed, around, firstPage, pageSize, incoming } = element
  return {
    feed,
    around,
    firstPage,
    pageSize: pageSize >= 1 && pageSize <= 100 ? Math.floor(pageSize) : 20,
    incoming: incoming === 'prepend' || incoming === 'ignore' ? incoming : 'announce',
  }
}

type FeedSourceAttributes = Omit<FeedSource, 'incoming'> & { readonly incoming: string }

const nothingYet: FeedSnapshot = {
  items: [],
  pending: [],
  source: 'none',
  activity: 'first',
  hasMore: false,
  hasPrevious: false,
  incoming: 0,
}

/** Keeps an element on one feed of the client: its posts, its state, what is fired about it. */
export class FeedController implements ReactiveController {
  readonly #host: ClientHost
  readonly #store: StoreController<FeedSnapshot>
  #feed: Feed | undefined
  /** What is wrong with the attribute, and whether that was told. */
  #unknown: { readonly feed: string; isTold: boolean } | undefined
  #seen: FeedSnapshot = nothingYet
  #isQuiet = false
  #error: FeedError | undefined
  #retryAtMs = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined

  constructor(host: ClientHost) {
    this.#host = host
    this.#store = new StoreController<FeedSnapshot>(host, ({ error }) => this.#planRetry(error))
    host.addController(this)
  }

  /** The id of the feed; undefined while there is none. */
  get id(): string | undefined {
    return this.#feed?.id
  }

  get feed(): Feed | undefined {
    return this.#feed
  }

  get snapshot(): FeedSnapshot {
    return this.#store.value ?? nothingYet
  }

  /** What to draw instead of posts, or beside them. */
  get status(): FeedStatus {
    if (this.#unknown) return { status: 'failed', code: 'unknown_feed' }
    return statusOf(this.snapshot, this.#retryAtMs, Date.now(), this.#isQuiet)
  }

  /** Puts the element on a feed; undefined takes it off. Called before each drawing. */
  show(client: FeedClient | undefined, source: FeedSource): void {
    const feed = client && this.#find(client, source)
    if (feed === this.#feed) return
    this.#feed = feed
    this.#seen = nothingYet
    this.#store.store = feed
  }

  async refresh(): Promise<void> {
    await this.#quietly(this.#feed?.refresh())
  }

  /** Tries again without a sign of it: what is said about the last try stays until this one is over. */
  async retryQuietly(): Promise<void> {
    this.#isQuiet = true
    await this.retry()
    this.#isQuiet = false
  }

  async loadMore(): Promise<void> {
    const { activity, hasMore } = this.snapshot
    if (activity === 'idle' && hasMore) await this.#quietly(this.#feed?.loadMore())
  }

  async loadPrevious(): Promise<void> {
    await this.#quietly(this.#feed?.loadPrevious())
  }

  showIncoming(): void {
    this.#feed?.showIncoming()
  }

  /** Tries again what failed: the next page when there are posts, else the first. */
  async retry(): Promise<void> {
    clearTimeout(this.#retryTimer)
    const isMore = this.snapshot.items.length > 0 && this.snapshot.source === 'network' && this.snapshot.hasMore
    await (isMore ? this.#quietly(this.#feed?.loadMore()) : this.refresh())
  }

  hostUpdated(): void {
    this.#tellUnknown()
    const before = this.#seen
    const now = this.snapshot
    if (now === before) return
    this.#seen = now
    if (now.error && now.error !== before.error) this.#host.dispatchEvent(new AiFeedFailedEvent(now.error))
    if (now.source === 'none' || now.activity !== 'idle' || now.error) return
    if (before.activity === 'idle' && before.source === now.source) return
    this.#host.dispatchEvent(new AiFeedLoadedEvent(now.items.length, now.source))
  }

  #tellUnknown(): void {
    if (!this.#unknown || this.#unknown.isTold) return
    this.#unknown.isTold = true
    const error = new FeedError('unknown_feed', `there is no feed ${this.#unknown.feed}`)
    this.#host.dispatchEvent(new AiFeedFailedEvent(error))
  }

  hostDisconnected(): void {
    this.#planRetry(undefined)
  }

  #find(client: FeedClient, { feed, pageSize, incoming, around, firstPage }: FeedSource): Feed | undefined {
    try {
      const found = client.feed(feed as FeedId, {
        pageSize,
        incoming,
        ...(around && { around }),
        ...(firstPage && { firstPage }),
      })
      this.#unknown = undefined
      return found
    } catch {
      // A TypeError: the attribute is not written like a feed id. The element draws a sentence.
      if (this.#unknown?.feed !== feed) this.#unknown = { feed, isTold: false }
      return undefined
    }
  }

  /** Known before the error is drawn: it says how long it will take. */
  #planRetry(error: FeedError | undefined): void {
    if (error === this.#error) return
    this.#error = error
    clearTimeout(this.#retryTimer)
    const waitMs = error?.retryAfterMs
    this.#retryAtMs = waitMs === undefined ? 0 : Date.now() + waitMs
    if (waitMs === undefined) return
    // A server that says "at once" is asked once a second, and not by everybody at the same moment.
    this.#retryTimer = setTimeout(() => void this.retryQuietly(), Math.max(1000, waitMs) * (1 + Math.random() / 8))
  }

  async #quietly(work: Promise<unknown> | undefined): Promise<void> {
    try {
      await work
    } catch {
      // The snapshot carries the error, and it is drawn from there.
    }
  }
}
