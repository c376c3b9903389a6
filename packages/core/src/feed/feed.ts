import type { FeedId, FeedItem, FeedPage } from '@ai-feed/protocol'
import type { CallOptions, FeedOptions, FeedSnapshot, PagesOptions } from '../feed-client.js'
import { isFeedError, type FeedError } from '../feed-error.js'
import { abortable } from '../platform/abortable.js'
import { createEmitter } from '../platform/emitter.js'
import { oneAtATime } from '../platform/one-at-a-time.js'
import { isOnline, watchReturn } from '../platform/online.js'
import { arrivesAt, isLive } from './feed-order.js'
import type { FeedPorts, OwnedFeed } from './feed-ports.js'
import { drawSnapshot, emptySnapshot, withPosts } from './feed-snapshot.js'
import { emptyFeedState, feedTransition, unknownRows, type FeedState, type FeedStateEvent } from './feed-state.js'
import { maxEmptyPages, walkPages } from './load-pages.js'

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
  const draw = (drawn: FeedState, before: FeedSnapshot): FeedSnapshot =>
    drawSnapshot(drawn, {
      id,
      posts,
      pending: ports.pendingOf(id),
      order: id === 'for-you' ? (ports.wishedOrder() ?? drawn.order) : undefined,
      before,
    })
  const cacheName = `${id}?${limit}`
  let state = emptyFeedState
  const first = oneAtATime(loadFirst)
  const more = oneAtATime(appendNext)
  /** Prepended posts, gathered. */
  const catchUp = oneAtATime(() => clock.wait(gatherMs).then(pull))
  let isStale = false
  let leave: (() => void) | undefined

  const emitter = createEmitter(emptySnapshot, { onFirst: enter, onLast: () => leave?.() })

  function dispatch(event: FeedStateEvent): void {
    const before = state
    state = feedTransition(state, event)
    if (state !== before) announce()
  }

  function announce(): void {
    emitter.set(draw(state, emitter.getSnapshot()))
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
    first.stop()
    more.stop()
    dispatch({ type: 'stopped' })
  }

  async function loadFirst(activity: 'first' | 'refresh', signal: AbortSignal, giveWay: () => void): Promise<void> {
    more.stop()
    dispatch({ type: 'requested', activity })
    try {
      if (state.source === 'none' && around === undefined) quietly(showCached(signal))
      const page = await ports.loadPage(id, { limit, around, isFresh: activity === 'refresh', signal })
      signal.throwIfAborted()
      isStale = false
      merge(page)
      giveWay()
      dispatch({ type: 'loaded', page })
      if (around === undefined) void ports.cacheKey(cacheName).then((key) => ports.cache.save(key, page))
    } catch (error) {
      giveWay()
      if (!signal.aborted) dispatchFailure(error)
      throw error
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

  async function appendNext(_: undefined, signal: AbortSignal): Promise<readonly FeedItem[]> {
    try {
      // An empty page is not the end; a cursor that was followed is never `next` again, and new ones end here too.
      for (let pages = 1; state.next !== undefined; pages += 1) {
        const cursor = state.next
        dispatch({ type: 'requested', activity: 'more' })
        const { next, ...rest } = await ports.loadPage(id, { limit, cursor, signal })
        const page = next === undefined || pages > maxEmptyPages ? rest : { ...rest, next }
        signal.throwIfAborted()
        const fresh = unknownRows(state.rows, page.items)
        merge(page)
        dispatch({ type: 'appended', page, cursor })
        if (fresh.length > 0) return withPosts(fresh, posts)
      }
      return []
    } catch (error) {
      if (!signal.aborted) dispatchFailure(error)
      throw error
    }
  }

  function onCreated(postId: string): void {
    if (state.source === 'none') return
    dispatch({ type: 'announced', postIds: [postId] })
    if (incoming === 'prepend') quietly(catchUp.run(undefined))
  }

  /** Asks what came after page one, and announces it or puts it in. */
  async function findNewer(): Promise<void> {
    await first.running()
    if (state.source !== 'network' || state.newest === undefined || leave === undefined) return
    if (incoming === 'prepend') return pull()
    if (arrivesAt(id) === 'end' && state.next !== undefined) return
    const page = await ports.loadPage(id, { limit, after: state.newest })
    merge(page)
    dispatch({ type: 'announced', postIds: page.items.map((item) => item.post.id) })
  }

  /** Puts in what came after page one. When more than a page has come, page one is loaded anew: no hole is left. */
  async function pull(): Promise<void> {
    if (state.newest === undefined) return
    try {
      const at = arrivesAt(id)
      if (at === 'end' && state.next !== undefined) {
        await loadMore()
        return
      }
      const page = await ports.loadPage(id, { limit, after: state.newest })
      if (at === 'start' && page.items.length >= limit) return await refresh()
      merge(page)
      dispatch({ type: 'caught-up', items: page.items, newest: page.newest, at })
    } catch (error) {
      dispatchFailure(error)
    }
  }

  function dispatchFailure(error: unknown): void {
    dispatch(isFeedError(error) ? { type: 'failed', error: error satisfies FeedError } : { type: 'stopped' })
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
      dispatch({ type: 'loaded', page })
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
