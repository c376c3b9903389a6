import { isFeedError, type FeedSnapshot } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('an edit', () => {
  let opened: StubbedClient
  const textOf = ({ items }: FeedSnapshot): string => items[0]?.post.text.map(({ text }) => text).join('') ?? ''
  const storedText = (): string =>
    opened.stub.posts
      .get('mine')
      ?.post.text.map(({ text }) => text)
      .join('') ?? ''
  const openFeed = async () => {
    const feed = opened.client.feed('explore')
    const stop = feed.subscribe(() => {})
    await until(feed, ({ source }) => source === 'network')
    return { feed, stop }
  }

  beforeEach(async () => {
    opened = openClient()
    opened.stub.addPost({
      id: 'mine',
      author: opened.stub.users.get('anna')!,
      text: [{ type: 'text', text: 'before' }],
    })
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  it('shows at once and stays when the server has it', async () => {
    const { feed, stop } = await openFeed()

    const { done } = await opened.client.editPost('mine', { text: 'after' })
    const atOnce = textOf(feed.getSnapshot())
    const post = await done

    expect(atOnce).to.equal('after')
    expect(post.version).to.equal(2)
    expect([storedText(), textOf(feed.getSnapshot())]).to.deep.equal(['after', 'after'])
    stop()
  })

  it('is taken back with the reason when the server refuses it', async () => {
    const { feed, stop } = await openFeed()
    opened.stub.fail('PATCH', { code: 'invalid_field' })

    const { done } = await opened.client.editPost('mine', { text: 'after' })
    const failure = await done.catch((error: unknown) => error)

    expect(isFeedError(failure, 'invalid_field')).to.equal(true)
    expect(textOf(feed.getSnapshot())).to.equal('before')
    stop()
  })

  it('is done when only its answer got lost', async () => {
    opened.stub.fail('PATCH', 'lost-answer')

    const { id, done } = await opened.client.editPost('mine', { text: 'after' })
    await until(opened.client.outbox, ([entry]) => entry?.error !== undefined)
    await opened.client.outbox.retry(id)
    const post = await done

    expect(post.version).to.equal(2)
    expect(storedText()).to.equal('after')
  })

  it('goes through though somebody liked the post meanwhile', async () => {
    await opened.client.loadPost('mine')
    const stored = opened.stub.posts.get('mine')!
    stored.post = { ...stored.post, version: 7, counts: { ...stored.post.counts, likes: 6 } }

    await (
      await opened.client.editPost('mine', { text: 'after' })
    ).done

    expect(storedText()).to.equal('after')
  })

  for (const [when, hearOfIt] of [
    ['meanwhile', async () => {}],
    // Its answer names a version whose words were not seen.
    ['before a like of the same user', async () => (await opened.client.setLiked('mine', true)).done],
  ] as const)
    it(`is a conflict when somebody changed the words ${when}, and keeps both`, async () => {
      await opened.client.loadPost('mine')
      const stored = opened.stub.posts.get('mine')!
      stored.post = { ...stored.post, version: 2, text: [{ type: 'text', text: 'from another device' }] }
      await hearOfIt()

      const { done } = await opened.client.editPost('mine', { text: 'after' })
      const failure = await done.catch((error: unknown) => error)

      expect(isFeedError(failure, 'version_conflict')).to.equal(true)
      expect(storedText()).to.equal('from another device')
      expect(opened.client.outbox.getSnapshot()[0]).to.include({ kind: 'edit', status: 'rejected' })
    })

  it('may be followed by another one before the first was sent', async () => {
    opened.stub.fail('PATCH', { code: 'overloaded', retryAfter: 1 })

    const first = await opened.client.editPost('mine', { text: 'once' })
    const second = await opened.client.editPost('mine', { text: 'twice' })
    await Promise.all([first.done, second.done])

    expect(storedText()).to.equal('twice')
  })
})
