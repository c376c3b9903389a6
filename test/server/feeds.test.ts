import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as v from 'valibot'
import { feedPageSchema, readQuery, routes } from '@ai-feed/protocol'
import type { FeedPage } from '@ai-feed/protocol'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('GET /v1/feeds/{feed}', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let stranger: TestUser
  const posts: string[] = []

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_feeds', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_feeds', origin: testOrigins[0] })
    stranger = await signUp(server, { handle: 'anna_feeds', origin: otherOrigin, site: 'other' })
    for (let index = 0; index < 7; index += 1)
      posts.push((await writePost(index % 2 ? ben : anna, { text: `post ${index}` })).id)
    for (const text of ['one', 'two', 'three']) await writePost(ben, { text, commentOn: posts[0] ?? '' })
    await writePost(anna, { text: 'only mine', visibility: 'followers' })
    await writePost(stranger, { text: 'elsewhere' })
  })
  after(() => server.close())

  type Query = Parameters<typeof readQuery>[0]
  const path = (feed: string, query: Query = {}): string => routes.feed(feed) + readQuery(query)
  async function read(feed: string, query: Query = {}, user?: TestUser): Promise<FeedPage> {
    const response = await (user ? user.fetch(path(feed, query)) : server.get(path(feed, query)))
    const body: unknown = await response.json()
    assert.equal(response.status, 200, JSON.stringify(body))
    return v.parse(feedPageSchema, body)
  }
  const idsOf = (page: FeedPage): string[] => page.items.map(({ post }) => post.id)
  const textsOf = (page: FeedPage): string[] => page.items.map(({ post }) => post.text.map(({ text }) => text).join(''))
  async function refused(response: Response, status: number, code: string): Promise<void> {
    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [status, code])
  }

  it('explores public posts that are no comments, newest first, in pages', async () => {
    const first = await read('explore', { limit: 3 })
    const second = await read('explore', { limit: 3, cursor: first.next ?? '' })
    const third = await read('explore', { limit: 3, cursor: second.next ?? '' })

    assert.deepEqual([first, second, third].flatMap(idsOf), posts.toReversed())
    assert.equal(third.next, undefined)
    assert.equal(new Set([first, second, third].map(({ newest }) => newest)).size, 1)
  })

  it('lists the comments of a post, oldest first', async () => {
    const page = await read(`comments:${posts[0]}`, { limit: 2 })
    const rest = await read(`comments:${posts[0]}`, { limit: 2, cursor: page.next ?? '' })

    assert.deepEqual([...textsOf(page), ...textsOf(rest)], ['one', 'two', 'three'])
    assert.equal(rest.next, undefined)
  })

  it('lists what a user wrote, comments included, and private posts to their author alone', async () => {
    const everybody = await read('user:anna_feeds')
    const own = await read('user:anna_feeds', { viewer: 'me' }, anna)

    assert.deepEqual(textsOf(everybody), ['post 6', 'post 4', 'post 2', 'post 0'])
    assert.deepEqual(textsOf(own), ['only mine', 'post 6', 'post 4', 'post 2', 'post 0'])
    assert.deepEqual(textsOf(await read('user:ben_feeds')).slice(0, 2), ['three', 'two'])
    assert.deepEqual(textsOf(await read('user:anna_feeds', { viewer: 'me' }, ben)), textsOf(everybody))
  })

  it('finds with `after` what came since, and nothing twice', async () => {
    const { newest } = await read('explore')
    const written = []
    for (let index = 0; index < 5; index += 1) written.push((await writePost(ben, { text: `fresh ${index}` })).id)

    const seen: string[] = []
    for (let after = newest; ;) {
      const page = await read('explore', { limit: 2, after })
      if (page.items.length === 0) break
      seen.push(...idsOf(page).toReversed())
      after = page.newest
    }

    assert.deepEqual(seen, written)
    posts.push(...written)
  })

  it('opens around a post and leads from there to both ends', async () => {
    const middle = await read('explore', { limit: 3, around: posts[4] ?? '' })
    const newer = await read('explore', { limit: 100, cursor: middle.prev ?? '' })
    const older = await read('explore', { limit: 100, cursor: middle.next ?? '' })

    assert.deepEqual(idsOf(middle), [posts[5], posts[4], posts[3]])
    assert.deepEqual([newer, middle, older].flatMap(idsOf), posts.toReversed())
    await refused(await server.get(path('user:anna_feeds', { around: posts[1] ?? '' })), 404, 'not_found')
  })

  it('adds viewer state only to a read with viewer=me', async () => {
    await ben.fetch(`/v1/posts/${posts[2]}/likes/me`, { method: 'PUT' })
    const own = await read('explore', { viewer: 'me' }, ben)
    const plain = await read('explore', {}, ben)

    assert.equal(own.items.find(({ post }) => post.id === posts[2])?.post.viewer?.liked, true)
    assert.ok(plain.items.every(({ post }) => post.viewer === undefined))
    await refused(await server.get(path('explore', { viewer: 'me' })), 401, 'sign_in_required')
  })

  it('lets caches keep what everybody may see, and nothing else', async () => {
    const first = await server.get(path('explore'))
    const etag = first.headers.get('ETag') ?? ''
    const again = await server.get(path('explore'), { headers: { 'If-None-Match': `"x", ${etag}` } })
    await ben.fetch(`/v1/posts/${posts[3]}/likes/me`, { method: 'PUT' })
    const changed = await server.get(path('explore'), { headers: { 'If-None-Match': etag } })
    const signedIn = await ben.fetch(path('explore'))

    assert.equal(first.headers.get('Cache-Control'), 'public, max-age=5')
    assert.deepEqual([again.status, changed.status], [304, 200])
    assert.equal(signedIn.headers.get('Cache-Control'), 'no-store')
    assert.equal(signedIn.headers.get('ETag'), null)
  })

  it('shows a new post to everybody at once, whatever was read a moment before', async () => {
    await read('explore')
    const { id } = await writePost(anna, { text: 'right away' })

    assert.equal(idsOf(await read('explore'))[0], id)
    posts.push(id)
  })

  it('keeps sites apart', async () => {
    const elsewhere = await read('explore', { site: 'other' })
    const { newest } = await read('explore')

    assert.deepEqual(textsOf(elsewhere), ['elsewhere'])
    await refused(await server.get(path('explore', { site: 'other', after: newest })), 400, 'bad_cursor')
    await refused(await server.get(path(`comments:${posts[0]}`, { site: 'other' })), 404, 'not_found')
    await refused(await server.get(path('user:ben_feeds', { site: 'other' })), 404, 'not_found')
  })

  it('refuses what it cannot read with one stable code each', async () => {
    const { newest, next = '' } = await read('explore', { limit: 1 })
    const cases: [string, number, string][] = [
      [path('nonsense'), 404, 'unknown_feed'],
      [path('home'), 401, 'sign_in_required'],
      [path('likes'), 401, 'sign_in_required'],
      [path('bookmarks', { viewer: 'me' }), 401, 'sign_in_required'],
      [path('user:'), 404, 'unknown_feed'],
      [path('explore:x'), 404, 'unknown_feed'],
      [path('search'), 400, 'bad_request'],
      [path('explore', { q: 'x' }), 400, 'bad_request'],
      [path('lineage:1'), 404, 'not_found'],
      [path('user:nobody_here'), 404, 'not_found'],
      [path('comments:1'), 404, 'not_found'],
      [path('user:ben_feeds', { cursor: next }), 400, 'bad_cursor'],
      [path('explore', { cursor: 'AAAA' }), 400, 'bad_cursor'],
      [path('explore', { after: next }), 400, 'bad_cursor'],
      [path('explore', { cursor: next, after: newest }), 400, 'bad_request'],
      [path('explore', { limit: 0 }), 400, 'invalid_field'],
      [path('explore', { limit: 101 }), 400, 'invalid_field'],
      [path('explore', { limit: '1e3' }), 400, 'invalid_field'],
      [`${path('explore')}?viewer=you`, 400, 'invalid_field'],
    ]
    for (const [url, status, code] of cases) await refused(await server.get(url), status, code)
  })
})
