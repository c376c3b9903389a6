import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createFindHostKeys } from '../../packages/server/dist/auth/sso/host-keys.js'
import { readAssertion } from '../../packages/server/dist/auth/sso/read-assertion.js'
import { createHostSite } from '../support/host-site.ts'
import type { HostSite } from '../support/host-site.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const address = 'https://host.example/keys.json'

describe('keys of a host at an address', () => {
  let server: TestServer
  let first: HostSite
  let second: HostSite
  before(async () => {
    server = await startTestServer()
    first = await createHostSite(server, { siteId: 'default', isKnown: false })
    second = await createHostSite(server, { siteId: 'default', isKnown: false })
    const values = { sso_key: null, sso_jwks_url: address }
    await server.db.updateTable('sites').set(values).where('id', '=', 'default').execute()
  })
  after(() => server.close())

  /** A lookup with a clock to move and an address that answers what it is told. */
  function createKeys() {
    const host = { nowMs: Date.now(), fetches: 0, answer: async (): Promise<unknown> => ({ keys: [jwk(first, '1')] }) }
    const findHostKeys = createFindHostKeys({
      db: server.db,
      clock: () => host.nowMs,
      fetchJson: async (url) => {
        assert.equal(url, address)
        host.fetches += 1
        return host.answer()
      },
    })
    const read = async (site: HostSite, kid?: string) => {
      const getKey = await findHostKeys('default')
      assert.ok(getKey)
      const audience = `${server.url}/oauth/token`
      const assertion = await site.vouch('u', kid === undefined ? {} : { header: { kid } })
      return readAssertion(assertion, { siteId: 'default', audience, getKey, nowMs: Date.now() })
    }
    return { host, read }
  }
  const jwk = (site: HostSite, kid: string) => ({ ...site.publicJwk, kid, alg: 'ES256', use: 'sig' })

  it('are fetched once in ten minutes, however many ask at once', async () => {
    const { host, read } = createKeys()
    await Promise.all([read(first, '1'), read(first, '1'), read(first)])
    assert.equal(host.fetches, 1)

    host.nowMs += 599_000
    await read(first, '1')
    assert.equal(host.fetches, 1)
    host.nowMs += 2_000
    await Promise.all([read(first, '1'), read(first, '1')])
    assert.equal(host.fetches, 2)
  })

  it('are fetched again for a key that is not known, at most once a minute', async () => {
    const { host, read } = createKeys()
    await read(first, '1')
    host.answer = async () => ({ keys: [jwk(first, '1'), jwk(second, '2')] })

    await assert.rejects(read(second, '2'), { error: 'invalid_grant' })
    assert.equal(host.fetches, 1)
    host.nowMs += 61_000
    await read(second, '2')
    await read(first, '1')
    assert.equal(host.fetches, 2)
    for (let tries = 0; tries < 5; tries += 1) await assert.rejects(read(second, 'unknown'), { error: 'invalid_grant' })
    assert.equal(host.fetches, 2)
  })

  it('that were taken back no longer count after ten minutes', async () => {
    const { host, read } = createKeys()
    await read(first, '1')
    host.answer = async () => ({ keys: [jwk(second, '2')] })
    host.nowMs += 601_000

    await assert.rejects(read(first, '1'), { error: 'invalid_grant' })
  })

  it('that verify nothing but secrets, or are no keys, count for nothing', async () => {
    const { host, read } = createKeys()
    const secret = { kty: 'oct', k: Buffer.from('secret').toString('base64url'), alg: 'HS256', kid: '1' }
    host.answer = async () => ({ keys: [secret] })
    await assert.rejects(read(first, '1'), { error: 'invalid_grant' })

    const answers = [[], 'words', { keys: 'none' }, { keys: Array(101).fill(jwk(first, '1')) }, { keys: [7] }, null]
    for (const answer of answers) {
      const other = createKeys()
      other.host.answer = async () => answer
      await assert.rejects(other.read(first, '1'), { error: 'temporarily_unavailable', status: 503 })
    }
  })

  it('that cannot be fetched are not asked for again at once', async () => {
    const { host, read } = createKeys()
    host.answer = () => Promise.reject(new Error('away'))
    for (let tries = 0; tries < 5; tries += 1) {
      await assert.rejects(read(first, '1'), { error: 'temporarily_unavailable', status: 503 })
    }

    assert.equal(host.fetches, 1)
  })

  it('inside our own network are never asked for', async () => {
    for (const url of ['https://127.0.0.1/keys', 'https://[::ffff:10.0.0.1]/keys', 'http://169.254.169.254/keys']) {
      await server.db.updateTable('sites').set({ sso_jwks_url: url }).where('id', '=', 'default').execute()
      const response = await first.trade(await first.vouch('u'))

      assert.equal(response.status, 503)
      assert.deepEqual(await response.json(), {
        error: 'temporarily_unavailable',
        error_description: 'the keys of the site cannot be fetched',
      })
      assert.ok(Number(response.headers.get('Retry-After')) > 0)
    }
  })
})
