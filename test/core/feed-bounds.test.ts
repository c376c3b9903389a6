import type { Feed, FeedItem } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

const idsOf = (items: readonly FeedItem[]): string[] => items.map(({ post }) => post.id)

describe('a feed that is open for a week', () => {
  let opened: StubbedClient
  let stops: (() => void)[]
  let posted: string[]
  /** The largest number of rows that was ever there. */
  let most = 0

  const watch = async (incoming: 'announce' | 'prepend', pageSize: number): Promise<Feed> => {
    const feed = opened.client.feed('explore', { incoming, pageSize })
    stops.push(feed.subscribe(() => (most = Math.max(most, feed.getSnapshot().items.length))))
    await until(feed, ({ source }) => source === 'network')
    await eventually(() => opened.stub.openStreams === 1)
    return feed
  }
  const post = (count: number): void => {
    for (let one = 0; one < count; one += 1) posted.unshift(opened.stub.addPost().id)
  }
  /** Posts so much at a time, each until it is shown. */
  const postSlowly = async (feed: Feed, count: number, atOnce: number): Promise<void> => {
    for (let left = count; left > 0; left -= atOnce) {
      post(Math.min(left, atOnce))
      await until(feed, ({ items, incoming }) => items[0]?.post.id === posted[0] || incoming > 0)
      await until(feed, ({ incoming }) => incoming === 0)
    }
  }

  beforeEach(() => {
    opened = openClient()
    stops = []
    posted = []
    most = 0
  })
  afterEach(() => {
    for (const stop of stops) stop()
    opened.closeAll()
  })

  it('keeps a bounded number of 10,000 posts that come in, and gives all of them again without gap or repeat', async () => {
    post(250)
    const feed = await watch('prepend', 100)

    await postSlowly(feed, 10_000, 99)
    const { items, hasMore } = feed.getSnapshot()
    while (feed.getSnapshot().hasMore) await feed.loadMore()

    expect([items.length, hasMore]).to.deep.equal([1000, true])
    expect(idsOf(items)).to.deep.equal(posted.slice(0, 1000))
    expect(idsOf(feed.getSnapshot().items)).to.deep.equal(posted)
  })

  it('keeps what its reader asked for', async () => {
    post(300)
    const feed = await watch('prepend', 100)
    await feed.loadMore()
    await feed.loadMore()

    await postSlowly(feed, 900, 99)

    expect(idsOf(feed.getSnapshot().items)).to.deep.equal(posted)
  })

  it('keeps the rows around the one that is read, and counts what comes when there is too much above it', async () => {
    post(40)
    const feed = await watch('prepend', 40)
    const place = posted[20]!
    stops.push(feed.keepNear(() => place))

    await postSlowly(feed, 980, 39)
    post(30)
    await until(feed, ({ items, incoming }) => items.length + incoming >= 1050)
    post(60)
    const { items, incoming } = await until(feed, (snapshot) => snapshot.incoming > 0)

    expect(idsOf(items).slice(-40)).to.deep.equal(posted.slice(-40))
    expect(items.length).to.be.at.most(1080)
    expect(items.length + incoming).to.be.at.most(posted.length)
  })

  it('loses no place by a page and more that comes at once', async () => {
    post(60)
    const feed = await watch('prepend', 20)
    await feed.loadMore()
    await feed.loadMore()
    const place = posted[50]!
    stops.push(feed.keepNear(() => place))

    post(50)
    await until(feed, ({ items }) => items[0]?.post.id === posted[0])

    expect(idsOf(feed.getSnapshot().items)).to.deep.equal(posted)
  })

  it('goes on after the last row that is still there', async () => {
    post(50)
    const feed = await watch('prepend', 50)
    await postSlowly(feed, 980, 49)
    const kept = idsOf(feed.getSnapshot().items)
    // Nobody here is told of it.
    for (const id of kept.slice(-2)) opened.stub.posts.get(id)!.isDeleted = true

    await feed.loadMore()
    const { items } = feed.getSnapshot()

    expect(kept).to.have.length(1000)
    expect(idsOf(items)).to.deep.equal(
      posted.slice(0, idsOf(items).length + 2).filter((id) => !kept.slice(-2).includes(id)),
    )
    expect(items.length).to.be.greaterThan(998)
  })

  it('counts to a thousand, and shows two pages at most when asked', async () => {
    post(20)
    const feed = await watch('announce', 20)
    const seen = posted[0]!
    post(5000)
    // What is said after all that is heard after all that.
    const counts = { likes: 5, comments: 0, reposts: 0, quotes: 0, remixes: 0 }
    opened.stub.emitUnstored('counts', { postId: seen, version: 2, counts })
    await until(feed, ({ items }) => items[0]?.post.id === seen && items[0].post.counts.likes === 5)
    expect(feed.getSnapshot().incoming).to.equal(1000)
    const before = opened.stub.seen('GET /v1/feeds').length

    feed.showIncoming()
    const { items, incoming } = await until(feed, (snapshot) => snapshot.items[0]?.post.id === posted[0])

    expect([items.length, incoming]).to.deep.equal([20, 0])
    expect(opened.stub.seen('GET /v1/feeds').length - before).to.be.at.most(2)
  })

  it('takes in as many comments as that and counts the others', async () => {
    const comment = (): void => {
      posted.push(opened.stub.addPost({ commentOn: { id: 'root', state: 'visible' } }).id)
    }
    opened.stub.addPost({ id: 'root' })
    const feed = opened.client.feed('comments:root', { incoming: 'prepend', pageSize: 100 })
    stops.push(feed.subscribe(() => {}))
    await until(feed, ({ source }) => source === 'network')
    await eventually(() => opened.stub.openStreams === 1)

    for (let turn = 0; turn < 12; turn += 1) {
      for (let one = 0; one < 99; one += 1) comment()
      await until(feed, ({ items, incoming }) => items.length + incoming === posted.length)
      if (feed.getSnapshot().items.length < 1000) await until(feed, ({ incoming }) => incoming === 0)
    }

    expect(feed.getSnapshot().items.length).to.be.within(1000, 1100)
    expect(feed.getSnapshot().items.length + feed.getSnapshot().incoming).to.equal(posted.length)
  })
})
