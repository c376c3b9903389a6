import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a like', () => {
  let opened: StubbedClient

  beforeEach(async () => {
    opened = openClient()
    opened.stub.addPost({ id: 'liked' })
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  it('shows at once in every feed and stays when the server has it', async () => {
    const feeds = [opened.client.feed('explore'), opened.client.feed('user:ben')]
    const stops = feeds.map((feed) => feed.subscribe(() => {}))
    for (const feed of feeds) await until(feed, ({ source }) => source === 'network')
    opened.stub.fail('PUT', 'hang')

    const { id, done } = await opened.client.setLiked('liked', true)
    await until(opened.client.outbox, ([entry]) => entry?.status === 'sending')
    const atOnce = feeds.map((feed) => feed.getSnapshot().items[0]?.post)
    opened.stub.heal()
    await opened.client.outbox.retry(id)
    await done

    for (const post of atOnce) expect([post?.viewer?.liked, post?.counts.likes]).to.deep.equal([true, 1])
    expect(atOnce[0]).to.equal(atOnce[1])
    for (const feed of feeds) expect(feed.getSnapshot().items[0]?.post.counts.likes).to.equal(1)
    for (const stop of stops) stop()
  })

  it('is taken back with the reason when the server refuses it', async () => {
    const feed = opened.client.feed('explore')
    const stop = feed.subscribe(() => {})
    await until(feed, ({ source }) => source === 'network')
    opened.stub.fail('PUT', { code: 'suspended' })

    const { done } = await opened.client.setLiked('liked', true)
    const failure = await done.catch((error: unknown) => error)

    expect(isFeedError(failure, 'suspended')).to.equal(true)
    expect(feed.getSnapshot().items[0]?.post).to.deep.include({
      counts: { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 0 },
    })
    expect(feed.getSnapshot().items[0]?.post.viewer?.liked).to.equal(false)
    stop()
  })

  it('leaves a deleted post out of every feed at once', async () => {
    const feed = opened.client.feed('explore')
    const stop = feed.subscribe(() => {})
    await until(feed, ({ items }) => items.length === 1)

    const { done } = await opened.client.deletePost('liked')
    const atOnce = feed.getSnapshot().items
    await done
    await eventually(() => opened.client.outbox.getSnapshot().length === 0)

    expect(atOnce).to.deep.equal([])
    expect(feed.getSnapshot().items).to.deep.equal([])
    stop()
  })
})
