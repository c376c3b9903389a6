import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import type { FeedPage, PostRef } from '@ai-feed/protocol'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { readNotifications } from '../support/notifications.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the labels of a post inside of another', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_is_quoted', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_quotes', origin: testOrigins[0] })
  })
  after(() => server.close())

  const decide = async (site: string, body: object): Promise<number> => {
    const key = await addModerator(server.db, site, `desk ${newKey()}`)
    const answer = await server.get('/v1/moderation/decisions', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
      body: JSON.stringify({ ground: 'Rule 3', ...body }),
    })
    return answer.status
  }
  const inFeed = async (feed: string, id: string, limit: number): Promise<PostRef | undefined> => {
    const page = (await (await server.get(`${routes.feed(feed)}?limit=${limit}`)).json()) as FeedPage
    return page.items.find(({ post }) => post.id === id)?.post.quote
  }

  it('are those of its author, wherever it is quoted or answered', async () => {
    const post = await writePost(anna, { text: 'hers', labels: ['nudity'] })
    const written = await writePost(ben, { text: 'look', quote: post.id, commentOn: post.id })
    const [told] = (await readNotifications(anna)).items

    const own = [{ name: 'nudity', by: 'author' }]
    assert.deepEqual([written.quote?.labels, written.commentOn?.labels], [own, own])
    assert.equal(told?.post?.id, written.id)
    assert.equal(told.post.labels, undefined)
    await anna.fetch(routes.mark(written.id, 'likes'), { method: 'PUT' })
    await ben.fetch(routes.mark(post.id, 'likes'), { method: 'PUT' })
    const liked = (await readNotifications(anna)).items.find(({ kind }) => kind === 'like')
    assert.deepEqual(liked?.post?.labels, own)
  })

  it('follow those that a moderator puts on later and takes off, with another ETag each time', async () => {
    const post = await writePost(anna, { text: 'hers' })
    const quote = await writePost(ben, { text: 'look', quote: post.id })
    const etag = async (): Promise<string | null> => (await server.get(routes.post(quote.id))).headers.get('etag')
    const before = await etag()
    const inFeedBefore = await inFeed('explore', quote.id, 97)

    assert.equal(await decide('default', { kind: 'label', post: post.id, label: 'sensitive' }), 201)
    const during = await etag()
    const site = [{ name: 'sensitive', by: 'site' }]
    assert.deepEqual((await readPost(server, quote.id)).quote?.labels, site)
    assert.deepEqual((await readPost(anna, quote.id)).quote?.labels, site)
    assert.deepEqual([inFeedBefore?.labels, (await inFeed('explore', quote.id, 98))?.labels], [undefined, site])
    assert.notEqual(during, before)

    assert.equal(await decide('default', { kind: 'unlabel', post: post.id, label: 'sensitive' }), 201)
    assert.equal((await readPost(server, quote.id)).quote?.labels, undefined)
    assert.equal(await etag(), before)
  })

  it('follow an edit of its author', async () => {
    const post = await writePost(anna, { text: 'hers' })
    const quote = await writePost(ben, { text: 'look', quote: post.id })
    const edited = await anna.fetch(routes.post(post.id), {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${(await readPost(anna, post.id)).version}"` },
      body: JSON.stringify({ labels: ['gore'] }),
    })

    assert.equal(edited.status, 200)
    assert.deepEqual((await readPost(server, quote.id)).quote?.labels, [{ name: 'gore', by: 'author' }])
  })

  it('are kept out of a post that is hidden or deleted, and out of the reach of other sites', async () => {
    const post = await writePost(anna, { text: 'hers', labels: ['nudity'] })
    const quote = await writePost(ben, { text: 'look', quote: post.id })

    assert.equal(await decide('other', { kind: 'unlabel', post: post.id, label: 'nudity' }), 404)
    assert.deepEqual((await readPost(server, quote.id)).quote?.labels, [{ name: 'nudity', by: 'author' }])
    await decide('default', { kind: 'hide', post: post.id })
    assert.deepEqual((await readPost(server, quote.id)).quote, { id: post.id, state: 'hidden' })
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })
    assert.deepEqual((await readPost(server, quote.id)).quote, { id: post.id, state: 'deleted' })
  })
})
