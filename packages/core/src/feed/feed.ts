import type { FeedId, FeedItem, FeedPage } from '@ai-feed/protocol'
import type { CallOptions, FeedOptions, PagesOptions } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import { abortable } from '../platform/abortable.js'
import { createEmitter } from '../platform/emitter.js'
import { own } from '../platform/own.js'
import { oneAtATime, type OneAtATime } from '../platform/one-at-a-time.js'
import { isOnline, watchReturn } from '../platform/online.js'
import { isLive } from './feed-order.js'
import type { FeedHost, FeedPorts, OwnedFeed } from './feed-ports.js'
import { drawSnapshot, emptySnapshot } from './feed-snapshot.js'
import { emptyFeedState, feedTransition, type FeedState, type FeedStateEvent } from './feed-state.js'
import { walkPages, type PageRequest } from './load-pages.js'

/** When page one is stored for the next visit: after it was painted, as it has to load what stores it. */
const keepLaterMs = 100

/** Makes one feed. It fetches and listens only while somebody is subscribed. */
export function createFeed(
  id: FeedId,
  pageSize: number,
  incoming: NonNullable<FeedOptions['incoming']>,
  around: string | undefined,
  ports: FeedPorts,
): OwnedFeed {
  const { posts } = ports
  const limit = Math.min(100, Math.max(1, Math.trunc(pageSize)))
  const cacheName = `${id}?${limit}`
  /** The post that page one stands around; none once it was asked for from the start of the feed. */
  let start = around
  let state = emptyFeedState
  const first = oneAtATime(loadFirst, fail)
  const further = (towards: 'next' | 'prev'): OneAtATime<undefined, readonly FeedItem[]> =>
    oneAtATime(async (_, signal) => {
      if (state[towards] === undefined) return () => []
      dispatch({ type: 'turned', activity: 'more' })
      return ports.loadNext(host, signal, towards)
    }, fail)
  const more = further('next')
  const previous = further('prev')
  /** Fires when what is being loaded is not wanted any more: nobody looks, or somebody else. */
  let visit = new AbortController()
  let isStale = false
  let leave: (() => void) | undefined
  let keeping: ReturnType<typeof setTimeout> | undefined

  const emitter = createEmitter(emptySnapshot, { onFirst: enter, onLast: () => leave?.() })

  function change(next: FeedState): void {
    if (next === state) return
    state = next
    announce()
  }

  function dispatch(event: FeedStateEvent): void {
    change(feedTransition(state, event))
  }

  function announce(): void {
    const pending = ports.pendingOf(id)
    const order = id === 'for-you' ? (ports.wishedOrder() ?? state.order) : undefined
    emitter.set(drawSnapshot(state, { id, posts, pending, order, before: emitter.getSnapshot() }))
  }

  function enter(): void {
    let isHere = true
    const stops = [
      posts.subscribe(announce),
      ports.outbox.subscribe(announce),
      watchReturn(() => {
        if (state.error?.code === 'offline' && isOnline()) quietly(refresh())
      }),
    ]
    leave = () => {
      isHere = false
      leave = undefined
      for (const stop of stops) stop()
      abandon()
    }
    announce()
    const loaded = isStale || state.source !== 'network' ? first.run('first') : Promise.resolve()
    if (!isLive(id) || incoming === 'ignore') return quietly(loaded)
    // The stream comes after page one: what is read first is loaded first.
    void loaded.catch(ignore).then(() => {
      if (isHere) stops.push(ports.watchLive(host))
    })
  }

  /** Gives up what is being loaded. */
  function abandon(): void {
    visit.abort()
    visit = new AbortController()
    for (const work of [first, more, previous]) work.stop()
    dispatch({ type: 'turned', activity: 'idle' })
  }

  /** Loads a page, and its posts into the map that all feeds share. */
  async function load(request: Omit<PageRequest, 'limit'>, signal = visit.signal): Promise<FeedPage> {
    const page = await ports.loadPage(id, { limit, signal, ...request })
    signal.throwIfAborted()
    merge(page)
    return page
  }

  async function loadFirst(activity: 'first' | 'refresh', signal: AbortSignal): Promise<() => void> {
    for (const work of [more, previous]) work.stop()
    dispatch({ type: 'turned', activity })
    const { announced: known } = state
    if (state.source === 'none' && start === undefined) quietly(showCached(signal))
    const page = await load({ around: start, isFresh: activity === 'refresh' }, signal)
    return () => {
      isStale = false
      dispatch({ type: 'loaded', page, known })
      if (start === undefined) keeping = setTimeout(keep, keepLaterMs, page, posts.viewers())
    }
  }

  /** Stores page one for the next visit, unless somebody else looks by now. */
  function keep(page: FeedPage, viewers: number): void {
    if (viewers === posts.viewers()) void ports.cacheKey(cacheName).then((key) => ports.cache.save(key, page))
  }

  /** Loads page one anew, or for the first time. */
  function reload(): Promise<void> {
    return first.run(state.source === 'none' ? 'first' : 'refresh')
  }

  function merge(page: FeedPage): void {
    posts.merge(page.items.map((item) => item.post))
  }

  async function showCached(signal: AbortSignal): Promise<void> {
    const page = await ports.cache.find(await ports.cacheKey(cacheName))
    if (page === undefined || signal.aborted || state.source !== 'none') return
    merge(page)
    dispatch({ type: 'cached', page })
  }

  async function refresh(options?: CallOptions): Promise<void> {
    await abortable(reload(), own(options).signal)
  }

  async function grow(work: typeof more, options?: CallOptions): Promise<readonly FeedItem[]> {
    const { signal } = own(options)
    if (first.running() !== undefined || state.source !== 'network') {
      const before = state.rows
      await abortable(reload(), signal)
      if (before.length === 0) return emitter.getSnapshot().items
    }
    return abortable(work.run(undefined), signal)
  }

  const loadMore = (options?: CallOptions): Promise<readonly FeedItem[]> => grow(more, options)

  function fail(error: unknown): void {
    dispatch(isFeedError(error) ? { type: 'failed', error } : { type: 'turned', activity: 'idle' })
  }

  const host: FeedHost = {
    id,
    limit,
    incoming,
    places: new Set(),
    state: () => state,
    isWatched: () => leave !== undefined,
    visit: () => visit.signal,
    firstPage: first.running,
    change,
    load,
    loadMore,
    refresh,
    restart() {
      start = undefined
      first.stop()
      return refresh()
    },
    fail,
  }
  const feed: OwnedFeed = {
    id,
    host,
    getSnapshot() {
      // While nobody is subscribed nothing is announced, so it is looked up.
      if (leave === undefined) announce()
      return emitter.getSnapshot()
    },
    subscribe: emitter.subscribe,
    loadMore,
    loadPrevious: (options) => grow(previous, options),
    refresh,
    showIncoming: () => void ports.showIncoming(host).catch(fail),
    keepNear(place) {
      host.places.add(place)
      return () => void host.places.delete(place)
    },
    pages: (options?: PagesOptions) => walkPages(ports.loadPage, id, { limit, around, ...options }),
    [Symbol.asyncIterator]: () => feed.pages()[Symbol.asyncIterator](),
    offerFirstPage(page) {
      if (state.source === 'network') return
      merge(page)
      dispatch({ type: 'loaded', page, known: state.announced })
    },
    reset({ keepsItems }) {
      abandon()
      isStale = true
      if (!keepsItems) {
        state = emptyFeedState
        announce()
      }
      if (leave !== undefined) quietly(reload())
    },
    outdate() {
      isStale = true
    },
    close() {
      leave?.()
      clearTimeout(keeping)
    },
  }
  return feed
}

function ignore(): void {}

/** For work whose failure stands in the snapshot. */
function quietly(work: Promise<unknown>): void {
  work.catch(ignore)
}
