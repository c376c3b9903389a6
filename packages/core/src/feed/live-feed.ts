import { decode, eventSchemas, routes, type EventKind, type FeedEvent, type FeedId } from '@ai-feed/protocol'
import { isFeedError } from '../feed-error.js'
import { readEventStream, type StreamEvent } from '../http/event-stream.js'
import type { Transport } from '../http/transport.js'
import { backoffMs, type Clock } from '../platform/clock.js'
import type { LiveWatcher } from './feed-ports.js'
import { createEventFollower } from './follow-events.js'
import type { PostMap } from './post-map.js'

/** One event stream for all that a client watches. */
export interface LiveFeed {
  /** Watches a feed; undefined listens to the user's own events only. @returns stops it */
  watch(feed: FeedId | undefined, watcher: LiveWatcher): () => void
  /** Opens the stream anew, for another user. */
  restart(): void
  close(): void
}

/** What the stream needs from its client. */
export interface LivePorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
  readonly hasSession: () => Promise<boolean>
  readonly posts: PostMap
  readonly loadPost: (id: string) => Promise<unknown>
  /** Hears how many notifications the user has not seen. */
  readonly onUnread: (unread: number) => void
}

/** The server takes no more feeds than this on one stream. */
const maxFeeds = 8
/** The server pings each 15 s: after this silence the connection is dead. */
const silenceMs = 40_000
/** Feeds that come and go together share one new connection. */
const gatherMs = 20
const minPauseMs = 1000

interface Watched {
  feed: FeedId | undefined
  watcher: LiveWatcher
  isFollowing: boolean
}

/** Makes the stream. It is open only while something is watched and the page is visible. */
export function createLiveFeed(ports: LivePorts): LiveFeed {
  const { clock } = ports
  const watched = new Set<Watched>()
  const followEvent = createEventFollower(ports.posts, ports.loadPost)
  let running: AbortController | undefined
  let lastSeq: number | undefined
  let openedAtMs = Number.NEGATIVE_INFINITY
  let isShown = typeof document === 'undefined' || document.visibilityState !== 'hidden'
  let isClosed = false

  const unlisten = listenToPage((isPageShown) => {
    if (isShown === isPageShown) return
    isShown = isPageShown
    reconnect()
  })

  function reconnect(): void {
    running?.abort()
    running = undefined
    if (isClosed || !isShown || watched.size === 0) return
    running = new AbortController()
    void keepOpen(running.signal)
  }

  async function keepOpen(signal: AbortSignal): Promise<void> {
    let tries = 0
    let pauseMs = Math.max(gatherMs, openedAtMs + minPauseMs - clock.now())
    try {
      for (;;) {
        await clock.wait(pauseMs, signal)
        openedAtMs = clock.now()
        try {
          await follow(signal, () => {
            tries = 0
          })
          pauseMs = backoffMs(0, clock)
        } catch (error) {
          if (signal.aborted) return
          // What will not get better is not asked again until something changes.
          if (isFeedError(error) && !error.retryable && error.code !== 'bad_response') return
          pauseMs = Math.max(backoffMs(tries, clock), (isFeedError(error) && error.retryAfterMs) || 0)
        }
        tries += 1
      }
    } catch {
      // Only the pause throws here, when the stream is not wanted any more.
    }
  }

  async function follow(outer: AbortSignal, onAlive: () => void): Promise<void> {
    const inner = new AbortController()
    const signal = AbortSignal.any([outer, inner.signal])
    let heardAtMs = clock.now()
    const guard = async (): Promise<void> => {
      for (;;) {
        const leftMs = heardAtMs + silenceMs - clock.now()
        if (leftMs <= 0) return inner.abort(new Error('the event stream is silent'))
        await clock.wait(leftMs, signal)
      }
    }
    guard().catch(() => {
      // The stream has ended before its silence.
    })
    try {
      const path = await eventsPath()
      const watchers = [...watched]
      await ports.transport.send(
        { path, signal, timeoutMs: 0, headers: { accept: 'text/event-stream' } },
        async (response) => {
          if (response.body === null) return
          for (const entry of watchers) {
            if (!entry.isFollowing) entry.watcher.onGap()
            entry.isFollowing = true
          }
          const onActivity = (): void => {
            heardAtMs = clock.now()
            onAlive()
          }
          for await (const event of readEventStream(response.body, { onActivity })) {
            if (handle(event) === 'end') return
          }
        },
      )
    } finally {
      inner.abort()
    }
  }

  async function eventsPath(): Promise<string> {
    const hasSession = await ports.hasSession()
    const feeds = new Set([...watched].map(({ feed }) => feed).filter((feed) => feed !== undefined))
    // `home` without a session would cost all others their stream.
    if (!hasSession) feeds.delete('home')
    const query = [
      `site=${encodeURIComponent(ports.site)}`,
      ...[...feeds].slice(0, maxFeeds).map((feed) => `feed=${encodeURIComponent(feed)}`),
      ...(lastSeq === undefined ? [] : [`after=${lastSeq}`]),
    ]
    return `${routes.events()}?${query.join('&')}`
  }

  function handle(streamed: StreamEvent): 'end' | undefined {
    const event = findEvent(streamed)
    if (event === undefined) return undefined
    if ('seq' in event.data) {
      // At least once on the wire, once here.
      if (lastSeq !== undefined && event.data.seq <= lastSeq) return undefined
      lastSeq = event.data.seq
    }
    if (event.kind === 'end') return 'end'
    if (event.kind === 'reset') {
      lastSeq = event.data.newest
      for (const { watcher } of [...watched]) watcher.onGap()
      return undefined
    }
    if (event.kind === 'post.created') {
      for (const { feed, watcher } of [...watched]) {
        if (feed !== undefined && event.data.feeds.includes(feed)) watcher.onCreated(event.data.postId)
      }
    }
    if (event.kind === 'notification') ports.onUnread(event.data.unread)
    followEvent(event)
    return undefined
  }

  return {
    watch(feed, watcher) {
      const entry: Watched = { feed, watcher, isFollowing: false }
      const isNew = ![...watched].some((other) => other.feed === feed)
      watched.add(entry)
      // A feed that is on the stream already needs no new connection, but its new watcher may have missed something.
      if (isNew || running === undefined) reconnect()
      else {
        entry.isFollowing = true
        watcher.onGap()
      }
      return () => {
        if (!watched.delete(entry)) return
        if (![...watched].some((other) => other.feed === feed)) reconnect()
      }
    },
    restart() {
      lastSeq = undefined
      for (const entry of watched) entry.isFollowing = false
      reconnect()
    },
    close() {
      isClosed = true
      watched.clear()
      unlisten()
      reconnect()
    },
  }
}

/** Kinds that this version does not know, and data of another shape, are left out. */
function findEvent({ kind, data }: StreamEvent): FeedEvent | undefined {
  if (!Object.hasOwn(eventSchemas, kind)) return undefined
  try {
    return { kind, data: decode(eventSchemas[kind as EventKind], JSON.parse(data)) } as FeedEvent
  } catch {
    return undefined
  }
}

function listenToPage(listener: (isShown: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const onVisibility = (): void => listener(document.visibilityState !== 'hidden')
  const onHide = (): void => listener(false)
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('pagehide', onHide)
  addEventListener('pageshow', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('pagehide', onHide)
    removeEventListener('pageshow', onVisibility)
  }
}
