import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer, TestServerOptions } from '../support/test-server.ts'

describe('event streams', () => {
  let server: TestServer
  let aheadMs = 0
  let users = 0

  before(async () => {
    server = await startTestServer({
      clock: () => Date.now() + aheadMs,
      limits: { streamsPerUser: 2, streamsPerIp: 5 },
    })
  })
  after(() => server.close())

  const newUser = (): Promise<TestUser> =>
    signUp(server, { handle: `streamer_${(users += 1)}`, origin: testOrigins[0] })
  const open = (user?: TestUser): Promise<EventReader> =>
    readEvents(user ? user.fetch('/v1/events?feed=explore') : server.get('/v1/events?feed=explore'))
  const reasonOf = async (reader: EventReader): Promise<unknown> => {
    const end = await reader.find(({ kind }) => kind === 'end')
    await reader.ended()
    return end.data['reason']
  }

  it('end after the user has signed out, and no others', async () => {
    const [leaving, staying] = [await newUser(), await newUser()]
    const [first, second, anonymous] = [await open(leaving), await open(staying), await open()]
    await leaving.signOut()
    aheadMs += 4_000

    assert.equal(await reasonOf(first), 'signed_out')
    assert.deepEqual(
      [second, anonymous].flatMap(({ events }) => events),
      [],
    )
    await Promise.all([second.close(), anonymous.close()])
  })

  it('end after the user was suspended', async () => {
    const user = await newUser()
    const reader = await open(user)
    await setUserState(server.db, 'default', user.handle, 'suspended')
    aheadMs += 4_000

    assert.equal(await reasonOf(reader), 'suspended')
    assert.equal((await user.fetch('/v1/events?feed=explore')).status, 403)
  })

  it('end when the token runs out', async () => {
    const reader = await open(await newUser())
    aheadMs += 600_000

    assert.equal(await reasonOf(reader), 'token_expired')
  })

  it('are as many as a user may have, and one more when one is closed', async () => {
    const user = await newUser()
    const first = await open(user)
    const second = await open(user)
    const refused = await user.fetch('/v1/events?feed=explore')
    await first.close()
    const third = await openSoon(user)

    assert.equal(refused.status, 429)
    assert.equal(((await refused.json()) as { code: string }).code, 'too_many_streams')
    assert.ok(Number(refused.headers.get('Retry-After')) >= 1)
    await Promise.all([second.close(), third.close()])
  })

  it('are as many as an address may have', async () => {
    const readers = await Promise.all(Array.from({ length: 5 }, () => open()))
    const refused = await server.get('/v1/events?feed=explore')

    assert.equal(refused.status, 429)
    await refused.body?.cancel()
    await Promise.all(readers.map((reader) => reader.close()))
  })

  it('leave nothing open after a HEAD request', async () => {
    for (let index = 0; index < 12; index += 1) {
      assert.equal((await server.get('/v1/events?feed=explore', { method: 'HEAD' })).status, 200)
    }
    await (await openSoon()).close()
  })

  it('show with a comment every 15 seconds that they live', async () => {
    const reader = await open()
    aheadMs += 15_000
    while (!reader.text().includes(': ping\n\n')) await new Promise((done) => setTimeout(done, 20))

    assert.deepEqual(reader.events, [])
    await reader.close()
  })

  it('are refused with one stable code each', async () => {
    const feeds = Array.from({ length: 9 }, (_, index) => `feed=user:user_${index}`).join('&')
    const cases: [string, number, string][] = [
      ['', 400, 'bad_request'],
      [feeds, 400, 'bad_request'],
      ['feed=nonsense', 404, 'unknown_feed'],
      ['feed=home', 401, 'sign_in_required'],
      ['feed=tag:', 404, 'unknown_feed'],
      ['feed=for-you', 404, 'unknown_feed'],
      ['feed=remixes:0198a5b0-0000-7000-8000-000000000000', 404, 'unknown_feed'],
      ['feed=explore&feed=comments:x', 404, 'unknown_feed'],
      ['feed=explore&site=nowhere', 404, 'unknown_site'],
    ]
    for (const [query, status, code] of cases) {
      const response = await server.get(`/v1/events?${query}`)
      assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [status, code], query)
    }
  })

  it('end with the server, which says so', async () => {
    const options: TestServerOptions = {}
    const short = await startTestServer(options)
    const reader = await readEvents(short.get('/v1/events?feed=explore'))
    const [reason] = await Promise.all([reasonOf(reader), short.close()])

    assert.equal(reason, 'shutting_down')
  })

  /** The server hears of a closed connection a little later than we close it. */
  async function openSoon(user?: TestUser): Promise<EventReader> {
    for (;;) {
      const response = await (user ? user.fetch('/v1/events?feed=explore') : server.get('/v1/events?feed=explore'))
      if (response.status === 200) return readEvents(Promise.resolve(response))
      await response.body?.cancel()
      await new Promise((done) => setTimeout(done, 20))
    }
  }
})
