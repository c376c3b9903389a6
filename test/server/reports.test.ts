import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'

describe('POST /v1/reports', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  before(async () => {
    server = await startTestServer({ limits: { reportsPerMinute: 12 } })
    anna = await signUp(server, { handle: 'anna_reports', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_is_reported', origin: testOrigins[0] })
  })
  after(() => server.close())

  const report = (user: TestUser, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    user.fetch('/v1/reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ category: 'spam', reason: 'sells watches', goodFaith: true, ...body }),
    })

  it('takes a report of a post and of a user, and says when it arrived', async () => {
    const post = await writePost(ben, { text: 'watches!' })

    for (const body of [{ post: post.id }, { user: ben.handle }]) {
      const answer = await report(anna, body)
      assert.equal(answer.status, 201)
      const { id, receivedAt } = (await answer.json()) as { id: string; receivedAt: string }
      const row = await server.db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      assert.equal(row.received_at.toISOString(), receivedAt)
      assert.equal(row.reporter_id, anna.userId)
      assert.equal(row.reason, 'sells watches')
    }
  })

  it('stores a report that is sent twice once', async () => {
    const body = { user: ben.handle, reason: 'only once' }

    const answers = [
      await report(anna, body, { 'Idempotency-Key': 'once' }),
      await report(anna, body, { 'Idempotency-Key': 'once' }),
    ]

    const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
    assert.deepEqual(first, second)
    const rows = await server.db.selectFrom('reports').select('id').where('reason', '=', 'only once').execute()
    assert.equal(rows.length, 1)
  })

  it('knows no post that the reporter cannot see, and no user of another site', async () => {
    const hidden = await writePost(ben, { text: 'for followers', visibility: 'followers' })
    const stranger = await signUp(server, { handle: 'stranger', origin: otherOrigin, site: 'other' })

    for (const body of [
      { post: hidden.id },
      { user: stranger.handle },
      { post: 'nonsense' },
      { user: 'nobody_here' },
    ]) {
      const answer = await report(anna, body)
      assert.equal(answer.status, 404)
      assert.equal(((await answer.json()) as { code: string }).code, 'not_found')
    }
  })

  for (const [what, body] of [
    ['both a post and a user', { post: 'x', user: 'ben_is_reported' }],
    ['neither', {}],
    ['a category that there is none of', { user: 'ben_is_reported', category: 'boring' }],
    ['a reason that is too long', { user: 'ben_is_reported', reason: 'x'.repeat(2_001) }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await report(anna, body)

      assert.equal(answer.status, 400)
      assert.equal(((await answer.json()) as { code: string }).code, 'invalid_field')
    })
  }

  it('asks whoever reports too much to wait', async () => {
    let answer: Response
    let tries = 0
    do answer = await report(anna, { user: ben.handle })
    while (answer.status === 201 && (tries += 1) < 40)

    assert.equal(answer.status, 429)
    assert.ok(Number(answer.headers.get('Retry-After')) > 0)
  })
})
