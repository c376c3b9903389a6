import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('live feed', () => {
  let opened: StubbedClient
  let stops: (() => void)[] = []
  const watch = async (
    id: 'explore' | 'user:ben' | `comments:${string}`,
    incoming: 'announce' | 'prepend' = 'announce',
  ) => {
    const feed = opened.client.feed(id, { incoming })
    stops.push(feed.subscribe(() => {}))
    await until(feed, ({ source }) => source === 'network')
    return feed
  }

  beforeEach(() => {
    opened = openClient()
    opened.stub.addPost({ id: 'old' })
  })
  afterEach(() => {
    for (const stop of stops) stop()
    stops = []
    opened.closeAll()
  })

  it('announces a post without moving what is read, and shows it when asked', async () => {
    const feed = await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.addPost({ id: 'new' })
    const announced = await until(feed, ({ incoming }) => incoming === 1)
    feed.showIncoming()
    const shown = await until(feed, ({ incoming }) => incoming === 0)

    expect(announced.items.map(({ post }) => post.id)).to.deep.equal(['old'])
    expect(shown.items.map(({ post }) => post.id)).to.deep.equal(['new', 'old'])
    // The same address was asked when the stream opened, and its empty answer may be kept for 5 s.
    expect(opened.stub.seen('GET /v1/feeds').at(-1)?.cache).to.equal('no-cache')
  })

  it('puts a post in at once when asked to prepend', async () => {
    const feed = await watch('explore', 'prepend')
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.addPost({ id: 'new' })
    const { incoming } = await until(feed, ({ items }) => items.length === 2)

    expect(incoming).to.equal(0)
  })

  it('puts comments at the end, where they are read', async () => {
    const comment = (id: string) => opened.stub.addPost({ id, commentOn: { id: 'old', state: 'visible' } })
    comment('first')
    const feed = await watch('comments:old', 'prepend')
    await eventually(() => opened.stub.openStreams === 1)

    comment('second')
    const { items } = await until(feed, (snapshot) => snapshot.items.length === 2)

    expect(items.map(({ post }) => post.id)).to.deep.equal(['first', 'second'])
  })

  it('goes on to announce what comes while the posts before are fetched', async () => {
    const answers: (() => void)[] = []
    const client = opened.open({
      fetch: async (input, init) => {
        const answer = await opened.stub.fetch(input, init)
        if (new Request(input).url.includes('after=')) await new Promise<void>((resolve) => answers.push(resolve))
        return answer
      },
    })
    const feed = client.feed('explore')
    const stop = feed.subscribe(() => {})
    await eventually(() => answers.length === 1)
    answers[0]?.()
    opened.stub.addPost({ id: 'before' })
    await until(feed, ({ incoming }) => incoming === 1)

    feed.showIncoming()
    await eventually(() => answers.length === 2)
    opened.stub.addPost({ id: 'meanwhile' })
    await until(feed, ({ incoming }) => incoming === 2)
    answers[1]?.()
    const { incoming } = await until(feed, ({ items }) => items.some(({ post }) => post.id === 'before'))

    expect(incoming).to.equal(1)
    stop()
  })

  it('opens one stream for all feeds of a client', async () => {
    await watch('explore')
    await watch('user:ben')

    await eventually(() => opened.stub.seen('GET /v1/events').at(-1)?.query.getAll('feed').length === 2)
    await eventually(() => opened.stub.openStreams === 1)
  })

  it('resumes after the last seq without losing or repeating', async () => {
    const feed = await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)
    opened.stub.addPost({ id: 'one' })
    await until(feed, ({ incoming }) => incoming === 1)

    opened.stub.cutStreams()
    opened.stub.addPost({ id: 'two' })
    const { incoming } = await until(feed, (snapshot) => snapshot.incoming === 2)

    expect(incoming).to.equal(2)
    expect(opened.stub.seen('GET /v1/events').at(-1)?.query.get('after')).to.equal('2')
  })

  it('never comes back faster than once a second', async () => {
    await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)
    const before = opened.stub.seen('GET /v1/events').length
    const startMs = performance.now()

    opened.stub.cutStreams()
    await eventually(() => opened.stub.seen('GET /v1/events').length > before)

    expect(performance.now() - startMs).to.be.greaterThan(950)
  })

  it('finds what came between page one and the stream', async () => {
    opened.stub.fail('GET /v1/events', 'offline')
    const feed = await watch('explore')
    opened.stub.addPost({ id: 'between' })

    const { incoming } = await until(feed, (snapshot) => snapshot.incoming === 1)

    expect(incoming).to.equal(1)
  })

  it('looks again after a reset', async () => {
    const feed = await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)
    opened.stub.fail('GET /v1/events', 'offline')

    opened.stub.emitUnstored('reset', { newest: 99 })
    opened.stub.cutStreams()

    await eventually(() => opened.stub.seen('GET /v1/feeds').filter(({ query }) => query.has('after')).length === 2)
    expect(feed.getSnapshot().error).to.equal(undefined)
  })

  it('takes counts and deletions over', async () => {
    const feed = await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)
    const counts = { likes: 5, comments: 0, reposts: 0, quotes: 0, remixes: 0 }

    opened.stub.emitUnstored('counts', { postId: 'old', version: 2, counts })
    const liked = await until(feed, ({ items }) => items[0]?.post.counts.likes === 5)
    opened.stub.emit('post.deleted', { postId: 'old' })
    const { items } = await until(feed, (snapshot) => snapshot.items.length === 0)

    expect(liked.items[0]?.post.counts).to.deep.equal(counts)
    expect(items).to.deep.equal([])
  })

  it('survives rubbish, unknown kinds and unknown fields', async () => {
    const feed = await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.emitUnstored('toString', { a: 1 })
    opened.stub.emitUnstored('counts', { nothing: true })
    opened.stub.emit('party', { balloons: 99 })
    opened.stub.addPost({ id: 'new' })

    await until(feed, ({ incoming }) => incoming === 1)
    expect(opened.stub.openStreams).to.equal(1)
  })

  it('leaves no stream behind', async () => {
    await watch('explore')
    await eventually(() => opened.stub.openStreams === 1)

    for (const stop of stops) stop()

    await eventually(() => opened.stub.openStreams === 0)
  })
})
