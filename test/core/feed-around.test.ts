import type { FeedSnapshot } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a feed that begins in the middle', () => {
  let opened: StubbedClient
  const options = { around: 'post-5', pageSize: 3 } as const
  const isLoaded = ({ source, activity }: FeedSnapshot): boolean => source === 'network' && activity === 'idle'
  const shown = ({ items }: FeedSnapshot): string => items.map(({ post }) => post.id.replace('post-', '')).join(' ')

  beforeEach(() => {
    opened = openClient()
    for (let index = 0; index < 12; index += 1) opened.stub.addPost()
  })
  afterEach(() => opened.closeAll())

  it('goes on in both directions until the ends', async () => {
    const feed = opened.client.feed('explore', options)
    const first = await until(feed, isLoaded)

    const [one, other] = await Promise.all([feed.loadPrevious(), feed.loadPrevious()])
    const then = feed.getSnapshot()
    await feed.loadMore()
    await feed.loadPrevious()

    expect([shown(first), first.hasPrevious]).to.deep.equal(['6 5 4', true])
    expect(one).to.equal(other)
    expect(one.map(({ post }) => post.id)).to.deep.equal(['post-9', 'post-8', 'post-7'])
    expect(shown(then)).to.equal('9 8 7 6 5 4')
    expect(shown(feed.getSnapshot())).to.equal('12 11 10 9 8 7 6 5 4 3 2 1')
    expect(feed.getSnapshot().hasPrevious).to.equal(false)
    expect(await feed.loadPrevious()).to.deep.equal([])
  })

  it('has nothing before page one', async () => {
    const feed = opened.client.feed('explore', { pageSize: 3 })

    expect((await until(feed, isLoaded)).hasPrevious).to.equal(false)
    expect(await feed.loadPrevious()).to.deep.equal([])
    expect(opened.stub.seen('GET /v1/feeds')).to.have.length(1)
  })

  it('keeps what it has when a page before it does not come, and can be asked again', async () => {
    const feed = opened.client.feed('explore', options)
    await until(feed, isLoaded)
    opened.stub.fail('GET /v1/feeds', 'offline')

    const error: unknown = await feed.loadPrevious().catch((cause: unknown) => cause)
    const failed = feed.getSnapshot()
    await feed.loadPrevious()

    expect(error).to.equal(failed.error)
    expect([shown(failed), failed.error?.code, failed.activity]).to.deep.equal(['6 5 4', 'offline', 'idle'])
    expect([shown(feed.getSnapshot()), feed.getSnapshot().error]).to.deep.equal(['9 8 7 6 5 4', undefined])
  })

  for (const incoming of ['announce', 'prepend'] as const)
    it(`counts what arrives while there is more above it, and begins at the start to show it: ${incoming}`, async () => {
      const feed = opened.client.feed('explore', { ...options, incoming })
      const stop = feed.subscribe(() => {})
      await until(feed, isLoaded)
      await eventually(() => opened.stub.openStreams > 0)

      opened.stub.addPost()
      const counted = await until(feed, ({ incoming: count }) => count === 1)
      feed.showIncoming()
      const begun = await until(feed, ({ incoming: count, activity }) => count === 0 && activity === 'idle')
      stop()

      expect(shown(counted)).to.equal('6 5 4')
      expect([shown(begun), begun.hasPrevious]).to.deep.equal(['13 12 11', false])
    })
})
