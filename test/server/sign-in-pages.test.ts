import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createSessionKey } from '../support/session-key.ts'
import type { SessionKey } from '../support/session-key.ts'
import { writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('pages on which anybody may sign in', () => {
  let server: TestServer
  let key: SessionKey
  before(async () => {
    server = await startTestServer({
      limits: { signInPagesPerIpHour: 4 },
      // Passkeys need a host name; the proxy says who asks.
      config: { publicUrl: 'http://localhost:0', trustedProxies: ['127.0.0.1', '::1'] },
    })
    key = await createSessionKey()
  })
  after(() => server.close())

  const askFrom = (address: string, language = 'en'): Promise<Response> =>
    fetch(writeAuthorizationRequest(server, { origin: testOrigins[0], key }).url, {
      redirect: 'manual',
      headers: { 'X-Forwarded-For': address, 'Accept-Language': language },
    })
  const count = async (table: 'oidc' | 'passkey_challenges'): Promise<number> => {
    const { n } = await server.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    return Number(n)
  }

  it('are given signInPagesPerIpHour times an hour to one address, and keep no row beyond', async () => {
    for (let at = 0; at < 4; at += 1) assert.equal((await askFrom('192.0.2.1')).status, 303)
    const before = await count('oidc')

    const refused = await askFrom('192.0.2.1', 'de')

    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers.get('Retry-After')) > 0)
    assert.match(await refused.text(), /Zu viele Anmeldungen von hier/)
    assert.match(refused.headers.get('Content-Security-Policy') ?? '', /frame-ancestors 'none'/)
    assert.equal(await count('oidc'), before)
    assert.equal((await askFrom('192.0.2.2')).status, 303)
  })

  it('are at one address, whatever it is asked with', async () => {
    const { url } = writeAuthorizationRequest(server, { origin: testOrigins[0], key })
    const before = await count('oidc')

    for (const path of ['/oauth/authorize/', '/oauth/authorize//', '/oauth/Authorize']) {
      assert.equal((await server.get(path + url.search, { redirect: 'manual' })).status, 404, path)
    }

    assert.equal(await count('oidc'), before)
  })

  it('offer no passkey to an address beyond, and keep no row for it', async () => {
    const open = (address: string): Promise<Response> =>
      server.get('/account/sign-in?site=default', { headers: { 'X-Forwarded-For': address } })
    for (let at = 0; at < 4; at += 1) assert.match(await (await open('192.0.2.3')).text(), /passkey/i)
    const before = await count('passkey_challenges')

    const beyond = await open('192.0.2.3')

    assert.equal(beyond.status, 200)
    assert.doesNotMatch(await beyond.text(), /passkey/i)
    assert.equal(await count('passkey_challenges'), before)
  })
})
