import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('feed', () => {
  let opened: StubbedClient
  const idsOf = (snapshot: { items: readonly { post: { id: string } }[] }): string[] =>
    snapshot.items.map(({ post }) => post.id)

  beforeEach(() => {
    opened = openClient()
    for (let index = 0; index < 7; index += 1) opened.stub.addPost()
  })
  afterEach(() => opened.closeAll())

  it('touches nothing until somebody subscribes', async () => {
    opened.client.feed('explore').getSnapshot()

    expect(opened.stub.requests).to.deep.equal([])
  })

  it('gives the same object for the same id and options', () => {
    const { client } = opened

    expect(client.feed('explore')).to.equal(client.feed('explore'))
    expect(client.feed('explore')).to.equal(client.feed('explore', { pageSize: 20, incoming: 'announce' }))
    expect(client.feed('explore')).not.to.equal(client.feed('explore', { pageSize: 5 }))
    expect(() => client.feed('nonsense' as 'explore')).to.throw(TypeError)
  })

  it('loads page one when subscribed, and more until the end', async () => {
    const feed = opened.client.feed('explore', { pageSize: 3 })

    const first = await until(feed, ({ source, activity }) => source === 'network' && activity === 'idle')
    const [one, other] = await Promise.all([feed.loadMore(), feed.loadMore()])
    await feed.loadMore()

    expect(idsOf(first)).to.deep.equal(['post-7', 'post-6', 'post-5'])
    expect(one).to.equal(other)
    expect(idsOf(feed.getSnapshot())).to.have.length(7)
    expect(feed.getSnapshot().hasMore).to.equal(false)
    expect(await feed.loadMore()).to.deep.equal([])
  })

  it('reads anonymously by CORS-simple requests in the fixed order', async () => {
    await until(opened.client.feed('user:ben', { pageSize: 2 }), ({ source }) => source === 'network')

    const [request] = opened.stub.seen('GET /v1/feeds')
    expect(request?.url).to.equal('/v1/feeds/user%3Aben?site=default&limit=2')
    expect([...(request?.headers.keys() ?? [])]).to.deep.equal([])
  })

  it('loads anew for a refresh that is asked for by who was just told of a page', async () => {
    const feed = opened.client.feed('explore', { pageSize: 3 })
    let refreshed: Promise<void> | undefined
    const stop = feed.subscribe(() => {
      const { source, activity } = feed.getSnapshot()
      if (source === 'network' && activity === 'idle') refreshed ??= feed.refresh()
    })

    await until(feed, ({ source }) => source === 'network')
    await refreshed

    expect(opened.stub.seen('GET /v1/feeds')).to.have.length(2)
    stop()
  })

  it('loads the next page for whoever asks when told of the one before', async () => {
    const feed = opened.client.feed('explore', { pageSize: 3 })
    let last: Promise<unknown> | undefined
    const stop = feed.subscribe(() => {
      const { items, activity } = feed.getSnapshot()
      if (items.length === 6 && activity === 'idle') last ??= feed.loadMore()
    })
    await until(feed, ({ source }) => source === 'network')

    await feed.loadMore()
    await last

    expect(feed.getSnapshot().items).to.have.length(7)
    stop()
  })

  it('says viewer=me with a session', async () => {
    await opened.signIn()

    await until(opened.client.feed('explore'), ({ source }) => source === 'network')

    expect(opened.stub.seen('GET /v1/feeds').at(-1)?.query.get('viewer')).to.equal('me')
  })

  it('keeps page one when page two fails, and goes on from there', async () => {
    const feed = opened.client.feed('explore', { pageSize: 3 })
    const stop = feed.subscribe(() => {})
    await until(feed, ({ source }) => source === 'network')
    opened.stub.fail('GET /v1/feeds', { code: 'overloaded', retryAfter: 2 })

    const error: unknown = await feed.loadMore().catch((cause: unknown) => cause)
    const snapshot = feed.getSnapshot()
    const more = await feed.loadMore()

    expect(isFeedError(error, 'overloaded') && error.retryAfterMs).to.equal(2000)
    expect(idsOf(snapshot)).to.have.length(3)
    expect(snapshot.error?.code).to.equal('overloaded')
    expect(more).to.have.length(3)
    expect(feed.getSnapshot().error).to.equal(undefined)
    stop()
  })

  for (const [fault, code] of [
    ['offline', 'offline'],
    ['html-200', 'bad_response'],
    ['cut', 'bad_response'],
    [{ code: 'rate_limited' }, 'rate_limited'],
  ] as const) {
    it(`tells ${typeof fault === 'string' ? fault : fault.code} as ${code}`, async () => {
      opened.stub.fail('GET /v1/feeds', fault)

      const { error, items } = await until(opened.client.feed('explore'), (snapshot) => snapshot.error !== undefined)

      expect(error?.code).to.equal(code)
      expect(error?.retryable).to.equal(true)
      expect(items).to.deep.equal([])
    })
  }

  it('shows page one of an earlier visit while the network has nothing better', async () => {
    await until(opened.client.feed('explore'), ({ source }) => source === 'network')
    // The page is written to the cache after it is shown.
    await eventually(async () => (await keysOf('ai-feed-cache')).some((key) => key.startsWith(opened.stub.server)))
    const later = opened.open().feed('explore')
    opened.stub.addPost({ id: 'fresh' })
    opened.stub.fail('GET /v1/feeds', 'offline')

    const stop = later.subscribe(() => {})
    const cached = await until(later, ({ source, error }) => source === 'cache' && error !== undefined)
    await later.refresh()

    expect(idsOf(cached)).to.have.length(7)
    expect(cached.error?.code).to.equal('offline')
    expect(idsOf(later.getSnapshot())[0]).to.equal('fresh')
    expect(later.getSnapshot().source).to.equal('network')
    stop()
  })

  it('iterates with its own cursor and leaves the store where it was', async () => {
    const feed = opened.client.feed('explore', { pageSize: 3 })
    const sizes: number[] = []

    for await (const page of feed) sizes.push(page.items.length)

    expect(sizes).to.deep.equal([3, 3, 1])
    expect(feed.getSnapshot().items).to.deep.equal([])
  })

  it('rejects with the reason of the signal', async () => {
    const reason = new Error('left the page')
    const controller = new AbortController()
    opened.stub.fail('GET /v1/feeds', 'hang')

    const loading = opened.client.feed('explore').loadMore({ signal: controller.signal })
    controller.abort(reason)

    expect(await loading.catch((cause: unknown) => cause)).to.equal(reason)
  })

  it('keeps the reference of a snapshot until something changes', async () => {
    const feed = opened.client.feed('explore')
    const stop = feed.subscribe(() => {})
    const before = await until(feed, ({ source }) => source === 'network')

    await feed.refresh()

    expect(feed.getSnapshot().items).to.deep.equal(before.items)
    expect(feed.getSnapshot()).to.equal(feed.getSnapshot())
    stop()
  })

  it('shares one post object among all feeds', async () => {
    const { client } = opened
    const stops = [client.feed('explore').subscribe(() => {}), client.feed('user:ben').subscribe(() => {})]
    await until(client.feed('explore'), ({ source }) => source === 'network')
    await until(client.feed('user:ben'), ({ source }) => source === 'network')

    expect(client.feed('explore').getSnapshot().items[2]?.post).to.equal(
      client.feed('user:ben').getSnapshot().items[2]?.post,
    )
    expect(client.post('post-5').getSnapshot().post).to.equal(client.feed('explore').getSnapshot().items[2]?.post)
    for (const stop of stops) stop()
  })

  it('comes to an end where a server gives new cursors for ever and nothing else', async () => {
    let pages = 0
    const client = opened.open({
      fetch: async (input, init) => {
        const answer = await opened.stub.fetch(input, init)
        if (!new Request(input).url.includes('cursor=')) return answer
        pages += 1
        return Response.json({ items: [], newest: '1', next: String(1000 + pages) })
      },
    })
    const feed = client.feed('explore', { pageSize: 5 })

    await feed.refresh()
    const more = await feed.loadMore()

    expect(more).to.deep.equal([])
    expect(feed.getSnapshot().hasMore).to.equal(false)
    expect(pages).to.be.lessThan(60)
  })
})

async function keysOf(name: string): Promise<string[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.addEventListener('error', () => reject(request.error))
  })
  try {
    return await new Promise<string[]>((resolve) => {
      const request = database.transaction('keyval').objectStore('keyval').getAllKeys()
      request.onsuccess = () => resolve(request.result as string[])
    })
  } finally {
    database.close()
  }
}
