import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import { exportSPKI } from 'jose'
import { createHostSite } from '../support/host-site.ts'
import type { HostSite } from '../support/host-site.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const nowSeconds = (): number => Math.floor(Date.now() / 1_000)

describe('an assertion of a host', () => {
  let server: TestServer
  let host: HostSite
  before(async () => {
    server = await startTestServer()
    host = await createHostSite(server, { siteId: 'default' })
  })
  after(() => server.close())

  const countUsers = async (): Promise<number> => (await server.db.selectFrom('users').select('id').execute()).length
  const refusal = async (response: Response): Promise<{ error: string; error_description: string }> => {
    assert.equal(response.status, 400)
    return (await response.json()) as { error: string; error_description: string }
  }

  const wrong: readonly (readonly [name: string, claims: () => Record<string, unknown>, reason: RegExp])[] = [
    ['another issuer', () => ({ iss: 'other' }), /iss/],
    ['no issuer', () => ({ iss: undefined }), /iss/],
    ['another audience', () => ({ aud: 'https://elsewhere.example/oauth/token' }), /aud/],
    ['the issuer as audience', () => ({ aud: server.url }), /aud/],
    ['two audiences', () => ({ aud: [server.url + routes.token(), 'https://b.example'] }), /aud/],
    ['no audience', () => ({ aud: undefined }), /aud/],
    ['no subject', () => ({ sub: undefined }), /sub/],
    ['an empty subject', () => ({ sub: '' }), /sub/],
    ['a subject of 129 characters', () => ({ sub: 'x'.repeat(129) }), /sub/],
    ['a subject with U+0000', () => ({ sub: 'a\0b' }), /sub/],
    ['a number as subject', () => ({ sub: 7 }), /sub/],
    ['no jti', () => ({ jti: undefined }), /jti/],
    ['a jti of 10 kB', () => ({ jti: 'x'.repeat(10_000) }), /longer/],
    ['no exp', () => ({ exp: undefined }), /exp/],
    ['no iat', () => ({ iat: undefined }), /iat/],
    ['iat as text', () => ({ iat: String(nowSeconds()) }), /iat/],
    ['an exp that is over', () => ({ iat: nowSeconds() - 60, exp: nowSeconds() - 1 }), /exp/],
    ['a life of 121 seconds', () => ({ exp: nowSeconds() + 121 }), /120 seconds/],
    ['a life that ends before it begins', () => ({ iat: nowSeconds() + 20, exp: nowSeconds() + 10 }), /120 seconds/],
    ['an iat of the future', () => ({ iat: nowSeconds() + 60, exp: nowSeconds() + 120 }), /future/],
    ['an nbf of the future', () => ({ nbf: nowSeconds() + 60 }), /nbf/],
  ]
  for (const [name, claims, reason] of wrong) {
    it(`with ${name} is refused`, async () => {
      const { error, error_description: words } = await refusal(
        await host.trade(await host.vouch('u-wrong', { claims: claims() })),
      )
      assert.equal(error, 'invalid_grant')
      assert.match(words, reason)
      assert.equal(await countUsers(), 0)
    })
  }

  for (const typ of ['at+jwt', 'dpop+jwt', 'logout+jwt', 'application/secevent+jwt', '']) {
    it(`that says it is another kind of JWT is refused: ${JSON.stringify(typ)}`, async () => {
      const answer = await host.trade(await host.vouch('u-wrong', { header: { typ } }))

      assert.match((await refusal(answer)).error_description, /typ/)
      assert.equal(await countUsers(), 0)
    })
  }

  it('that nobody, or somebody else, has signed is refused', async () => {
    const [header = '', payload = '', signature = ''] = (await host.vouch('forged')).split('.')
    const stranger = await createHostSite(server, { siteId: 'default', isKnown: false })
    const spki = await exportSPKI(host.publicKey)
    const hs256 = (key: string): string => {
      const input = `${encode({ alg: 'HS256' })}.${payload}`
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
    }
    const forged: Record<string, string> = {
      none: `${encode({ alg: 'none' })}.${payload}.`,
      'none with a signature': `${encode({ alg: 'none' })}.${payload}.${signature}`,
      'HS256 with the public key': hs256(spki),
      'HS256 with the public JWK': hs256(JSON.stringify(host.publicJwk)),
      'another key': await stranger.vouch('forged'),
      'another key, sent along': await stranger.vouch('forged', { header: { jwk: stranger.publicJwk } }),
      'another key at an address': await stranger.vouch('forged', { header: { jku: 'https://evil.example/keys' } }),
      'a changed payload': `${header}.${encode({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'x' })}.${signature}`,
      'RS256 named for the key of ES256': `${encode({ alg: 'RS256' })}.${payload}.${signature}`,
      'an unknown critical header': await host
        .vouch('forged', { header: { crit: ['x'], x: 1 } })
        .catch(() => `${encode({ alg: 'ES256', crit: ['x'], x: 1 })}.${payload}.${signature}`),
      'no JWT': 'not a token',
      nothing: ' ',
    }
    for (const [name, assertion] of Object.entries(forged)) {
      assert.equal((await refusal(await host.trade(assertion))).error, 'invalid_grant', name)
    }
    assert.equal(await countUsers(), 0)
  })
})
