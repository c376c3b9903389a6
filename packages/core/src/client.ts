import type { User } from '@ai-feed/protocol'
import { beginSignIn, type SignIns } from './auth/begin-sign-in.js'
import { hasMark } from './auth/session-mark.js'
import { createSession } from './auth/session.js'
import { takeFragment } from './auth/take-fragment.js'
import type { FeedClient, FeedClientOptions } from './feed-client.js'
import { createFeedRegistry } from './feed/feed-registry.js'
import type { LiveWatcher } from './feed/feed-ports.js'
import type { LiveFeed } from './feed/live-feed.js'
import { createLoadPost } from './feed/load-post.js'
import { createLoadPage } from './feed/load-pages.js'
import type { OwnPosts } from './feed/own-posts.js'
import { createLazyPageCache } from './feed/lazy-page-cache.js'
import { createPostMap } from './feed/post-map.js'
import { createPostStores } from './feed/post-store.js'
import { originOf } from './http/origin-of.js'
import { createTransport } from './http/transport.js'
import { createNotifications } from './notifications/notifications.js'
import { systemClock as clock } from './platform/clock.js'
import { lazily } from './platform/lazily.js'
import { lazyMethods } from './platform/lazy-methods.js'
import { own } from './platform/own.js'
import { createRandomId } from './platform/random-id.js'
import { createOutboxGate } from './posting/outbox-gate.js'
import { lateWrites } from './posting/late-writes.js'
import { hasDatabase } from './storage/has-database.js'

/** Makes a client for one site of one server. It touches nothing until it is used: no request, no storage, no listener.
 *  Here the parts of the package meet. What is used later is loaded by the parts that need it, what is used together at once.
 *  @throws TypeError when `server` is no http or https address
 *  @example
 *  const client = createFeedClient({ server: 'https://feed.example' })
 *  for await (const page of client.feed('explore')) for (const { post } of page.items) console.log(post.author.handle) */
