import { isFeedError, type FeedClient } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { makePost, makeUser } from '../support/wire-shapes.ts'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

/** What an address would take for another place, or for none; the last is half a character. */
const oddIds = ['', '.', '..', '\uD800', undefined as unknown as string]

describe('an id that no address can have', () => {
  let opened: StubbedClient
  const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error)
  beforeEach(async () => {
    opened = openClient()
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  for (const [what, call] of [
    ['loadPost', (client: FeedClient, id: string) => client.loadPost(id)],
    ['loadUser', (client: FeedClient, id: string) => client.loadUser(id)],
    ['editPost', (client: FeedClient, id: string) => client.editPost(id, { text: 'x' })],
    ['deletePost', (client: FeedClient, id: string) => client.deletePost(id)],
    ['setLiked', (client: FeedClient, id: string) => client.setLiked(id, true)],
    ['setReposted', (client: FeedClient, id: string) => client.setReposted(id, true)],
    ['setBookmarked', (client: FeedClient, id: string) => client.setBookmarked(id, true)],
    ['setFollowing', (client: FeedClient, id: string) => client.setFollowing(id, true)],
    ['setBlocked', (client: FeedClient, id: string) => client.setBlocked(id, true)],
    ['setMuted', (client: FeedClient, id: string) => client.setMuted(id, true)],
    [
      'resumeGeneration',
      (client: FeedClient, id: string) => client.resumeGeneration(id)[Symbol.asyncIterator]().next(),
    ],
  ] as const)
    it(`is a mistake of the program that calls ${what}, and asks the server nothing`, async () => {
      const before = opened.stub.requests.length

      const failures = await Promise.all(oddIds.map((id) => failureOf(call(opened.client, id))))

      expect(failures.map((error) => error instanceof TypeError)).to.deep.equal(oddIds.map(() => true))
      expect(opened.stub.requests).to.have.length(before)
      expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
    })

  for (const id of oddIds)
    it(`names a post that is not there: ${JSON.stringify(id)}`, async () => {
      const before = opened.stub.requests.length

      const { error, activity } = await until(opened.client.post(id), (snapshot) => snapshot.error !== undefined)

      expect([error?.code, activity]).to.deep.equal(['not_found', 'idle'])
      expect(opened.stub.requests).to.have.length(before)
    })

  for (const [what, item] of [
    ['a post', (id: string) => ({ key: 'key', post: makePost({ id }) })],
    ['an author', (id: string) => ({ key: 'key', post: makePost({ author: { ...makeUser('ben'), handle: id } }) })],
  ] as const)
    it(`is a bad response where a server gives it to ${what}`, async () => {
      for (const id of oddIds) {
        const client = opened.open({ fetch: async () => Response.json({ items: [item(id)], newest: 'newest' }) })

        expect(isFeedError(await failureOf(client.feed('explore').refresh()), 'bad_response')).to.equal(true)
      }
    })

  it('is a bad response where a server gives it to a generation, and nothing else is canceled', async () => {
    const controller = new AbortController()
    const generation = { id: '..', status: 'queued', previews: [], media: [] }
    const paths: string[] = []
    const client = opened.open({
      fetch: async (input, init) => {
        const { method, url } = new Request(input, init)
        const { pathname } = new URL(url)
        paths.push(`${method} ${pathname}`)
        return pathname === '/v1/generations'
          ? Response.json(generation, { status: 202 })
          : opened.stub.fetch(input, init)
      },
    })
    await client.signIn()
    const failure = await failureOf(client.generate({ prompt: 'fox' }, controller)[Symbol.asyncIterator]().next())
    controller.abort()

    expect(isFeedError(failure, 'bad_response')).to.equal(true)
    expect(paths.filter((path) => path.startsWith('DELETE'))).to.deep.equal([])
  })

  it('is no feed', () => {
    for (const id of ['comments:', 'user:\uD800', 'tag:'])
      expect(() => opened.client.feed(id as 'explore')).to.throw(TypeError)
  })

  it('stays in the place of a feed’s subject', async () => {
    await until(opened.client.feed('comments:..'), ({ activity, error }) => activity === 'idle' && error === undefined)

    expect(opened.stub.requests.at(-1)?.path).to.equal('/v1/feeds/comments:..')
  })
})
