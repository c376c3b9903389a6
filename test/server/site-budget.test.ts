import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Problem } from '@ai-feed/protocol'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('a site that is flooded', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let nowMs = Date.now()
  before(async () => {
    server = await startTestServer({
      clock: () => nowMs,
      limits: { requestsPerSiteMinute: 60, writesPerSiteMinute: 6 },
    })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben', origin: otherOrigin, site: 'other' })
  })
  after(() => server.close())

  const post = (user: TestUser): Promise<Response> =>
    user.fetch('/v1/posts', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"text":"More"}',
    })
  /** Asks until it is refused. @returns the refusal and how many were answered before. */
  const flood = async (ask: () => Promise<Response>): Promise<[number, string, string | null]> => {
    for (let count = 0; ; count += 1) {
      const answer = await ask()
      const text = await answer.text()
      if (answer.status === 429) return [count, (JSON.parse(text) as Problem).code, answer.headers.get('Retry-After')]
      assert.ok(answer.ok, text)
    }
  }

  it('is told to write no more than writesPerSiteMinute, and still read', async () => {
    assert.deepEqual(await flood(() => post(anna)), [6, 'rate_limited', '10'])

    assert.equal((await server.get('/v1/feeds/explore')).status, 200)
  })

  it('is answered no more than requestsPerSiteMinute, whoever asks, while every other site is served', async () => {
    const [count, code, retryAfter] = await flood(() => server.get('/v1/feeds/explore'))

    assert.ok(count < 60)
    assert.deepEqual([code, retryAfter], ['rate_limited', '1'])
    assert.equal((await anna.fetch('/v1/me')).status, 429)
    assert.equal((await server.get('/v1/feeds/explore?site=other')).status, 200)
    await writePost(ben, { text: 'All is calm here' })
  })

  it('is served again, evenly, as time goes by', async () => {
    nowMs += 5_000

    assert.deepEqual(await flood(() => server.get('/v1/feeds/explore')), [5, 'rate_limited', '1'])
  })
})
