import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import type { ProofParts } from '../support/session-key.ts'
import { isRelay, postToken, signIn, signUp, writeAuthorizationRequest } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const file = join(
  process.env['CORPORA_DIR'] ?? new URL('../../../shared/corpora', import.meta.url).pathname,
  'oauth/cases.json',
)
const origin = testOrigins[0]

describe('open corpus of OAuth cases', { skip: existsSync(file) ? false : `no cases in ${file}` }, () => {
  let server: TestServer
  let user: TestUser
  before(async () => {
    server = await startTestServer({ limits: { signInsPerAccount5Min: 1_000, signInsPerIpHour: 1_000 } })
    user = await signUp(server, { handle: 'anna', origin })
  })
  after(() => server.close())

  /** Opens the authorization endpoint as a page with a session would, with some parameters replaced. */
  async function authorize(params: Record<string, string | undefined>) {
    const key = await createSessionKey()
    const request = writeAuthorizationRequest(server, { origin, key, params })
    const page = await createScriptFreeBrowser().open(request.url.href)
    return { page, request, key }
  }

  /** Signs in and gives the code with what is needed to trade it. */
  async function obtainCode() {
    const browser = createScriptFreeBrowser()
    await signIn(server, { handle: 'anna', origin, browser })
    const key = await createSessionKey()
    const request = writeAuthorizationRequest(server, { origin, key })
    const { url } = await browser.open(request.url.href)
    const values = {
      grant_type: 'authorization_code',
      client_id: 'default',
      code: url.searchParams.get('code') ?? '',
      code_verifier: request.verifier,
      redirect_uri: request.redirectUri,
    }
    return { url, key, values, trade: (other = {}) => postToken(server, key, { ...values, ...other }) }
  }

  /** Whatever is wrong with a redirect_uri, the answer stays here and shows nothing of it. */
  async function refusesRedirect(uri: string): Promise<void> {
    const { page } = await authorize({ redirect_uri: uri })
    assert.equal(page.status, 400, uri)
    assert.equal(page.url.origin, server.url)
    assert.ok(!page.html.includes(uri))
  }

  /** Sends a read with a proof that is wrong in one way. */
  async function read(parts: Partial<ProofParts>): Promise<Response> {
    const url = `${server.url}/v1/me`
    const nonce = (await user.fetch('/v1/me')).headers.get('DPoP-Nonce') ?? (await freshNonce())
    const proof = await user.key.prove({ method: 'GET', url, token: user.accessToken, nonce, ...parts })
    return fetch(url, { headers: { Authorization: `DPoP ${user.accessToken}`, DPoP: proof, Origin: origin } })
  }
  async function freshNonce(): Promise<string> {
    const url = `${server.url}/v1/me`
    const proof = await user.key.prove({ method: 'GET', url, token: user.accessToken })
    const response = await fetch(url, { headers: { Authorization: `DPoP ${user.accessToken}`, DPoP: proof } })
    return response.headers.get('DPoP-Nonce') ?? ''
  }
  async function refuses(parts: Partial<ProofParts>, code = 'dpop_invalid'): Promise<void> {
    const response = await read(parts)
    assert.equal(response.status, 401)
    assert.equal(((await response.json()) as { code: string }).code, code)
  }

  /** What each case of the corpus means here, by the beginning of its text. */
  const checks: Record<string, () => Promise<void>> = {
    'code replayed twice': async () => {
      const { trade } = await obtainCode()
      const tokens = (await (await trade()).json()) as { refresh_token: string }
      assert.equal((await trade()).status, 400)
      const { key } = await obtainCode()
      const values = { grant_type: 'refresh_token', client_id: 'default', refresh_token: tokens.refresh_token }
      assert.equal((await postToken(server, key, values)).status, 400)
    },
    'code without code_verifier': async () => {
      const { key, values } = await obtainCode()
      const { code_verifier: _, ...rest } = values
      assert.equal((await postToken(server, key, rest)).status, 400)
    },
    'no code_challenge': async () => {
      const { page } = await authorize({ code_challenge: undefined, code_challenge_method: undefined })
      assert.equal(page.url.searchParams.get('error'), 'invalid_request')
    },
    'code used with other redirect_uri': async () => {
      const { trade } = await obtainCode()
      assert.equal((await trade({ redirect_uri: server.url + routes.relay(testOrigins[1]) })).status, 400)
    },
    'redirect_uri with extra query': () =>
      refusesRedirect(`${server.url}${routes.relay(origin)}?next=https://evil.example`),
    'redirect_uri open redirect': async () => {
      for (const uri of ['https://evil.example', '//evil.example', '/\\evil.example', `${server.url}/x`])
        await refusesRedirect(uri)
    },
    'redirect_uri userinfo': () => refusesRedirect(server.url.replace('http://', 'http://u@') + routes.relay(origin)),
    'redirect_uri javascript': async () => {
      for (const uri of ['javascript:alert(1)', 'data:text/html,x']) await refusesRedirect(uri)
    },
    'iss missing or altered': async () => {
      assert.equal((await obtainCode()).url.searchParams.get('iss'), server.url)
    },
    'callback page carries no token': async () => {
      const { url } = await obtainCode()
      assert.ok(isRelay({ url } as never) && ![...url.searchParams.keys()].some((name) => name.includes('token')))
      assert.match(await (await fetch(url)).text(), /history\.replaceState/)
    },
    'prompt=none in hidden iframe': async () => {
      const { page } = await authorize({ prompt: undefined })
      assert.equal(page.headers.get('X-Frame-Options'), 'DENY')
      const silent = await authorize({ prompt: 'none' })
      assert.equal(silent.page.url.searchParams.get('error'), 'login_required')
      assert.equal(silent.page.headers.get('X-Frame-Options'), 'DENY')
    },
    'authorize page: COOP': async () => {
      const { page } = await authorize({})
      assert.equal(page.headers.get('Cross-Origin-Opener-Policy'), 'unsafe-none')
    },
    'response_mode=': async () => {
      for (const mode of ['query.jwt', 'form_post', 'web_message', 'fragment', 'x']) {
        const { page } = await authorize({ response_mode: mode })
        assert.ok(page.status === 400 || /[?#&]error=/.test(page.url.href), mode)
        assert.ok(!/[?#&]code=/.test(page.url.href))
      }
    },
    'refresh replay after rotation': async () => {
      // Refresh tokens do not rotate here: a second use by the same key is good, by another one it is not.
      await user.refresh()
      await user.refresh()
    },
    'refresh with other DPoP key': async () => {
      const values = { grant_type: 'refresh_token', client_id: 'default', refresh_token: user.refreshToken }
      assert.equal((await postToken(server, await createSessionKey(), values)).status, 400)
    },
    'access token as Bearer': async () => {
      const headers = { Authorization: `Bearer ${user.accessToken}` }
      assert.equal((await server.get('/v1/me', { headers })).status, 401)
    },
    'DPoP: htm wrong': () => refuses({ method: 'POST' }),
    'DPoP: htu with query': async () => {
      assert.equal((await read({ claims: { htu: `${server.url}/v1/me?x=1` } })).status, 200)
    },
    'DPoP: iat': async () => {
      await refuses({ claims: { iat: 'now' } })
      await refuses({ claims: { iat: undefined } })
    },
    'DPoP: jti': async () => {
      await refuses({ claims: { jti: undefined } })
      await refuses({ claims: { jti: 'x'.repeat(10_240) } })
    },
    'DPoP: alg': async () => {
      for (const alg of ['none', 'HS256', 'RS256']) await refuses({ header: { alg } })
    },
    'DPoP: typ JWT': () => refuses({ header: { typ: 'JWT' } }),
    'DPoP: nonce stale': () => refuses({ nonce: 'stale' }, 'use_dpop_nonce'),
    'clock of client': async () => {
      for (const days of [-1, 1])
        assert.equal((await read({ claims: { iat: Math.floor(Date.now() / 1_000) + days * 86_400 } })).status, 200)
    },
    'id_token of other audience': async () => {
      const { trade } = await obtainCode()
      assert.ok(!('id_token' in ((await (await trade()).json()) as object)))
    },
    'dynamic registration': async () => {
      for (const path of ['/oauth/reg', '/reg', '/oauth/register'])
        assert.equal((await server.get(path, { method: 'POST' })).status, 404)
    },
    'consent page shows embedder origin': async () => {
      const name = '"><script>alert(1)</script>'
      await server.db.updateTable('sites').set({ name }).where('id', '=', 'default').execute()
      const { page } = await authorize({})
      assert.ok(page.html.includes(origin) && !page.html.includes('<script>alert'))
    },
    'very long state': async () => {
      const response = await fetch((await authorize({})).request.url.href + `&x=${'s'.repeat(100_000)}`)
      assert.ok(response.status >= 400 && response.status < 500)
    },
    'PAR request_uri': async () => {
      const { page } = await authorize({ request_uri: 'urn:ietf:params:oauth:request_uri:x' })
      assert.ok(page.status === 400 || page.url.searchParams.has('error'))
    },
  }

  it('has no case that is not tried', () => {
    const cases = JSON.parse(readFileSync(file, 'utf8')) as string[]
    const untried = cases.filter((text) => !Object.keys(checks).some((start) => text.startsWith(start)))

    assert.ok(cases.length >= 29)
    assert.deepEqual(untried, [])
  })

  for (const [name, check] of Object.entries(checks)) it(`holds: ${name}`, check)
})
