import type { FeedId, FeedItem, FeedPage } from '@ai-feed/protocol'
import type { CallOptions, FeedOptions, PagesOptions } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import { abortable } from '../platform/abortable.js'
import { createEmitter } from '../platform/emitter.js'
import { oneAtATime } from '../platform/one-at-a-time.js'
import { isOnline, watchReturn } from '../platform/online.js'
import { arrivesAt, isLive } from './feed-order.js'
import type { FeedPorts, OwnedFeed } from './feed-ports.js'
import { drawSnapshot, emptySnapshot, withPosts } from './feed-snapshot.js'
import { emptyFeedState, feedTransition, unknownRows, type FeedStateEvent } from './feed-state.js'
import { maxEmptyPages, walkPages, type PageRequest } from './load-pages.js'

/** How long prepended posts are gathered before they are fetched together. */
const gatherMs = 250

/** Makes one feed. It fetches and listens only while somebody is subscribed. */
export function createFeed(
  id: FeedId,
  pageSize: number,
  incoming: NonNullable<FeedOptions['incoming']>,
  around: string | undefined,
  ports: FeedPorts,
): OwnedFeed {
  const { posts, clock } = ports
  const limit = Math.min(100, Math.max(1, Math.trunc(pageSize)))
  const cacheName = `${id}?${limit}`
  let state = emptyFeedState
  const first = oneAtATime(loadFirst, fail)
  const more = oneAtATime(loadNext, fail)
  /** Prepended posts, gathered. */
  const catchUp = oneAtATime(async (_: undefined, signal) => {
    await clock.wait(gatherMs, signal)
    return pull
  }, ignore)
  /** Fires when what is being loaded is not wanted any more: nobody looks, or somebody else. */
  let visit = new AbortController()
  let isStale = false
  let leave: (() => void) | undefined

  const emitter = createEmitter(emptySnapshot, { onFirst: enter, onLast: () => leave?.() })

  function dispatch(event: FeedStateEvent): void {
    const before = state
    state = feedTransition(state, event)
    if (state !== before) announce()
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
      if (isHere) stops.push(ports.watchLive(id, { onCreated, onGap: () => quietly(findNewer()) }))
    })
  }

  /** Gives up what is being loaded. */
  function abandon(): void {
    visit.abort()
    visit = new AbortController()
    for (const work of [first, more, catchUp]) work.stop()
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
    more.stop()
    dispatch({ type: 'turned', activity })
    const { announced: known } = state
    if (state.source === 'none' && around === undefined) quietly(showCached(signal))
    const page = await load({ around, isFresh: activity === 'refresh' }, signal)
    return () => {
      isStale = false
      dispatch({ type: 'loaded', page, known })
      if (around === undefined) void ports.cacheKey(cacheName).then((key) => ports.cache.save(key, page))
    }
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

  async function refresh({ signal }: CallOptions = {}): Promise<void> {
    await abortable(reload(), signal)
  }

  async function loadMore({ signal }: CallOptions = {}): Promise<readonly FeedItem[]> {
    if (first.running() !== undefined || state.source !== 'network') {
      const before = state.rows
      await abortable(reload(), signal)
      if (before.length === 0) return emitter.getSnapshot().items
    }
    return abortable(more.run(undefined), signal)
  }

  async function loadNext(_: undefined, signal: AbortSignal): Promise<() => readonly FeedItem[]> {
    // An empty page is not the end; a cursor that was followed is never `next` again, and new ones end here too.
    for (let pages = 1; state.next !== undefined; pages += 1) {
      const cursor = state.next
      dispatch({ type: 'turned', activity: 'more' })
      const { next, ...rest } = await load({ cursor }, signal)
      const page = next === undefined || pages > maxEmptyPages ? rest : { ...rest, next }
      const fresh = unknownRows(state.rows, page.items)
      const append = (): readonly FeedItem[] => {
        dispatch({ type: 'appended', page, cursor })
        return withPosts(fresh, posts)
      }
      if (fresh.length > 0) return append
      append()
    }
    return () => []
  }

  function onCreated(postId: string): void {
    if (state.source === 'none') return
    dispatch({ type: 'announced', postIds: [postId] })
    if (incoming === 'prepend') quietly(catchUp.run(undefined))
  }

  /** Asks what came after page one, and announces it or puts it in. */
  async function findNewer(): Promise<void> {
    await first.running()
    const { source, newest, next } = state
    if (source !== 'network' || newest === undefined || leave === undefined) return
    if (incoming === 'prepend') return pull()
    if (arrivesAt(id) === 'end' && next !== undefined) return
    const { items } = await load({ after: newest })
    dispatch({ type: 'announced', postIds: items.map((item) => item.post.id) })
  }

  /** Puts in what came after page one. When more than a page has come, page one is loaded anew: no hole is left. */
  async function pull(): Promise<void> {
    const { newest, next, announced: known } = state
    if (newest === undefined) return
    const { signal } = visit
    const at = arrivesAt(id)
    try {
      if (at === 'end' && next !== undefined) {
        await loadMore()
        return
      }
      const page = await load({ after: newest })
      if (at === 'start' && page.items.length >= limit) return await refresh()
      dispatch({ type: 'caught-up', items: page.items, newest: page.newest, known, at })
    } catch (error) {
      if (!signal.aborted) fail(error)
    }
  }

  function fail(error: unknown): void {
    dispatch(isFeedError(error) ? { type: 'failed', error } : { type: 'turned', activity: 'idle' })
  }

  const feed: OwnedFeed = {
    id,
    getSnapshot() {
      // While nobody is subscribed nothing is announced, so it is looked up.
      if (leave === undefined) announce()
      return emitter.getSnapshot()
    },
    subscribe: emitter.subscribe,
    loadMore,
    refresh,
    showIncoming: () => quietly(pull()),
    pages: (options: PagesOptions = {}) => walkPages(ports.loadPage, id, { limit, around, ...options }),
    [Symbol.asyncIterator]: () => feed.pages()[Symbol.asyncIterator](),
    insert(post) {
      if (state.source === 'none') return
      const at = arrivesAt(id)
      // In a feed that runs from old to new, its place comes with a later page.
      if (at === 'end' && state.next !== undefined) return
      dispatch({ type: 'inserted', item: { key: post.id, post }, at })
    },
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
    reorder(order) {
      dispatch({ type: 'ordered', order })
      feed.reset({ keepsItems: true })
    },
    close: () => leave?.(),
  }
  return feed
}

function ignore(): void {}

/** For work whose failure stands in the snapshot. */
function quietly(work: Promise<unknown>): void {
  work.catch(ignore)
}
