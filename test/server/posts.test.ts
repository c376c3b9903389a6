import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as v from 'valibot'
import { postSchema } from '@ai-feed/protocol'
import type { Post } from '@ai-feed/protocol'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('POST /v1/posts', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_writes', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_reads', origin: testOrigins[0] })
  })
  after(() => server.close())

  const send = (user: TestUser, body: unknown, key = newKey()): Promise<Response> =>
    user.fetch('/v1/posts', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  it('answers with the whole post, with viewer state and consent headers', async () => {
    const response = await send(anna, { text: 'Hello @Ben_Reads, see #Café and https://example.org/a.' })
    const post = v.parse(postSchema, await response.json())

    assert.equal(response.status, 201)
    assert.equal(response.headers.get('Location'), `/v1/posts/${post.id}`)
    assert.equal(response.headers.get('Content-Usage'), 'train-ai=n')
    assert.deepEqual(post.text, [
      { type: 'text', text: 'Hello ' },
      { type: 'mention', text: '@Ben_Reads', handle: 'ben_reads' },
      { type: 'text', text: ', see ' },
      { type: 'tag', text: '#Café', tag: 'café' },
      { type: 'text', text: ' and ' },
      { type: 'link', text: 'https://example.org/a', url: 'https://example.org/a' },
      { type: 'text', text: '.' },
    ])
    assert.deepEqual(post.aiPreferences, { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' })
    assert.equal(post.viewer?.canDelete, true)
    assert.equal(post.viewer?.liked, false)
  })

  it('makes one post when a lost answer is asked for again with the same key', async () => {
    const key = newKey()
    const first = (await (await send(anna, { text: 'once' }, key)).json()) as Post
    const second = await send(anna, { text: 'once' }, key)

    assert.equal(second.status, 201)
    assert.deepEqual(await second.json(), first)
    const { rows } = await sql`select from posts where text = ${JSON.stringify(first.text)}::jsonb`.execute(server.db)
    assert.equal(rows.length, 1)
  })

  it('makes one post of ten equal requests at the same time', async () => {
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(anna, { text: 'ten at once' }, key)))
    const ids = new Set(await Promise.all(answers.map(async (answer) => ((await answer.json()) as Post).id)))

    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    assert.equal(ids.size, 1)
  })

  it('answers 410 for the key of a post that was deleted since, and makes none', async () => {
    const key = newKey()
    const { id } = (await (await send(anna, { text: 'short life' }, key)).json()) as Post
    await anna.fetch(`/v1/posts/${id}`, { method: 'DELETE' })

    await refused(await send(anna, { text: 'short life' }, key), 410, 'gone')
  })

  it('refuses a key without which or with which something else was sent', async () => {
    const key = newKey()
    await send(anna, { text: 'first' }, key)

    await refused(await send(anna, { text: 'second' }, key), 409, 'idempotency_mismatch')
    await refused(await send(anna, { text: 'bad key' }, 'no spaces please'), 400, 'idempotency_key_required')
  })

  for (const [name, body, code] of [
    ['nothing', {}, 'invalid_field'],
    ['white space alone', { text: ' \n\u3000' }, 'invalid_field'],
    ['nothing that can be seen', { text: '\u200b\u2060 \u3164\u2800\u{e0020}\ufe0f' }, 'invalid_field'],
    ['2,001 characters', { text: 'a'.repeat(2_001) }, 'invalid_field'],
    ['more than 16 kB', { text: '👩‍👩‍👧‍👦'.repeat(700) }, 'invalid_field'],
    ['a NUL character', { text: 'a\0b' }, 'invalid_field'],
    ['half a surrogate pair', '{"text":"a\\ud800b"}', 'invalid_field'],
    ['eleven links', { text: 'https://a.example '.repeat(11) }, 'invalid_field'],
    ['21 tags', { text: '#a '.repeat(21) }, 'invalid_field'],
    ['21 mentions', { text: '@abc '.repeat(21) }, 'invalid_field'],
    ['an unknown field', { text: 'x', likes: 9 }, 'unknown_field'],
    ['a remix of its own saying', { text: 'x', remixOf: '0198a5b0-0000-7000-8000-000000000000' }, 'unknown_field'],
    ['no JSON', '{"text":', 'bad_json'],
    ['an unknown picture', { media: [{ id: '0198a5b0-0000-4000-8000-000000000000', alt: '' }] }, 'media_not_found'],
    ['a comment on nothing', { text: 'x', commentOn: '0198a5b0-0000-7000-8000-000000000000' }, 'not_found'],
    ['a comment on no id', { text: 'x', commentOn: "'; drop table posts; --" }, 'not_found'],
  ] as const) {
    it(`refuses ${name} with ${code} and stores nothing`, async () => {
      const key = newKey()
      const response = await send(anna, body, key)
      const row = await server.db.selectFrom('idempotency').select('key').where('key', '=', key).executeTakeFirst()

      assert.equal(((await response.json()) as { code: string }).code, code)
      assert.equal(row, undefined)
    })
  }

  it('holds comments to the policy of the post', async () => {
    const closed = await writePost(anna, { text: 'closed', commentPolicy: 'nobody' })
    const open = await writePost(anna, { text: 'open' })
    const comment = await writePost(ben, { text: 'yes', commentOn: open.id })
    const nested = await writePost(anna, { text: 'and yes', commentOn: comment.id })

    await refused(await send(ben, { text: 'no', commentOn: closed.id }), 403, 'comment_not_allowed')
    assert.equal(comment.commentOn?.id, open.id)
    assert.deepEqual([comment.rootId, nested.rootId], [open.id, open.id])
    assert.equal((await readPost(server, open.id)).counts.comments, 1)
    assert.equal((await readPost(ben, closed.id)).viewer?.canComment, false)
  })

  it('keeps what is for followers to its author', async () => {
    const post = await writePost(anna, { text: 'private', visibility: 'followers' })

    assert.equal((await server.get(`/v1/posts/${post.id}`)).status, 404)
    await refused(await ben.fetch(`/v1/posts/${post.id}?viewer=me`), 404, 'not_found')
    await refused(await send(ben, { text: 'x', commentOn: post.id }), 404, 'not_found')
    await refused(await ben.fetch(`/v1/posts/${post.id}/likes/me`, { method: 'PUT' }), 404, 'not_found')
    assert.equal((await readPost(anna, post.id)).visibility, 'followers')
    await refused(await send(anna, { text: 'look', quote: post.id }), 403, 'quote_not_allowed')
  })

  it('shows nothing of one site to another', async () => {
    const post = await writePost(anna, { text: 'here only' })
    const stranger = await signUp(server, { handle: 'anna_writes', origin: otherOrigin, site: 'other' })

    assert.equal((await server.get(`/v1/posts/${post.id}?site=other`)).status, 404)
    await refused(await send(stranger, { text: 'x', commentOn: post.id }), 404, 'not_found')
    await refused(await stranger.fetch(`/v1/posts/${post.id}/likes/me`, { method: 'PUT' }), 404, 'not_found')
    await refused(await stranger.fetch(`/v1/posts/${post.id}`, { method: 'DELETE' }), 404, 'not_found')
    await refused(await anna.fetch(`/v1/posts/${post.id}?site=other`), 400, 'site_mismatch')
  })

  it('answers with 304 as long as nothing has changed', async () => {
    const { id } = await writePost(anna, { text: 'tagged' })
    const first = await server.get(`/v1/posts/${id}`)
    const etag = first.headers.get('ETag') ?? ''
    const unchanged = await server.get(`/v1/posts/${id}`, { headers: { 'If-None-Match': etag } })
    await ben.fetch(`/v1/posts/${id}/likes/me`, { method: 'PUT' })
    const changed = await server.get(`/v1/posts/${id}`, { headers: { 'If-None-Match': etag } })

    assert.match(etag, /^W\/"/)
    assert.equal(first.headers.get('Cache-Control'), 'public, max-age=5')
    assert.deepEqual([unchanged.status, changed.status], [304, 200])
    assert.equal((await ben.fetch(`/v1/posts/${id}?viewer=me`)).headers.get('Cache-Control'), 'no-store')
    await refused(await server.get(`/v1/posts/${id}?viewer=me`), 401, 'sign_in_required')
  })

  it('answers 429 with Retry-After after too many writes', async () => {
    const limited = await startTestServer({ limits: { writesPerUser5Min: 3 } })
    try {
      const user = await signUp(limited, { handle: 'busy_bee', origin: testOrigins[0] })
      let writes = 0
      let answer = await send(user, { text: 'first' })
      while (answer.status === 201) answer = await send(user, { text: `post ${(writes += 1)}` })

      assert.equal(answer.status, 429)
      assert.ok(Number(answer.headers.get('Retry-After')) >= 1)
      // Up to twice as many where a window of five minutes ends on the way.
      assert.ok(writes >= 3 && writes <= 6, `${writes} writes`)
    } finally {
      await limited.close()
    }
  })
})

async function refused(response: Response, status: number, code: string): Promise<void> {
  const problem = (await response.json()) as { code: string }
  assert.deepEqual([response.status, problem.code], [status, code])
}
