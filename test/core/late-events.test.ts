import type { Feed, FeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('words of a post that are changed', () => {
  let opened: StubbedClient
  let client: FeedClient
  let feed: Feed
  let stop: () => void
  /** Answers that were given and have not arrived. */
  let held: (() => void)[]
  let isHolding: boolean

  /** Makes the server have other words, and counts, at a version. */
  const change = (version: number, text: string, likes = 0): void => {
    const stored = opened.stub.posts.get('first')!
    const counts = { ...stored.post.counts, likes }
    stored.post = { ...stored.post, version, text: [{ type: 'text', text }], counts }
  }
  const tell = (version: number): void => opened.stub.emit('post.updated', { postId: 'first', version })
  const count = (postId: string, version: number, likes: number): void => {
    const counts = { likes, comments: 0, reposts: 0, quotes: 0, remixes: 0 }
    opened.stub.emitUnstored('counts', { postId, version, counts })
  }
  const find = (id: string) => feed.getSnapshot().items.find(({ post }) => post.id === id)?.post
  /** Waits until the stream was heard up to now. */
  const hear = async (): Promise<void> => {
    const likes = (find('other')?.counts.likes ?? 0) + 1
    count('other', likes + 1, likes)
    await until(feed, () => find('other')?.counts.likes === likes)
  }

  beforeEach(async () => {
    opened = openClient()
    opened.stub.addPost({ id: 'first' })
    opened.stub.addPost({ id: 'other' })
    held = []
    isHolding = false
    client = opened.open({
      fetch: async (input, init) => {
        const answer = await opened.stub.fetch(input, init)
        if (isHolding && new URL(new Request(input).url).pathname === '/v1/posts/first')
          await new Promise<void>((resolve) => held.push(resolve))
        return answer
      },
    })
    feed = client.feed('explore')
    stop = feed.subscribe(() => {})
    await eventually(() => opened.stub.openStreams === 1)
    await until(feed, ({ items }) => items.length === 2)
  })
  afterEach(() => {
    stop()
    opened.closeAll()
  })

  it('once more while they are loaded are loaded once more', async () => {
    isHolding = true
    change(2, 'second')
    tell(2)
    await eventually(() => held.length === 1)

    change(3, 'third')
    tell(3)
    await hear()
    isHolding = false
    held[0]?.()

    await until(feed, () => find('first')?.text[0]?.text === 'third')
    expect(opened.stub.seen('GET /v1/posts/first')).to.have.length(2)
  })

  it('are loaded though counts have made the post newer before', async () => {
    change(3, 'second', 5)
    count('first', 3, 5)
    tell(2)

    const { items } = await until(feed, () => find('first')?.text[0]?.text === 'second')

    expect(items.find(({ post }) => post.id === 'first')?.post.counts.likes).to.equal(5)
  })

  it('are not older than counts that come while they are loaded', async () => {
    isHolding = true
    change(2, 'second')
    tell(2)
    await eventually(() => held.length === 1)

    change(3, 'second', 5)
    count('first', 3, 5)
    await hear()
    isHolding = false
    held[0]?.()

    await until(feed, () => find('first')?.text[0]?.text === 'second')
    expect(find('first')?.counts.likes).to.equal(5)
  })

  for (const [what, answersFirst] of [
    ['comes', false],
    ['is answered', true],
  ] as const)
    it(`are not older than a like of the reader that ${what} while they are loaded`, async () => {
      await opened.signIn(client)
      await until(feed, () => find('first')?.viewer !== undefined)
      await eventually(() => opened.stub.openStreams === 1)
      isHolding = true
      change(2, 'second')
      tell(2)
      await eventually(() => held.length === 1)

      const { done } = await client.setLiked('first', true)
      if (answersFirst) await done
      isHolding = false
      held[0]?.()
      await done

      await until(feed, () => find('first')?.text[0]?.text === 'second')
      expect([find('first')?.counts.likes, find('first')?.viewer?.liked]).to.deep.equal([1, true])
    })

  it('are loaded though counts say the same version before', async () => {
    change(2, 'second', 5)
    count('first', 2, 5)
    tell(2)

    await until(feed, () => find('first')?.text[0]?.text === 'second')
  })

  it('by the reader, whose answer has them, are not loaded', async () => {
    await hear()
    tell(1)
    await hear()

    expect(opened.stub.seen('GET /v1/posts/first')).to.deep.equal([])
  })
})
