import type { FeedClient, FeedId } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { shareStream, type SharedStream } from '../../packages/core/dist/feed/share-stream.js'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('the stream that tabs share', () => {
  let opened: StubbedClient
  let stops: (() => void)[] = []
  const watch = async (client: FeedClient, id: FeedId = 'explore') => {
    const feed = client.feed(id)
    stops.push(feed.subscribe(() => {}))
    await until(feed, ({ source }) => source === 'network')
    return feed
  }
  const streamsOpened = () => opened.stub.seen('GET /v1/events')
  const feedsOnStream = () => streamsOpened().at(-1)?.query.getAll('feed').toSorted()

  beforeEach(() => {
    opened = openClient()
    opened.stub.addPost({ id: 'old' })
  })
  afterEach(() => {
    for (const stop of stops) stop()
    stops = []
    opened.closeAll()
  })

  it('is one for all of them, and each hears what it watches', async () => {
    const tabs = [opened.client, opened.open(), opened.open()]
    const feeds = await Promise.all(tabs.map((tab) => watch(tab)))
    const own = await watch(tabs[2]!, 'user:ben')
    await eventually(() => feedsOnStream()?.length === 2 && opened.stub.openStreams === 1)

    opened.stub.addPost({ id: 'new' })
    await Promise.all([...feeds, own].map((feed) => until(feed, ({ incoming }) => incoming === 1)))

    expect(opened.stub.openStreams).to.equal(1)
  })

  it('goes over to another tab when its own closes, without losing anything', async () => {
    const other = opened.open()
    await watch(opened.client)
    await eventually(() => opened.stub.openStreams === 1)
    const feed = await watch(other)
    opened.stub.addPost({ id: 'first' })
    await until(feed, ({ incoming }) => incoming === 1)

    opened.client.close()
    opened.stub.addPost({ id: 'between' })
    await until(feed, ({ incoming }) => incoming === 2)
    await eventually(() => opened.stub.openStreams === 1)
    opened.stub.addPost({ id: 'after' })
    const { incoming } = await until(feed, (snapshot) => snapshot.incoming === 3)

    expect(incoming).to.equal(3)
    expect(streamsOpened().at(-1)?.query.has('after')).to.equal(true)
  })

  it('is not asked for what only a closed tab wanted', async () => {
    const other = opened.open()
    await watch(opened.client)
    await watch(other, 'user:ben')
    await eventually(() => feedsOnStream()?.length === 2)

    other.close()

    await eventually(() => feedsOnStream()?.join() === 'explore')
  })

  it('is never shared by different users', async () => {
    const anna = opened.open()
    await watch(opened.client)
    await eventually(() => opened.stub.openStreams === 1)

    await anna.signIn()
    await watch(anna)
    await eventually(() => streamsOpened().some(({ user }) => user?.handle === 'anna'))
    opened.stub.emit('notification', { id: 'n', kind: 'follow', unread: 7 })

    await until(anna.notifications, ({ unread }) => unread === 7)
  })

  it('is one for each tab where the browser has no locks', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
    try {
      const feeds = await Promise.all([watch(opened.client), watch(opened.open())])
      await eventually(() => opened.stub.openStreams === 2)

      opened.stub.addPost({ id: 'new' })

      for (const feed of feeds) await until(feed, ({ incoming }) => incoming === 1)
    } finally {
      Reflect.deleteProperty(navigator, 'locks')
    }
  })

  it('is taken over from a tab that is frozen', async () => {
    const name = crypto.randomUUID()
    let giveUp = (): void => {}
    // A frozen tab keeps its lock and says nothing.
    const frozen = navigator.locks
      .request(`ai-feed-live ${name}`, () => new Promise<void>((resolve) => (giveUp = resolve)))
      .catch((error: DOMException) => error.name)
    let nowMs = 0
    const asked = Promise.withResolvers<readonly string[]>()
    const share: SharedStream = shareStream({
      name: async () => name,
      tab: 'awake',
      clock: {
        now: () => nowMs,
        random: () => 0,
        async wait(ms, signal) {
          await new Promise((resolve) => requestAnimationFrame(resolve))
          signal?.throwIfAborted()
          nowMs += ms
        },
      },
      stream: { open: asked.resolve, close() {} },
      lastSeq: () => undefined,
      onNews() {},
    })

    share.want(['explore'])
    const feeds = await asked.promise
    share.want(undefined)
    giveUp()

    expect(feeds).to.deep.equal(['explore'])
    expect(await frozen).to.equal('AbortError')
  })
})
