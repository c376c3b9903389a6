import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createSessionKey } from '../support/session-key.ts'
import type { ProofParts } from '../support/session-key.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const origin = testOrigins[0]
const daySeconds = 86_400

describe('a request with an access token', () => {
  let server: TestServer
  let user: TestUser
  let nonce: string
  before(async () => {
    server = await startTestServer()
    user = await signUp(server, { handle: 'anna', origin })
    nonce = (await send({ nonce: undefined })).headers.get('DPoP-Nonce') ?? ''
  })
  after(() => server.close())

  async function send(
    parts: Partial<ProofParts> = {},
    { path = '/v1/me', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const url = server.url + path
    const proof = await user.key.prove({ method: 'GET', url, token: user.accessToken, nonce, ...parts })
    return fetch(url, { headers: { Authorization: `DPoP ${user.accessToken}`, DPoP: proof, ...headers } })
  }

  async function codeOf(response: Response): Promise<string> {
    assert.equal(response.headers.get('Content-Type'), 'application/problem+json')
    return ((await response.json()) as { code: string }).code
  }

  it('passes with a fresh proof, with or without an Origin of the site', async () => {
    assert.equal((await send()).status, 200)
    assert.equal((await send({}, { headers: { Origin: origin } })).status, 200)
  })

  const wrong: readonly [name: string, parts: Partial<ProofParts>][] = [
    ['for another method', { method: 'POST' }],
    ['for another path', { url: 'http://127.0.0.1:1/v1/me' }],
    ['without htm', { claims: { htm: undefined } }],
    ['without htu', { claims: { htu: undefined } }],
    ['with a htu that is no address', { claims: { htu: '/v1/me' } }],
    ['without ath', { claims: { ath: undefined } }],
    ['with the ath of another token', { token: 'another-token-altogether' }],
    ['without jti', { claims: { jti: undefined } }],
    ['with an empty jti', { claims: { jti: '' } }],
    ['with a jti that is a number', { claims: { jti: 1 } }],
    ['with a jti of 3 kB', { claims: { jti: 'x'.repeat(3_000) } }],
    ['with a jti that is no text', { claims: { jti: 'a\0b' } }],
    ['without iat', { claims: { iat: undefined } }],
    ['with iat as text', { claims: { iat: '1700000000' } }],
    ['with a nonce that is a number', { claims: { nonce: 1 } }],
    ['of type JWT', { header: { typ: 'JWT' } }],
    ['without a type', { header: { typ: undefined } }],
    ['with alg none', { header: { alg: 'none' } }],
    ['with alg HS256', { header: { alg: 'HS256' } }],
    ['with alg RS256', { header: { alg: 'RS256' } }],
    ['without a key', { header: { jwk: undefined } }],
    ['with a symmetric key', { header: { jwk: { kty: 'oct', k: 'AAAA' } } }],
    ['with a critical extension', { header: { crit: ['x'], x: 1 } }],
  ]
  for (const [name, parts] of wrong) {
    it(`is refused with a proof ${name}`, async () => {
      const response = await send(parts)
      assert.equal(response.status, 401)
      assert.match(response.headers.get('WWW-Authenticate') ?? '', /^DPoP error="invalid_dpop_proof"/)
      assert.equal(await codeOf(response), 'dpop_invalid')
    })
  }

  it('is refused with a proof whose signature is by another key', async () => {
    const other = await createSessionKey()
    const [, payload] = (
      await user.key.prove({ method: 'GET', url: `${server.url}/v1/me`, token: user.accessToken, nonce })
    ).split('.')
    const [header, , signature] = (await other.prove({ method: 'GET', url: `${server.url}/v1/me` })).split('.')
    assert.equal(
      await codeOf(await send({}, { headers: { DPoP: `${header}.${payload}.${signature}` } })),
      'dpop_invalid',
    )
  })

  it('is refused with a sound proof by another key than the token has', async () => {
    const thief = await createSessionKey()
    const proof = await thief.prove({ method: 'GET', url: `${server.url}/v1/me`, token: user.accessToken, nonce })
    assert.equal(await codeOf(await send({}, { headers: { DPoP: proof } })), 'dpop_invalid')
  })

  it('ignores query and fragment of htu', async () => {
    assert.equal(
      (await send({ claims: { htu: `${server.url}/v1/me?viewer=me#x` } }, { path: '/v1/me?viewer=me' })).status,
      200,
    )
  })

  it('compares htu with the public address, not with Host', async () => {
    const url = `http://localhost:${new URL(server.url).port}/v1/me`
    const proof = await user.key.prove({ method: 'GET', url, token: user.accessToken, nonce })
    const response = await fetch(url, { headers: { Authorization: `DPoP ${user.accessToken}`, DPoP: proof } }).catch(
      () => undefined,
    )
    if (response) assert.equal(await codeOf(response), 'dpop_invalid')
    assert.equal(
      (await send({}, { headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' } })).status,
      200,
    )
  })

  it('is refused a second time with the same proof, also at the same moment', async () => {
    const claims = { jti: 'the-same-for-all' }
    const answers = await Promise.all([send({ claims }), send({ claims }), send({ claims })])
    assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, 401, 401])
    assert.equal(await codeOf(await send({ claims })), 'dpop_invalid')
  })

  for (const iat of [-daySeconds, daySeconds].map((offset) => Date.now() / 1_000 + offset)) {
    it(`passes with iat ${Math.round(iat)}, because the nonce tells the time`, async () => {
      assert.equal((await send({ claims: { iat } })).status, 200)
    })
  }

  for (const stale of [undefined, 'made-up', '']) {
    it(`is asked for a fresh nonce when it brings ${JSON.stringify(stale)}`, async () => {
      const response = await send({ nonce: stale })
      assert.equal(response.status, 401)
      assert.match(response.headers.get('WWW-Authenticate') ?? '', /error="use_dpop_nonce"/)
      const fresh = response.headers.get('DPoP-Nonce')
      assert.ok(fresh)
      assert.equal(await codeOf(response), 'use_dpop_nonce')
      assert.equal((await send({ nonce: fresh })).status, 200)
    })
  }

  it('takes the nonce that the token endpoint handed out', async () => {
    const url = `${server.url}/oauth/token`
    const asked = await fetch(url, {
      method: 'POST',
      headers: { DPoP: await user.key.prove({ method: 'POST', url }) },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'default',
        refresh_token: user.refreshToken,
      }),
    })
    assert.equal((await send({ nonce: asked.headers.get('DPoP-Nonce') ?? '' })).status, 200)
  })

  it('is refused as Bearer, and without a proof', async () => {
    const bearer = await send({}, { headers: { Authorization: `Bearer ${user.accessToken}` } })
    assert.equal(await codeOf(bearer), 'token_invalid')
    const bare = await server.get('/v1/me', { headers: { Authorization: `DPoP ${user.accessToken}` } })
    assert.equal(await codeOf(bare), 'dpop_invalid')
  })

  it('is refused with a token that was never given', async () => {
    const token = 'x'.repeat(43)
    const response = await send({ token }, { headers: { Authorization: `DPoP ${token}` } })
    assert.equal(await codeOf(response), 'token_invalid')
  })

  it('leaves no token, proof or nonce in the log', async () => {
    await send()
    const text = JSON.stringify(server.logs)
    for (const secret of [user.accessToken, user.refreshToken, nonce, 'eyJ']) assert.ok(!text.includes(secret))
  })
})
