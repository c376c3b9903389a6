import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Decision, FeedPage, Report } from '@ai-feed/protocol'
import { addModerator, removeModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('moderation', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let key: string
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_is_judged', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_complains', origin: testOrigins[0] })
    key = (await addModerator(server.db, 'default', 'desk')) ?? ''
  })
  after(() => server.close())

  const moderate = (path: string, init: RequestInit = {}, bearer = key): Promise<Response> =>
    server.get(`/v1/moderation/${path}`, { ...init, headers: { Authorization: `Bearer ${bearer}`, ...init.headers } })
  const decide = (body: object, idempotencyKey = newKey()): Promise<Response> =>
    moderate('decisions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
      body: JSON.stringify({ ground: 'Rule 3', ...body }),
    })
  const decided = async (body: object): Promise<Decision> => {
    const answer = await decide(body)
    assert.equal(answer.status, 201, await answer.clone().text())
    return (await answer.json()) as Decision
  }
  const isInExplore = async (id: string): Promise<boolean> => {
    // Past the cache of first pages.
    const page = (await (await server.get('/v1/feeds/explore?limit=99')).json()) as FeedPage
    return page.items.some(({ post }) => post.id === id)
  }
  const statusOf = async (id: string): Promise<number> => (await server.get(`/v1/posts/${id}`)).status
  const report = async (body: object): Promise<string> => {
    const answer = await ben.fetch('/v1/reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ category: 'intimate', reason: 'not hers', goodFaith: true, ...body }),
    })
    return ((await answer.json()) as { id: string }).id
  }

  it('hides a post from everybody but its author, and shows it again', async () => {
    const post = await writePost(anna, { text: 'questionable' })

    await decided({ kind: 'hide', post: post.id })
    assert.equal(await statusOf(post.id), 404)
    assert.equal(await isInExplore(post.id), false)
    assert.equal((await ben.fetch(`/v1/posts/${post.id}?viewer=me`)).status, 404)
    assert.equal((await readPost(anna, post.id)).id, post.id)

    await decided({ kind: 'show', post: post.id })
    assert.equal(await statusOf(post.id), 200)
  })

  it('counts no hidden comment, and counts it again when it is shown', async () => {
    const post = await writePost(anna, { text: 'above' })
    const comment = await writePost(ben, { text: 'rude', commentOn: post.id })

    await decided({ kind: 'hide', post: comment.id })
    assert.equal((await readPost(server, post.id)).counts.comments, 0)

    await decided({ kind: 'show', post: comment.id })
    assert.equal((await readPost(server, post.id)).counts.comments, 1)
  })

  it('labels a post in the name of the site, and takes the label off', async () => {
    const post = await writePost(anna, { text: 'sensitive', labels: ['own-label'] })

    await decided({ kind: 'label', post: post.id, label: 'sensitive' })
    await decided({ kind: 'label', post: post.id, label: 'sensitive' })
    assert.deepEqual((await readPost(server, post.id)).labels, [
      { name: 'own-label', by: 'author' },
      { name: 'sensitive', by: 'site' },
    ])

    await decided({ kind: 'unlabel', post: post.id, label: 'sensitive' })
    assert.deepEqual((await readPost(server, post.id)).labels, [{ name: 'own-label', by: 'author' }])
  })

  it('removes a post for good when asked to', async () => {
    const post = await writePost(anna, { text: 'must go' })

    await decided({ kind: 'remove', post: post.id, erase: true })

    const row = await server.db.selectFrom('posts').select(['text', 'deleted_at']).where('id', '=', post.id).execute()
    assert.deepEqual(row[0]?.text, [])
    assert.ok(row[0]?.deleted_at)
    assert.equal((await decide({ kind: 'show', post: post.id })).status, 404)
  })

  it('suspends a user, who is refused from the next request on, and lets them back in', async () => {
    const chris = await signUp(server, { handle: 'chris_is_out', origin: testOrigins[0] })

    await sql`
      insert into generations (site_id, user_id, status, request, reserved)
      values ('default', ${chris.userId}, 'queued', '{"prompt": "x", "size": "1024x1024", "n": 1, "seed": 1}', false)`.execute(
      server.db,
    )

    await decided({ kind: 'suspend', user: chris.handle })
    assert.equal((await chris.fetch('/v1/me')).status, 403)
    const drawn = await server.db
      .selectFrom('generations')
      .select('status')
      .where('user_id', '=', chris.userId)
      .execute()
    assert.deepEqual(drawn, [{ status: 'canceled' }])

    await decided({ kind: 'restore', user: chris.handle })
    assert.equal((await chris.fetch('/v1/me')).status, 200)
  })

  it('lists open reports, with the time by which intimate pictures have to be down, until they are decided', async () => {
    const post = await writePost(anna, { text: 'reported' })
    const id = await report({ post: post.id })
    const open = async (): Promise<Report[]> =>
      ((await (await moderate('reports?state=open&limit=100')).json()) as { items: Report[] }).items

    const before = (await open()).find((one) => one.id === id)
    assert.equal(before?.post, post.id)
    assert.equal(Date.parse(before?.dueAt ?? '') - Date.parse(before?.receivedAt ?? ''), 48 * 3_600_000)

    await decided({ kind: 'hide', report: id, ground: 'Rule 1', facts: 'It is her.' })
    assert.equal(
      (await open()).some((one) => one.id === id),
      false,
    )
    assert.equal(await statusOf(post.id), 404)
    const after = (await (await moderate(`reports/${id}`)).json()) as Report
    assert.ok(after.decidedAt)
  })

  it('tells the author of a decision, with nobody named', async () => {
    const post = await writePost(anna, { text: 'told' })

    await decided({ kind: 'hide', post: post.id })

    const answer = await anna.fetch('/v1/notifications')
    const { items } = (await answer.json()) as { items: { kind: string; post?: { id: string } }[] }
    assert.ok(items.some((item) => item.kind === 'decision' && item.post?.id === post.id))
  })

  it('keeps a log to which nothing but entries can be added', async () => {
    const { id } = await decided({ kind: 'suspend', user: 'ben_complains', facts: 'by mistake' })
    const { id: back } = await decided({ kind: 'restore', user: 'ben_complains' })

    const log = (await (await moderate('decisions?limit=2')).json()) as { items: Decision[]; next?: string }
    assert.deepEqual(
      log.items.map((entry) => entry.id),
      [back, id],
    )
    assert.equal(log.items[1]?.decidedBy, 'desk')
    const rest = (await (await moderate(`decisions?cursor=${log.next}`)).json()) as { items: Decision[] }
    assert.ok(rest.items.length > 0 && rest.items.every((entry) => entry.id !== id))
    await assert.rejects(sql`update decisions set ground = 'other' where id = ${id}`.execute(server.db))
    await assert.rejects(sql`delete from decisions where id = ${id}`.execute(server.db))
  })

  it('decides once what is asked twice with one key', async () => {
    const post = await writePost(anna, { text: 'twice' })
    const body = { kind: 'hide', post: post.id }

    const answers = [await decide(body, 'same'), await decide(body, 'same')]

    const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
    assert.deepEqual(first, second)
    const other = await decide({ kind: 'show', post: post.id }, 'same')
    assert.equal(((await other.json()) as { code: string }).code, 'idempotency_mismatch')
  })

  it('decides once what comes twice at the same moment', async () => {
    const post = await writePost(anna, { text: 'at once' })
    const body = { kind: 'label', post: post.id, label: 'sensitive' }

    const answers = await Promise.all(Array.from({ length: 6 }, () => decide(body, 'at-once')))

    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(6).fill(201),
    )
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as Decision).id))
    assert.equal(new Set(ids).size, 1)
  })

  it('leaves labels of the server to the server', async () => {
    const post = await writePost(anna, { text: 'labelled' })
    await server.db
      .updateTable('posts')
      .set({ labels: JSON.stringify([{ name: 'unlisted', by: 'server' }]) })
      .where('id', '=', post.id)
      .execute()

    await decided({ kind: 'unlabel', post: post.id, label: 'unlisted' })

    assert.deepEqual((await readPost(server, post.id)).labels, [{ name: 'unlisted', by: 'server' }])
  })

  for (const [what, body] of [
    ['a label that is not named', { kind: 'label', post: '018f0000-0000-7000-8000-000000000000' }],
    ['a suspension of a post', { kind: 'suspend', post: '018f0000-0000-7000-8000-000000000000' }],
    ['a decision about nothing', { kind: 'hide' }],
    ['a decision without a ground', { kind: 'hide', post: 'x', ground: '' }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await decide(body)

      assert.equal(answer.status, 400)
      assert.equal(((await answer.json()) as { code: string }).code, 'invalid_field')
    })
  }

  it('is closed to sessions, to pages, to keys of other sites and to keys that were taken back', async () => {
    const post = await writePost(anna, { text: 'of the default site' })
    const otherKey = (await addModerator(server.db, 'other', 'desk')) ?? ''
    const gone = (await addModerator(server.db, 'default', 'former')) ?? ''
    await removeModerator(server.db, 'default', 'former')

    assert.equal((await anna.fetch('/v1/moderation/reports')).status, 401)
    assert.equal((await server.get('/v1/moderation/reports')).status, 401)
    assert.equal((await moderate('reports', {}, gone)).status, 401)
    assert.equal((await moderate('reports', {}, 'aifm_nonsense')).status, 401)
    assert.equal((await moderate('reports', { headers: { Origin: testOrigins[0] } })).status, 403)
    const foreign = await moderate(
      'decisions',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
        body: JSON.stringify({ kind: 'hide', post: post.id, ground: 'Rule 0' }),
      },
      otherKey,
    )
    assert.equal(foreign.status, 404)
    assert.equal(await statusOf(post.id), 200)
  })
})
