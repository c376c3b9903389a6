import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { encodeOrigin } from '@ai-feed/protocol'
import * as oauth from 'oauth4webapi'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { testPassword } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('a standard OAuth client (oauth4webapi)', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  it('discovers, signs up, calls, refreshes and revokes', async () => {
    const insecure = { [oauth.allowInsecureRequests]: true }
    const issuer = new URL(server.url)
    const discovered = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure })
    const as = await oauth.processDiscoveryResponse(issuer, discovered)
    const client: oauth.Client = { client_id: 'default' }
    const redirectUri = `${server.url}/oauth/relay/${encodeOrigin(testOrigins[0])}`
    const keyPair = await oauth.generateKeyPair('ES256', { extractable: false })
    const dpop = oauth.DPoP(client, keyPair)
    const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()]

    const url = new URL(as.authorization_endpoint ?? '')
    const params = {
      client_id: 'default',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'read write generate',
      resource: server.url,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      dpop_jkt: await dpop.calculateThumbprint(),
    }
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
    const browser = createScriptFreeBrowser()
    const page = await browser.open(`${(await browser.open(url.href)).url.href}/sign-up`)
    const end = await browser.submit(page, 'Create account', { handle: 'anna', password: testPassword })
    const answer = oauth.validateAuthResponse(as, client, end.url, state)

    const exchange = (): Promise<Response> =>
      oauth.authorizationCodeGrantRequest(as, client, oauth.None(), answer, redirectUri, verifier, {
        DPoP: dpop,
        ...insecure,
      })
    const tokens = await withNonce(exchange, (response) => oauth.processAuthorizationCodeResponse(as, client, response))
    assert.equal(tokens.token_type, 'dpop')
    assert.equal(tokens.scope, 'read write generate')

    const me = await oauth.protectedResourceRequest(
      tokens.access_token,
      'GET',
      new URL(`${server.url}/v1/me`),
      undefined,
      undefined,
      { DPoP: dpop, ...insecure },
    )
    assert.equal(((await me.json()) as { handle: string }).handle, 'anna')

    const refresh = (): Promise<Response> =>
      oauth.refreshTokenGrantRequest(as, client, oauth.None(), tokens.refresh_token ?? '', { DPoP: dpop, ...insecure })
    const renewed = await withNonce(refresh, (response) => oauth.processRefreshTokenResponse(as, client, response))
    assert.notEqual(renewed.access_token, tokens.access_token)

    await oauth.processRevocationResponse(
      await oauth.revocationRequest(as, client, oauth.None(), tokens.refresh_token ?? '', insecure),
    )
    await assert.rejects(
      oauth.protectedResourceRequest(
        renewed.access_token,
        'GET',
        new URL(`${server.url}/v1/me`),
        undefined,
        undefined,
        { DPoP: dpop, ...insecure },
      ),
      oauth.WWWAuthenticateChallengeError,
    )
  })

  it('finds the authorization server from the resource (RFC 9728)', async () => {
    const metadata = (await (await server.get('/.well-known/oauth-protected-resource')).json()) as Record<
      string,
      unknown
    >
    assert.equal(metadata['resource'], server.url)
    assert.deepEqual(metadata['authorization_servers'], [server.url])
  })

  it('refuses an answer that another issuer could have sent', async () => {
    const as = { issuer: server.url, authorization_response_iss_parameter_supported: true }
    for (const iss of [undefined, 'https://evil.example']) {
      const url = new URL(`${server.url}/oauth/relay/x?code=c&state=s`)
      if (iss !== undefined) url.searchParams.set('iss', iss)
      assert.throws(() => oauth.validateAuthResponse(as, { client_id: 'default' }, url, 's'))
    }
  })
})

/** Sends once more when the server asks for a nonce, which the handle has kept. */
async function withNonce<T>(send: () => Promise<Response>, process: (response: Response) => Promise<T>): Promise<T> {
  try {
    return await process(await send())
  } catch (error) {
    if (oauth.isDPoPNonceError(error)) return process(await send())
    throw error
  }
}
