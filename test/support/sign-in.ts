import { randomBytes } from 'node:crypto'
import { SITE_SCOPES, routes } from '@ai-feed/protocol'
import type { TestServer } from './test-server.ts'
import { createScriptFreeBrowser } from './script-free-browser.ts'
import type { BrowserPage, ScriptFreeBrowser } from './script-free-browser.ts'
import { createSessionKey, hash } from './session-key.ts'
import type { SessionKey } from './session-key.ts'

/** The password of every user of this test run. */
export const testPassword: string = randomBytes(18).toString('base64url')

/** Who signs in where. */
export interface SignInOptions {
  readonly handle: string
  /** Origin of the page that asks. */
  readonly origin: string
  readonly site?: string
  /** A jar to share between users and sites; default: a fresh one. */
  readonly browser?: ScriptFreeBrowser
  readonly key?: SessionKey
}

/** A user who is signed in on a page. */
export interface TestUser {
  readonly handle: string
  readonly userId: string
  readonly key: SessionKey
  /** Current tokens; refresh() replaces the access token. */
  readonly accessToken: string
  readonly refreshToken: string
  /** Fetches a path as the page would: proof with nonce, Origin, and an Idempotency-Key on POST when there is none. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  refresh(): Promise<void>
  signOut(): Promise<void>
}

/** An authorization request with what its page keeps to itself. */
export interface AuthorizationRequest {
  readonly url: URL
  readonly verifier: string
  readonly redirectUri: string
  readonly state: string
}

/** Writes the request of a page; parameters can be replaced or, with undefined, left out. */
export function writeAuthorizationRequest(
  server: Pick<TestServer, 'url'>,
  {
    origin,
    site = 'default',
    key,
    params = {},
  }: { origin: string; site?: string; key: SessionKey; params?: Record<string, string | undefined> },
): AuthorizationRequest {
  const verifier = randomBytes(32).toString('base64url')
  const state = `${randomBytes(16).toString('base64url')}.${Buffer.from('/page?x=1').toString('base64url')}`
  const redirectUri = server.url + routes.relay(origin)
  const url = new URL(server.url + routes.authorize())
  const values: Record<string, string | undefined> = {
    client_id: site,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: SITE_SCOPES.join(' '),
    resource: server.url,
    state,
    code_challenge: hash(verifier),
    code_challenge_method: 'S256',
    dpop_jkt: key.jkt,
    ...params,
  }
  for (const [name, value] of Object.entries(values)) if (value !== undefined) url.searchParams.set(name, value)
  return { url, verifier, redirectUri, state }
}

/** Signs a user up over the server's pages, as a browser would. */
export async function signUp(server: Pick<TestServer, 'url' | 'db'>, options: SignInOptions): Promise<TestUser> {
  return obtain(server, options, async (browser, page) => {
    const form = await browser.open(`${page.url.href}/sign-up`)
    return browser.submit(form, 'Create account', { handle: options.handle, password: testPassword })
  })
}

/** Signs an existing user in; straight through when the browser's session already says who it is. */
export async function signIn(server: Pick<TestServer, 'url' | 'db'>, options: SignInOptions): Promise<TestUser> {
  return obtain(server, options, async (browser, page) => {
    if (isRelay(page)) return page
    const next = await browser.submit(page, 'Sign in', { handle: options.handle, password: testPassword })
    return next.html.includes('>Allow</button>') ? browser.submit(next, 'Allow') : next
  })
}

/** Sends a form to the token endpoint with a proof, fetching a nonce first when one is asked for. */
export async function postToken(
  server: Pick<TestServer, 'url'>,
  key: SessionKey,
  values: Record<string, string>,
): Promise<Response> {
  const url = server.url + routes.token()
  const send = async (nonce?: string): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { DPoP: await key.prove({ method: 'POST', url, nonce }) },
      body: new URLSearchParams(values),
    })
  const first = await send()
  const nonce = first.headers.get('DPoP-Nonce')
  return first.ok || nonce === null ? first : send(nonce)
}

/** True when a page is the end of a sign-in: the origin's relay. */
export function isRelay(page: BrowserPage): boolean {
  return page.url.pathname.startsWith('/oauth/relay/')
}

async function obtain(
  server: Pick<TestServer, 'url' | 'db'>,
  options: SignInOptions,
  pass: (browser: ScriptFreeBrowser, page: BrowserPage) => Promise<BrowserPage>,
): Promise<TestUser> {
  const { origin, site = 'default', browser = createScriptFreeBrowser(), key = await createSessionKey() } = options
  const request = writeAuthorizationRequest(server, { origin, site, key })
  const end = await pass(browser, await browser.open(request.url.href))
  const code = end.url.searchParams.get('code')
  if (!isRelay(end) || code === null) throw new Error(`sign-in ended at ${end.url} (${end.status}): ${end.html}`)
  const response = await postToken(server, key, {
    grant_type: 'authorization_code',
    client_id: site,
    code,
    code_verifier: request.verifier,
    redirect_uri: request.redirectUri,
  })
  if (!response.ok) throw new Error(`no tokens (${response.status}): ${await response.text()}`)
  const tokens = (await response.json()) as { access_token: string; refresh_token: string }
  return createTestUser(server, { ...options, site, key }, tokens)
}

async function createTestUser(
  server: Pick<TestServer, 'url' | 'db'>,
  { handle, origin, site, key }: SignInOptions & { site: string; key: SessionKey },
  tokens: { access_token: string; refresh_token: string },
): Promise<TestUser> {
  let accessToken = tokens.access_token
  const refreshToken = tokens.refresh_token
  let nonce: string | undefined

  async function send(path: string, init: RequestInit): Promise<Response> {
    const url = server.url + path
    const method = init.method ?? 'GET'
    const headers = new Headers(init.headers)
    headers.set('Authorization', `DPoP ${accessToken}`)
    headers.set('DPoP', await key.prove({ method, url, token: accessToken, nonce }))
    if (!headers.has('Origin')) headers.set('Origin', origin)
    if (method === 'POST' && !headers.has('Idempotency-Key'))
      headers.set('Idempotency-Key', randomBytes(12).toString('base64url'))
    const response = await fetch(url, { ...init, headers })
    nonce = response.headers.get('DPoP-Nonce') ?? nonce
    return response
  }

  const row = await server.db
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', site)
    .where('handle', '=', handle)
    .executeTakeFirstOrThrow()
  return {
    handle,
    userId: row.id,
    key,
    get accessToken() {
      return accessToken
    },
    refreshToken,
    async fetch(path, init = {}) {
      const response = await send(path, init)
      if (response.status !== 401 || !response.headers.get('WWW-Authenticate')?.includes('use_dpop_nonce'))
        return response
      await response.body?.cancel()
      return send(path, init)
    },
    async refresh() {
      const response = await postToken(server, key, {
        grant_type: 'refresh_token',
        client_id: site,
        refresh_token: refreshToken,
      })
      if (!response.ok) throw new Error(`no new token (${response.status}): ${await response.text()}`)
      accessToken = ((await response.json()) as { access_token: string }).access_token
    },
    async signOut() {
      const body = new URLSearchParams({ client_id: site, token: refreshToken, token_type_hint: 'refresh_token' })
      const response = await fetch(server.url + routes.revoke(), { method: 'POST', body })
      if (!response.ok) throw new Error(`not signed out (${response.status}): ${await response.text()}`)
    },
  }
}
