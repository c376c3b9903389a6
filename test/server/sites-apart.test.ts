import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Decision, Media, Problem, Report } from '@ai-feed/protocol'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { removeSite } from '../../packages/server/dist/sites/remove-site.js'
import { readEvents } from '../support/event-reader.ts'
import { findOpened, makeThings, namingRequests } from '../support/operations.ts'
import type { Things } from '../support/operations.ts'
import { readPost, writePost } from '../support/posts.ts'
import { createSessionKey } from '../support/session-key.ts'
import { postToken, signUp, writeAuthorizationRequest } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

type Moderate = (path: string, init?: RequestInit) => Promise<Response>

describe('two sites of one server', () => {
  let server: TestServer
  let anna: TestUser
  let stranger: TestUser
  let things: Things
  let ours: Moderate
  let theirs: Moderate
  let report: string
  let decision: string
  let nowMs = Date.now()
  before(async () => {
    server = await startTestServer({ clock: () => nowMs, limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    stranger = await signUp(server, { handle: 'stranger', origin: otherOrigin, site: 'other' })
    await signUp(server, { handle: 'anna', origin: otherOrigin, site: 'other' })
    things = await makeThings(anna)
    ours = await moderatorOf('default')
    theirs = await moderatorOf('other')
    const json = { 'Content-Type': 'application/json' }
    const reported = { post: things.post, category: 'spam', reason: 'x', goodFaith: true }
    const answer = await anna.fetch('/v1/reports', { method: 'POST', headers: json, body: JSON.stringify(reported) })
    report = ((await answer.json()) as { id: string }).id
    decision = ((await (await decide(ours, { kind: 'label', post: things.post, label: 'x' })).json()) as Decision).id
  })
  after(() => server.close())

  const moderatorOf = async (site: string): Promise<Moderate> => {
    const key = (await addModerator(server.db, site, 'desk')) ?? ''
    return (path, init = {}) =>
      server.get(`/v1/moderation/${path}`, { ...init, headers: { Authorization: `Bearer ${key}`, ...init.headers } })
  }
  const decide = (moderate: Moderate, body: object, key = newKey()): Promise<Response> =>
    moderate('decisions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify({ ground: 'Rule 1', ...body }),
    })
  const itemsOf = async (answer: Promise<Response>): Promise<unknown[]> =>
    ((await (await answer).json()) as { items: unknown[] }).items
  const codeOf = async (answer: Promise<Response>): Promise<string> => ((await (await answer).json()) as Problem).code

  it('show a moderator of one nothing of the other, in no list and under no id', async () => {
    const { paths } = (await (await server.get('/openapi.json')).json()) as { paths: Record<string, object> }
    const reads = Object.entries(paths).flatMap(([path, methods]) =>
      path.startsWith('/v1/moderation/') && 'get' in methods ? [path.slice('/v1/moderation/'.length)] : [],
    )
    assert.ok(reads.length >= 5)

    for (const path of reads) {
      const ids = path.includes('{') ? [report, decision, things.post] : ['']
      for (const id of ids) {
        const asked = path.replaceAll(/\{\w+\}/g, id)
        if (id === '') assert.deepEqual(await itemsOf(theirs(asked)), [], asked)
        else assert.equal(await codeOf(theirs(asked)), 'not_found', asked)
      }
    }
    assert.equal(((await (await ours(`reports/${report}`)).json()) as Report).post, things.post)
  })

  it('let a moderator of one decide nothing about the other', async () => {
    for (const kind of ['hide', 'show', 'label', 'unlabel', 'remove']) {
      const label = kind.endsWith('label') ? { label: 'x' } : {}
      assert.equal(await codeOf(decide(theirs, { kind, post: things.post, ...label })), 'not_found', kind)
    }
    assert.equal(await codeOf(decide(theirs, { kind: 'none', report })), 'not_found')
    assert.equal((await decide(theirs, { kind: 'suspend', user: 'anna' })).status, 201)

    assert.equal((await anna.fetch('/v1/me')).status, 200)
    assert.equal((await readPost(server, things.post)).labels.length, 1)
  })

  it('keep keys and cursors of their moderators apart', async () => {
    const key = newKey()
    const post = await writePost(stranger, { text: 'theirs' })
    const [our, their] = [
      await decide(ours, { kind: 'label', post: things.post, label: 'one' }, key),
      await decide(theirs, { kind: 'label', post: post.id, label: 'two' }, key),
    ]
    assert.deepEqual([our.status, their.status], [201, 201])

    const { next } = (await (await ours('decisions?limit=1')).json()) as { next: string }
    assert.equal(await codeOf(theirs(`decisions?limit=1&cursor=${next}`)), 'bad_cursor')
    assert.equal(await codeOf(ours(`reports?cursor=${next}`)), 'bad_cursor')
  })

  it('take a moderator’s key for nothing else, no session for it, and it from no page', async () => {
    const key = (await addModerator(server.db, 'default', 'reader')) ?? ''
    const headers = { Authorization: `Bearer ${key}` }
    for (const path of ['/v1/me', '/v1/feeds/home', '/v1/notifications', '/v1/feeds/explore']) {
      assert.equal(await codeOf(server.get(path, { headers })), 'token_invalid', path)
    }
    assert.equal(await codeOf(anna.fetch('/v1/moderation/reports')), 'sign_in_required')
    assert.equal(await codeOf(ours('reports', { headers: { Origin: testOrigins[0] } })), 'origin_not_allowed')
  })

  it('leave nothing of one that is removed, and the other as it was', async () => {
    const gone = await makeThings(stranger)
    const avatar = (await (await stranger.fetch(`/v1/posts/${gone.post}`)).json()) as { media: Media[] }
    const picture = avatar.media[0]?.sources[0]?.url ?? ''
    assert.equal((await fetch(picture)).status, 200)
    const stream = await readEvents(stranger.fetch('/v1/events'))
    await removeSite(server.db, 'other', { mayErase: true })
    // Past what a process remembers of sites.
    nowMs += 6_000

    await stream.ended()
    assert.equal((await stranger.fetch('/v1/me')).status, 401)
    const refresh = { grant_type: 'refresh_token', client_id: 'other', refresh_token: stranger.refreshToken }
    assert.ok((await postToken(server, stranger.key, refresh)).status >= 400)
    const asked = writeAuthorizationRequest(server, {
      origin: otherOrigin,
      site: 'other',
      key: await createSessionKey(),
    })
    assert.ok((await fetch(asked.url)).status >= 400)
    assert.equal(await codeOf(server.get('/v1/feeds/explore?site=other')), 'unknown_site')
    assert.equal(await codeOf(theirs('reports')), 'token_invalid')
    assert.ok([404, 410].includes((await fetch(picture)).status))
    assert.deepEqual(await findOpened(anna, await namingRequests(server, gone), gone), [])

    assert.equal((await readPost(server, things.post)).id, things.post)
    assert.equal((await itemsOf(ours('reports'))).length, 1)
  })
})
