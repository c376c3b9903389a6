import type { Feed, FeedClient, FeedItem } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

const idsOf = (items: readonly FeedItem[]): string[] => items.map(({ post }) => post.id)

describe('a feed into which posts come by themselves', () => {
  let opened: StubbedClient
  let stops: (() => void)[]
  let posted: string[]
  let client: FeedClient
  /** Queries of pages that were asked for by `client`. */
  let asked: URLSearchParams[]
  /** Answers in the place of the stub, or after something. */
  let answer: (query: URLSearchParams, usual: Response) => Promise<Response>

  const watch = async (pageSize: number, of = client): Promise<Feed> => {
    const feed = of.feed('explore', { incoming: 'prepend', pageSize })
    stops.push(feed.subscribe(() => {}))
    await until(feed, ({ source }) => source === 'network')
    await eventually(() => opened.stub.openStreams > 0)
    return feed
  }
  const post = (count: number): void => {
    for (let one = 0; one < count; one += 1) posted.unshift(opened.stub.addPost().id)
  }

  beforeEach(() => {
    opened = openClient()
    stops = []
    posted = []
    asked = []
    answer = async (_query, usual) => usual
    client = opened.open({
      fetch: async (input, init) => {
        const usual = await opened.stub.fetch(input, init)
        const url = new URL(new Request(input).url)
        if (!url.pathname.startsWith('/v1/feeds')) return usual
        asked.push(url.searchParams)
        return answer(url.searchParams, usual)
      },
    })
  })
  afterEach(() => {
    for (const stop of stops) stop()
    opened.closeAll()
  })

  it('keeps what its reader asked for when more than a page comes at once, though nobody says what is read', async () => {
    post(60)
    const feed = await watch(20)
    await feed.loadMore()
    await feed.loadMore()

    post(50)
    await until(feed, ({ items }) => items[0]?.post.id === posted[0])

    expect(idsOf(feed.getSnapshot().items)).to.deep.equal(posted)
  })

  it('asks a server that gives the same for ever once for each thing it is told', async () => {
    post(60)
    const feed = await watch(20)
    await feed.loadMore()
    await feed.loadMore()
    stops.push(feed.keepNear(() => posted[50]))
    const page = await (await opened.stub.fetch(`${opened.stub.server}/v1/feeds/explore?limit=20`)).text()
    answer = async (query, usual) => (query.has('after') ? new Response(page) : usual)
    const before = asked.length

    post(1)
    await eventually(() => asked.length > before)
    await (
      await client.feed('user:ben').pages()[Symbol.asyncIterator]().next()
    ).value

    expect(asked.length - before).to.be.at.most(3)
    expect(idsOf(feed.getSnapshot().items).toSorted()).to.deep.equal(posted.slice(1).toSorted())
  })

  it('ends what it was loading when it has to let go of its last rows meanwhile', async () => {
    post(1100)
    const feed = await watch(100)
    stops.push(feed.keepNear(() => feed.getSnapshot().items[0]?.post.id))
    for (let count = 0; count < 10; count += 1) {
      post(99)
      await until(feed, ({ items }) => items[0]?.post.id === posted[0])
    }
    const held = Promise.withResolvers<void>()
    answer = async (query, usual) =>
      query.has('cursor') || query.has('around') ? held.promise.then(() => usual) : usual

    const more = feed.loadMore()
    post(99)
    await until(feed, ({ items }) => items[0]?.post.id === posted[0])
    held.resolve()
    await more
    const { items, activity } = feed.getSnapshot()

    expect(activity).to.equal('idle')
    expect(idsOf(items)).to.deep.equal(posted.slice(0, items.length))
  })

  it('asks for none of them once it was left', async () => {
    const feed = await watch(20)
    const other = await watch(20, opened.client)
    await eventually(() => asked.some((query) => query.has('after')))
    const before = asked.length

    post(1)
    await until(feed, ({ incoming }) => incoming === 1)
    stops[0]?.()
    await until(other, ({ items }) => items.length === 1)

    expect(asked.length).to.equal(before)
  })
})
