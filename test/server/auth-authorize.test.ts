import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { encodeOrigin } from '@ai-feed/protocol'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import type { BrowserPage } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import type { SessionKey } from '../support/session-key.ts'
import { isRelay, writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const origin = testOrigins[0]

describe('the authorization endpoint', () => {
  let server: TestServer
  let key: SessionKey
  before(async () => {
    server = await startTestServer({
      sites: [
        { id: 'hostile', name: '<img src=x onerror=alert(1)>"\'&', origins: ['http://127.0.0.1:3'], signUp: 'open' },
      ],
    })
    key = await createSessionKey()
  })
  after(() => server.close())

  const ask = (params: Record<string, string | undefined>, site?: string): Promise<BrowserPage> =>
    createScriptFreeBrowser().open(
      writeAuthorizationRequest(server, {
        origin: site === 'hostile' ? 'http://127.0.0.1:3' : origin,
        key,
        params,
        ...(site && { site }),
      }).url.href,
    )

  it('shows the sign-in page to a request that has everything', async () => {
    const page = await ask({})
    assert.equal(page.status, 200)
    assert.match(page.html, /<h1>Sign in<\/h1>/)
    assert.match(page.html, /Default site/)
    assert.ok(page.html.includes(origin))
  })

  const refusals: readonly [name: string, params: Record<string, string | undefined>, error: string][] = [
    ['without a code challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with a plain code challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['without state', { state: undefined }, 'invalid_request'],
    ['without dpop_jkt', { dpop_jkt: undefined }, 'invalid_request'],
    ['without a resource', { resource: undefined }, 'invalid_request'],
    ['for another resource', { resource: 'https://api.example.org' }, 'invalid_target'],
    ['for the account scope alone', { scope: 'account', prompt: 'none' }, 'login_required'],
    ['for a token in the fragment', { response_type: 'token' }, 'invalid_request'],
    ['for an id token', { response_type: 'code id_token', nonce: 'n' }, 'invalid_request'],
    ['in the fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['by query.jwt', { response_mode: 'query.jwt' }, 'unsupported_response_mode'],
    ['by web_message', { response_mode: 'web_message' }, 'unsupported_response_mode'],
    ['with a pushed request', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'request_uri_not_supported'],
    ['with a request object', { request: 'a.b.c' }, 'request_not_supported'],
    ['silently, with nobody signed in', { prompt: 'none' }, 'login_required'],
  ]
  for (const [name, params, error] of refusals) {
    it(`refuses ${name}, and gives no code`, async () => {
      const page = await ask(params)
      const { searchParams, hash } = page.url
      const answer = searchParams.size > 0 ? searchParams : new URLSearchParams(hash.slice(1))
      assert.ok(isRelay(page), page.url.href)
      assert.equal(answer.get('error'), error)
      assert.equal(answer.get('iss'), server.url)
      assert.equal(answer.get('code'), null)
    })
  }

  it('sends nobody to an address that is not exactly a relay of the client', async () => {
    const relay = `${server.url}/oauth/relay/${encodeOrigin(origin)}`
    const tricks = [
      `${relay}?next=1`,
      `${relay}/`,
      `${relay}/../x`,
      `${relay}%2f`,
      `${relay}#x`,
      relay.replace('127.0.0.1', 'LOCALHOST'),
      relay.replace('http://', 'http://user:pass@'),
      relay.replace('http://127.0.0.1', 'http://127.0.0.1@evil.example'),
      relay.replace('http:', 'https:'),
      `${server.url}/oauth/relay/${encodeOrigin('http://127.0.0.1:2')}`,
      `${server.url}/oauth/relay/${encodeOrigin('https://evil.example')}`,
      `${origin}/page`,
      'https://evil.example/',
      '//evil.example/',
      'javascript:alert(1)',
      'data:text/html,x',
      '',
    ]
    for (const redirectUri of tricks) {
      const page = await ask({ redirect_uri: redirectUri })
      assert.equal(page.url.pathname, '/oauth/authorize', redirectUri)
      assert.equal(page.status, 400, redirectUri)
      assert.doesNotMatch(page.html, /evil|javascript/, redirectUri)
    }
  })

  it('posts nothing to a relay', async () => {
    const page = await ask({ response_mode: 'form_post' })
    assert.match(page.html, /name="error" value="invalid_request"/)
    assert.doesNotMatch(page.html, /name="code"/)
  })

  it('knows no client that is no site', async () => {
    const page = await ask({ client_id: 'nobody' })
    assert.equal(page.status, 400)
    assert.match(page.html, /cannot go on/)
  })

  it('survives a state of 100 kB', async () => {
    const page = await ask({ state: 'x'.repeat(100_000) })
    assert.ok(page.status >= 400 && page.status < 500)
    assert.equal((await ask({})).status, 200)
  })

  it('escapes the name of the site', async () => {
    const page = await ask({}, 'hostile')
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.html, /<img/)
    assert.match(page.html, /&lt;img src=x onerror=alert\(1\)&gt;/)
  })

  it('names its own icon, so that no browser asks for one against the policy', async () => {
    const { html, headers } = await ask({})

    const [, icon = ''] = /<link rel="icon" href="([^"]+)"/.exec(html) ?? []
    const [, sources = ''] = /img-src ([^;]+);/.exec(headers.get('Content-Security-Policy') ?? '') ?? []
    assert.match(icon, /^data:/)
    assert.equal(sources, 'data:')
  })

  it('never lets its pages be framed, stored or cut off from their opener', async () => {
    const pages = [await ask({}), await ask({ client_id: 'nobody' }), await ask({ prompt: 'none' })]
    for (const { headers, url } of pages) {
      assert.match(headers.get('Content-Security-Policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/, url.href)
      assert.doesNotMatch(headers.get('Content-Security-Policy') ?? '', /unsafe/)
      assert.equal(headers.get('X-Frame-Options'), 'DENY')
      assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'unsafe-none')
      assert.match(headers.get('Cache-Control') ?? '', /no-store/)
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer')
      assert.equal(headers.get('Access-Control-Allow-Origin'), null)
    }
  })

  it('has no dynamic registration and no pushed requests', async () => {
    for (const path of ['/oauth/reg', '/reg', '/oauth/request', '/request', '/oauth/me', '/oauth/relay']) {
      assert.equal((await server.get(path, { method: 'POST', body: '{}' })).status, 404, path)
    }
    const metadata = (await (await server.get('/.well-known/oauth-authorization-server')).json()) as Record<
      string,
      unknown
    >
    assert.equal(metadata['registration_endpoint'], undefined)
    assert.equal(metadata['pushed_authorization_request_endpoint'], undefined)
    assert.deepEqual(metadata['response_modes_supported'], ['query'])
    assert.equal(metadata['issuer'], server.url)
  })
})