export function createFeedClient(options: FeedClientOptions): FeedClient {
  const server = originOf(options.server)
  const { site = 'default', storage = 'indexeddb', fetch, getToken } = own(options)
  const sessionKey = `session ${server} ${site}`
  let ownPosts: OwnPosts | undefined
  const closing = new AbortController()
  let isRestored = false

  /** Tells whether an earlier visit may have left something in a database. */
  const mayKeep = async (name: string) => storage === 'indexeddb' && (await hasDatabase(name))

  /** Of a session in memory nothing of an earlier page is there. */
  const markName = storage === 'memory' ? undefined : `ai-feed-${sessionKey}`
  const session = createSession({
    mayBeStored: () => mayKeep('ai-feed-session'),
    key: sessionKey,
    isMarked: () => markName !== undefined && hasMark(markName),
    loadAccount: () => loadAccount(),
    onFirstUse,
    onUser,
  })
  const transport = createTransport({
    server,
    fetch,
    authorization: session,
    readProblem: async (response) => (await loadAccount()).readProblem(response),
  })
  const loadStorage = lazily(async () => (await import('./storage-part.js')).createStorage(storage, clock))
  const loadAccount = lazily(async () => {
    const [{ createAccount }, kept] = await Promise.all([import('./account-part.js'), loadStorage()])
    return createAccount({
      server,
      site,
      clock,
      transport,
      session,
      sessionKey,
      markName,
      kept,
      getToken,
      hasOwnFetch: fetch !== undefined,
      notifications: notifications.emitter,
      outbox: outboxStore,
      posts,
      feeds,
      loadPost,
      watchOwn,
      closing: closing.signal,
      closeLater,
    })
  })
  const fromAccount = lazyMethods(loadAccount, [
    'signOut',
    'loadMe',
    'loadUser',
    'findUsers',
    'loadBlocked',
    'loadMuted',
    'loadLimits',
    'openDraft',
  ])

  const posts = createPostMap()
  const loadPost = createLoadPost(transport, site, session.hasTokens, posts)
  const cache = createLazyPageCache(loadStorage, () => mayKeep('ai-feed-cache'))
  const { outbox, store: outboxStore } = createOutboxGate(async () => (await loadWriting()).outbox)
  const feeds = createFeedRegistry({
    loadPage: createLoadPage(transport, site, session.hasTokens),
    posts,
    cache,
    outbox: outboxStore,
    wishedOrder: () => ownPosts?.wishedOrder(),
    pendingOf: (feed) => ownPosts?.pendingOf(feed, outboxStore.getSnapshot()) ?? [],
    watchLive: (host) => watchLive((live) => live.follow(host)),
    ...lazyMethods(async () => loadLive(), ['showIncoming', 'loadNext']),
    cacheKey: async (feed) => `${await viewerKey()} ${feed}`,
  })
  const notifications = createNotifications({
    watch: () => watchOwn({ onGap() {} }),
    loadUnread: async () => ((await session.hasTokens()) ? (await fromAccount.loadMe()).unread : 0),
    loadList: lazily(async () => (await loadAccount()).notificationList),
  })
  const loadLive = lazily(async () => {
    const { createLiveFeed } = await import('./feed/live-feed.js')
    return closeLater(
      createLiveFeed({
        transport,
        site,
        clock,
        hasSession: session.hasTokens,
        group: viewerKey,
        createKey: createRandomId,
        posts,
        loadPost,
        onUnread: notifications.setUnread,
        notifications: notifications.emitter,
      }),
    )
  })

  const loadWriting = lazily(async () => {
    const writing = await (await loadAccount()).loadWriting()
    ownPosts = writing.ownPosts
    return writing
  })

  function onFirstUse(): void {
    // The page may have come back from signing in: the answer waits in its fragment.
    const fragment = takeFragment(server)
    if (fragment !== undefined)
      loadSignIns()
        .then((signIns) => signIns.complete(fragment))
        .catch(ignore)
  }

  function onUser(user: User | undefined, before: User | undefined): void {
    if (user !== undefined || isRestored) loadWriting().catch(ignore)
    if (!isRestored) {
      isRestored = true
      return
    }
    // Who signs in keeps what they were reading; what a user saw is not for whoever comes after.
    const keeping = { keepsItems: before === undefined }
    ownPosts?.forget()
    feeds.each((feed) => feed.reset(keeping))
    posts.reset(keeping)
    notifications.reset()
    if (before !== undefined) void cache.clear()
    loadLive.ifLoaded((live) => live.restart())
  }

  async function loadSignIns(): Promise<SignIns> {
    return (await loadAccount()).loadSignIns()
  }

  /** Closes a part together with the client: at once when it was loaded only afterwards. */
  function closeLater<T extends { close(): void }>(part: T): T {
    if (closing.signal.aborted) part.close()
    else closing.signal.addEventListener('abort', () => part.close())
    return part
  }

  function currentUser(): User | undefined {
    return session.current()?.user
  }

  /** Names what is read: one server, site and user. */
  async function viewerKey(): Promise<string> {
    await session.ready()
    return [server, site, currentUser()?.id ?? ''].join(' ')
  }

  /** Listens to what happens to the user. */
  function watchOwn(watcher: Omit<LiveWatcher, 'onCreated'>): () => void {
    return watchLive((live) => live.watch(undefined, { onCreated() {}, ...watcher }))
  }

  function watchLive(start: (live: LiveFeed) => () => void): () => void {
    let stop = (): void => {}
    let isWanted = true
    loadLive().then((live) => {
      if (isWanted && !closing.signal.aborted) stop = start(live)
    }, ignore)
    return () => {
      isWanted = false
      stop()
    }
  }

  return {
    server,
    site,
    session: session.store,
    outbox,
    notifications: notifications.store,
    signIn: (signInOptions) => beginSignIn(own(signInOptions), getToken !== undefined, loadSignIns),
    feed: feeds.get,
    post: createPostStores(posts, loadPost),
    loadPost,
    ...fromAccount,
    generate: (request, o) => later(async () => (await loadWriting()).generate(request, o)),
    resumeGeneration: (id, o) => later(async () => (await loadWriting()).resumeGeneration(id, o)),
    ...lateWrites(async () => (await loadWriting()).writes),
    close() {
      closing.abort(new DOMException('the client was closed', 'AbortError'))
      feeds.each((feed) => feed.close())
      session.close()
    },
  }
}

/** Iterates what has to be loaded first. */
async function* later<T>(load: () => Promise<AsyncIterable<T>>): AsyncGenerator<T> {
  yield* await load()
}

/** For failures that are told elsewhere: in the session, the outbox, or by the next call. */
function ignore(): void {}
