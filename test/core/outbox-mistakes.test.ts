import { isFeedError, type DraftPicture, type FeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a mistake with the outbox', () => {
  let opened: StubbedClient
  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => opened.closeAll())

  const nothing = undefined as unknown as string
  for (const [what, call] of [
    ['a post without anything', (client: FeedClient) => client.createPost({ text: ' ' })],
    ['a picture without anything', (client: FeedClient) => client.createPost({ pictures: [{} as DraftPicture] })],
    ['a like of nothing', (client: FeedClient) => client.setLiked(nothing, true)],
    ['deleting nothing', (client: FeedClient) => client.deletePost('')],
    ['following nobody', (client: FeedClient) => client.setFollowing(nothing, true)],
  ] as const)
    it(`refuses ${what} as a mistake of the program`, async () => {
      const failure = await call(opened.client).catch((error: unknown) => error)

      expect(failure).to.be.instanceOf(TypeError)
      expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
    })

  it('refuses a post without anything before it loads or waits for anything', async () => {
    let next: unknown = 'nothing'

    opened.client.createPost({ pictures: [] }).catch((error: unknown) => (next = error))
    await new Promise((resolve) => setTimeout(resolve))

    expect(next).to.be.instanceOf(TypeError)
  })

  it('edits posts only, and only into posts', async () => {
    const like = await opened.client.setLiked('any', true)
    const post = await opened.client.createPost({ text: 'Words' })

    const failures = await Promise.all(
      [
        opened.client.outbox.edit(like.id, { text: 'Words' }),
        opened.client.outbox.edit(post.id, { text: ' ' }),
        opened.client.outbox.edit(post.id, { pictures: [{} as DraftPicture] }),
      ].map((edit) => edit.catch((error: unknown) => error)),
    )

    expect(failures.map((error) => error instanceof TypeError)).to.deep.equal([true, true, true])
    expect(opened.client.outbox.getSnapshot().map(({ kind, draft }) => [kind, draft?.text])).to.deep.equal([
      ['reaction', undefined],
      ['post', 'Words'],
    ])
  })

  for (const [what, call] of [
    ['sends again', ({ outbox }: FeedClient, id: string) => outbox.retry(id)],
    ['discards', ({ outbox }: FeedClient, id: string) => outbox.discard(id)],
    ['edits', ({ outbox }: FeedClient, id: string) => outbox.edit(id, { text: 'Other' })],
  ] as const)
    it(`tells whoever ${what} what has left it, or was never there, that it is gone`, async () => {
      await opened.signIn()
      const { id, done } = await opened.client.createPost({ text: 'Arrived' })
      await done

      const failures = await Promise.all(
        [id, 'never there'].map((one) => call(opened.client, one).catch((error: unknown) => error)),
      )

      expect(failures.map((error) => isFeedError(error) && [error.code, error.retryable])).to.deep.equal([
        ['gone', false],
        ['gone', false],
      ])
      expect(opened.stub.posts.size).to.equal(1)
    })
})
