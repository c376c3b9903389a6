import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Problem } from '@ai-feed/protocol'
import { routes } from '@ai-feed/protocol'
import { createKnownKeys } from '../../packages/server/dist/http/known-keys.js'
import { addModerator } from '../../packages/server/dist/decisions/moderator-keys.js'
import { createSessionKey } from '../support/session-key.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('keys that nobody knows', () => {
  let nowMs = 0
  const siteOf = (): string => 'default'
  const open = (perMinute: number) => {
    const keys = createKnownKeys(perMinute, () => nowMs)
    let lookUps = 0
    const find = (address: string, key: string, found?: string): Promise<string | undefined> =>
      keys.find({ address, key }, async () => ((lookUps += 1), found), siteOf)
    return { keys, find, countLookUps: () => lookUps }
  }

  it('are looked up so many times a minute for one address, and no more', async () => {
    const { find, countLookUps } = open(3)
    const ask = (address: string): Promise<unknown> => find(address, randomBytes(8).toString('hex'))

    for (let at = 0; at < 3; at += 1) assert.equal(await ask('2001:db8::1'), undefined)
    await assert.rejects(ask('2001:db8::2'), { code: 'rate_limited', retryAfterSeconds: 20 })
    assert.equal(countLookUps(), 3)
    assert.equal(await ask('2001:db8:1::'), undefined)
    nowMs += 20_000
    assert.equal(await ask('2001:db8::3'), undefined)
    await assert.rejects(ask('2001:db8::4'))
  })

  it('do not keep those that are known from being found, until these are gone', async () => {
    const { keys, find } = open(1)
    assert.equal(await find('192.0.2.1', 'mine', 'me'), 'me')
    assert.equal(await find('192.0.2.1', 'made up'), undefined)

    await assert.rejects(find('192.0.2.1', 'new', 'me'))
    assert.equal(await find('192.0.2.1', 'mine', 'me'), 'me')
    assert.equal(keys.siteOf('mine'), 'default')

    assert.equal(await find('192.0.2.1', 'mine'), undefined)
    assert.equal(keys.siteOf('mine'), undefined)
    await assert.rejects(find('192.0.2.1', 'mine'))
  })

  it('are not what a database is that gives no answer', async () => {
    const { keys, find } = open(1)
    const fail = (): Promise<undefined> => Promise.reject(new Error('away'))

    await assert.rejects(keys.find({ address: '192.0.2.7', key: 'mine' }, fail, siteOf), /away/)

    assert.equal(await find('192.0.2.7', 'mine', 'me'), 'me')
  })

  it('are refused at once when many come together', async () => {
    const { find, countLookUps } = open(5)

    const answers = await Promise.allSettled(Array.from({ length: 50 }, (_, at) => find('192.0.2.9', `flood ${at}`)))

    assert.equal(answers.filter(({ status }) => status === 'rejected').length, 45)
    assert.equal(countLookUps(), 5)
  })
})

describe('an address that a flood comes from', () => {
  const limits = { unknownKeysPerIpMinute: 6, tokenRequestsPerIpMinute: 12 }
  let server: TestServer
  let anna: TestUser
  let moderator: string
  let nowMs = Date.now()
  before(async () => {
    server = await startTestServer({ limits, clock: () => nowMs })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    moderator = (await addModerator(server.db, 'default', 'desk')) ?? ''
    assert.equal((await anna.fetch('/v1/me')).status, 200)
  })
  after(() => server.close())

  const askWith = (bearer: string): Promise<Response> =>
    server.get('/v1/moderation/reports', { headers: { Authorization: `Bearer ${bearer}` } })
  const madeUp = (): string => randomBytes(24).toString('base64url')
  const exhaust = async (ask: () => Promise<Response>, status: number): Promise<void> => {
    for (let at = 0; at < 100; at += 1) {
      const answer = await ask()
      if (answer.status === 429) {
        assert.ok(Number(answer.headers.get('Retry-After')) > 0)
        return assert.equal(((await answer.json()) as Problem).code, 'rate_limited')
      }
      assert.equal(answer.status, status)
    }
    assert.fail('never refused')
  }

  it('is refused with made-up tokens, keys and sites, while those who are known are served', async () => {
    assert.equal((await askWith(moderator)).status, 200)
    const key = await createSessionKey()
    const nonce = (await anna.fetch('/v1/me')).headers.get('DPoP-Nonce') ?? undefined
    const askWithToken = async (fresh?: string): Promise<Response> => {
      const token = madeUp()
      const proof = await key.prove({ method: 'GET', url: `${server.url}/v1/me`, token, nonce: fresh })
      return server.get('/v1/me', { headers: { Authorization: `DPoP ${token}`, DPoP: proof } })
    }
    const fresh = nonce ?? (await askWithToken()).headers.get('DPoP-Nonce') ?? ''

    await exhaust(() => askWithToken(fresh), 401)
    await exhaust(() => askWith(madeUp()), 401)
    await exhaust(() => server.get(`/v1/feeds/explore?site=s${randomBytes(8).toString('hex')}`), 404)

    assert.equal((await anna.fetch('/v1/me')).status, 200)
    assert.equal((await askWith(moderator)).status, 200)
    nowMs += 60_000
    assert.equal((await askWith(madeUp())).status, 401)
  })

  it('is refused when it asks too much for tokens', async () => {
    const body = new URLSearchParams({ client_id: 'default', token: madeUp() })

    await exhaust(() => server.get(routes.revoke(), { method: 'POST', body }), 200)

    await assert.rejects(anna.refresh(), /429/)
    nowMs += 60_000
    await anna.refresh()
    assert.equal((await anna.fetch('/v1/me')).status, 200)
  })
})
