import { eventShapes, type EventKind, type FeedEvent, type FeedId, type FeedItem, type Post } from '@ai-feed/protocol'
import type { NotificationsSnapshot } from '../feed-client.js'
import type { StreamEvent } from '../http/event-stream.js'
import type { Transport } from '../http/transport.js'
import type { Clock } from '../platform/clock.js'
import type { Emitter } from '../platform/emitter.js'
import { isPageShown } from '../platform/online.js'
import { createArrivals } from './arrivals.js'
import type { FeedHost, LiveWatcher } from './feed-ports.js'
import { createEventFollower } from './follow-events.js'
import { loadNext } from './load-next.js'
import { createLiveStream } from './live-stream.js'
import type { PostMap } from './post-map.js'
import { shareStream, type StreamNews } from './share-stream.js'

/** One event stream for all that a client watches, and all tabs with it. */
export interface LiveFeed {
  /** Watches a feed; undefined listens to the user's own events only. @returns stops it */
  watch(feed: FeedId | undefined, watcher: LiveWatcher): () => void
  /** Brings into a feed what is new in it. @returns stops it */
  follow(host: FeedHost): () => void
  /** Puts in what came since page one of a feed. */
  showIncoming(host: FeedHost): Promise<void>
  /** Loads the next page of a feed, or the one before its first row. */
  loadNext(host: FeedHost, signal: AbortSignal, towards: 'next' | 'prev'): Promise<() => readonly FeedItem[]>
  /** Listens anew, for another user. */
  restart(): void
  close(): void
}

/** What the stream needs from its client. */
export interface LivePorts {
  readonly transport: Transport
  readonly site: string
  readonly clock: Clock
  readonly hasSession: () => Promise<boolean>
  /** Names server, site and user: tabs where these are the same share one stream. */
  readonly group: () => Promise<string>
  readonly createKey: () => string
  readonly posts: PostMap
  readonly loadPost: (id: string) => Promise<Post>
  readonly notifications: Emitter<NotificationsSnapshot>
  /** Hears how many notifications the user has not seen. */
  readonly onUnread: (unread: number) => void
}

interface Watched {
  feed: FeedId | undefined
  watcher: LiveWatcher
  isFollowing: boolean
}

/** Makes what listens for a client. It listens only while something is watched and the page is visible. */
export function createLiveFeed(ports: LivePorts): LiveFeed {
  const watched = new Set<Watched>()
  const followEvent = createEventFollower(ports)
  let lastSeq: number | undefined
  let isShown = isPageShown()

  const stream = createLiveStream({
    ...ports,
    lastSeq: () => lastSeq,
    onOpen: (feeds) => share.opened(feeds),
    onClose: () => share.closed(),
    onEvent(event) {
      share.said(event)
      return event.kind === 'end' ? 'end' : undefined
    },
  })
  const share = shareStream({
    name: ports.group,
    tab: ports.createKey(),
    clock: ports.clock,
    stream,
    lastSeq: () => lastSeq,
    onNews(news) {
      if (news.type === 'open') follow(news)
      else handle(news.event)
    },
  })
  const unlisten = listenToPage((isSeen) => {
    isShown = isSeen
    sayWants()
  })

  function sayWants(): void {
    const feeds = [...new Set([...watched].flatMap(({ feed }) => feed ?? []))]
    share.want(isShown && watched.size > 0 ? feeds : undefined)
    // What happens while nobody listens is looked up when somebody does again, unless it can be resumed.
    if (!isShown) for (const entry of watched) entry.isFollowing &&= lastSeq !== undefined
  }

  /** From now on these feeds are heard of: what came before, whoever watches looks up. */
  function follow({ feeds, seq, isNew }: Extract<StreamNews, { type: 'open' }>): void {
    const isResumed = lastSeq !== undefined || !isNew
    lastSeq ??= seq
    for (const entry of watched) {
      if (entry.feed !== undefined && !feeds.includes(entry.feed)) continue
      if (!entry.isFollowing || !isResumed) entry.watcher.onGap()
      entry.isFollowing = true
    }
  }

  function handle(streamed: StreamEvent): void {
    const event = findEvent(streamed)
    if (event === undefined) return
    if ('seq' in event.data) {
      // At least once on the wire, once here.
      if (lastSeq !== undefined && event.data.seq <= lastSeq) return
      lastSeq = event.data.seq
    }
    if (event.kind === 'reset') {
      lastSeq = event.data.newest
      for (const { watcher } of [...watched]) watcher.onGap()
    }
    if (event.kind === 'post.created') {
      for (const { feed, watcher } of [...watched]) {
        if (feed !== undefined && event.data.feeds.includes(feed)) watcher.onCreated(event.data.postId)
      }
    }
    if (event.kind === 'notification') ports.onUnread(event.data.unread)
    followEvent(event)
    for (const { watcher } of [...watched]) watcher.onEvent?.(event)
  }

  function watch(feed: FeedId | undefined, watcher: LiveWatcher): () => void {
    const entry: Watched = { feed, watcher, isFollowing: false }
    watched.add(entry)
    sayWants()
    return () => {
      if (watched.delete(entry)) sayWants()
    }
  }

  return {
    watch,
    follow: (host) => watch(host.id, createArrivals(host, ports.clock)),
    showIncoming: (host) => createArrivals(host, ports.clock).show(),
    loadNext: (host, signal, towards) => loadNext(host, ports.posts, signal, towards),
    restart() {
      lastSeq = undefined
      for (const entry of watched) entry.isFollowing = false
      share.want(undefined)
      sayWants()
    },
    close() {
      watched.clear()
      unlisten()
      share.want(undefined)
    },
  }
}

/** Kinds that this version does not know, and data of another shape, are left out. */
function findEvent({ kind, data }: StreamEvent): FeedEvent | undefined {
  if (!Object.hasOwn(eventShapes, kind)) return undefined
  try {
    return { kind, data: eventShapes[kind as EventKind](JSON.parse(data)) } as FeedEvent
  } catch {
    return undefined
  }
}

function listenToPage(listener: (isShown: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const leaving = new AbortController()
  const until = { signal: leaving.signal }
  const onVisibility = (): void => listener(isPageShown())
  addEventListener('visibilitychange', onVisibility, { ...until, capture: true })
  addEventListener('pageshow', onVisibility, until)
  addEventListener('pagehide', () => listener(false), until)
  return () => leaving.abort()
}
