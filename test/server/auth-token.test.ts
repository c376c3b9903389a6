import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import type { Problem } from '@ai-feed/protocol'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import type { SessionKey } from '../support/session-key.ts'
import { postToken, signIn, signUp, testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const origin = testOrigins[0]
const dayMs = 86_400_000

describe('the token endpoint', () => {
  let server: TestServer
  let user: TestUser
  before(async () => {
    server = await startTestServer({ limits: { signInsPerIpHour: 1_000, signInsPerAccount5Min: 1_000 } })
    user = await signUp(server, { handle: 'anna', origin })
  })
  after(() => server.close())

  /** Signs anna in up to her code. */
  async function obtainCode(key: SessionKey): Promise<Record<string, string>> {
    const request = writeAuthorizationRequest(server, { origin, key })
    const browser = createScriptFreeBrowser()
    const end = await browser.submit(await browser.open(request.url.href), 'Sign in', {
      handle: 'anna',
      password: testPassword,
    })
    const code = end.url.searchParams.get('code')
    assert.ok(code, end.html)
    assert.equal(end.url.searchParams.get('state'), request.state)
    assert.equal(end.url.searchParams.get('iss'), server.url)
    return {
      grant_type: 'authorization_code',
      client_id: 'default',
      code,
      code_verifier: request.verifier,
      redirect_uri: request.redirectUri,
    }
  }

  const refresh = (key: SessionKey, params: Record<string, string> = {}): Promise<Response> =>
    postToken(server, key, {
      grant_type: 'refresh_token',
      client_id: 'default',
      refresh_token: user.refreshToken,
      ...params,
    })

  const errorOf = async (response: Response): Promise<unknown> => ((await response.json()) as { error?: string }).error

  it('takes nothing but POST, and says so', async () => {
    for (const path of [routes.token(), routes.revoke()]) {
      const response = await server.get(path)
      assert.equal(response.status, 405)
      assert.equal(response.headers.get('Allow'), 'POST, OPTIONS')
      assert.equal(((await response.json()) as Problem).code, 'method_not_allowed')
      const asked = await server.get(path, { method: 'OPTIONS' })
      assert.deepEqual([asked.status, asked.headers.get('Allow')], [204, 'POST, OPTIONS'])
    }
  })

  it('gives opaque tokens bound to the key for ten minutes and thirty days', async () => {
    const key = await createSessionKey()
    const tokens = (await (await postToken(server, key, await obtainCode(key))).json()) as Record<string, unknown>
    assert.equal(tokens['token_type'], 'DPoP')
    assert.equal(tokens['expires_in'], 600)
    assert.doesNotMatch(String(tokens['access_token']), /\./)
    const row = await server.db
      .selectFrom('oidc')
      .select(['expires_at'])
      .where('model', '=', 'RefreshToken')
      .orderBy('expires_at', 'desc')
      .executeTakeFirstOrThrow()
    const days = ((row.expires_at?.getTime() ?? 0) - Date.now()) / dayMs
    assert.ok(days > 29.9 && days <= 30, String(days))
  })

  it('keeps no usable code or token in the database', async () => {
    const rows = await server.db.selectFrom('oidc').selectAll().execute()
    const text = JSON.stringify(rows)
    assert.ok(!text.includes(user.accessToken))
    assert.ok(!text.includes(user.refreshToken))
  })

  it('takes a code once, and a second use ends what came of the first', async () => {
    const key = await createSessionKey()
    const values = await obtainCode(key)
    const first = (await (await postToken(server, key, values)).json()) as { refresh_token: string }
    const second = await postToken(server, key, values)
    assert.equal(second.status, 400)
    assert.equal(await errorOf(second), 'invalid_grant')
    const later = await refresh(key, { refresh_token: first.refresh_token })
    assert.equal(await errorOf(later), 'invalid_grant')
  })

  it('gives tokens to only one of two that bring the same code at once', async () => {
    const key = await createSessionKey()
    const values = await obtainCode(key)
    const answers = await Promise.all([postToken(server, key, values), postToken(server, key, values)])
    assert.equal(answers.filter((answer) => answer.ok).length <= 1, true)
  })

  it('takes no code that is older than a minute', async () => {
    const key = await createSessionKey()
    const values = await obtainCode(key)
    await server.db
      .updateTable('oidc')
      .set((eb) => ({ payload: eb.fn('jsonb_set', [eb.ref('payload'), eb.val('{exp}'), eb.val('1000')]) as never }))
      .where('model', '=', 'AuthorizationCode')
      .execute()
    assert.equal(await errorOf(await postToken(server, key, values)), 'invalid_grant')
  })

  const wrongValues: readonly [name: string, change: Record<string, string | undefined>][] = [
    ['without a verifier', { code_verifier: undefined }],
    ['with another verifier', { code_verifier: 'x'.repeat(43) }],
    ['with another redirect URI', { redirect_uri: 'http://127.0.0.1:1/' }],
    ['without a redirect URI', { redirect_uri: undefined }],
    ['by another client', { client_id: 'other' }],
  ]
  for (const [name, change] of wrongValues) {
    it(`takes no code ${name}`, async () => {
      const key = await createSessionKey()
      const values = { ...(await obtainCode(key)), ...change }
      const sent = Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
      )
      const response = await postToken(server, key, sent)
      assert.equal(response.status, 400)
      assert.match(String(await errorOf(response)), /invalid_(grant|request)/)
    })
  }

  it('takes a code only from the key that was named when it was asked for', async () => {
    const response = await postToken(server, await createSessionKey(), await obtainCode(await createSessionKey()))
    assert.equal(await errorOf(response), 'invalid_grant')
  })

  it('gives nothing without a proof', async () => {
    const key = await createSessionKey()
    const body = new URLSearchParams(await obtainCode(key))
    const response = await fetch(`${server.url}/oauth/token`, { method: 'POST', body })
    assert.equal(response.status, 400)
    assert.match(String(await errorOf(response)), /invalid_(request|grant|dpop_proof)/)
  })

  it('refreshes twenty times at once with one refresh token, which stays', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(user.key)))
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200])
    const tokens = (await Promise.all(answers.map((answer) => answer.json()))) as {
      access_token: string
      refresh_token?: string
    }[]
    assert.equal(new Set(tokens.map((token) => token.access_token)).size, 20)
    assert.deepEqual([...new Set(tokens.map((token) => token.refresh_token))], [user.refreshToken])
  })

  it('refreshes for no other key', async () => {
    assert.equal(await errorOf(await refresh(await createSessionKey())), 'invalid_grant')
    assert.equal((await refresh(user.key)).status, 200)
  })

  it('never widens a scope', async () => {
    assert.equal(await errorOf(await refresh(user.key, { scope: 'read account' })), 'invalid_scope')
  })

  it('asks for a nonce, refuses a proof a second time, and one of another address', async () => {
    const url = `${server.url}/oauth/token`
    const send = async (proof: string): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: { DPoP: proof },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          client_id: 'default',
          refresh_token: user.refreshToken,
        }),
      })
    const asked = await send(await user.key.prove({ method: 'POST', url }))
    assert.equal(await errorOf(asked), 'use_dpop_nonce')
    const nonce = asked.headers.get('DPoP-Nonce') ?? undefined
    assert.ok(nonce)

    const proof = await user.key.prove({ method: 'POST', url, nonce })
    const answers = await Promise.all([send(proof), send(proof), send(proof)])
    assert.equal(answers.filter((answer) => answer.ok).length, 1)
    const elsewhere = await user.key.prove({ method: 'POST', url: `${server.url}/oauth/revoke`, nonce })
    assert.equal(await errorOf(await send(elsewhere)), 'invalid_dpop_proof')
  })

  it('ends every sign-in of its user, and of nobody else, when revoking one asks for that', async () => {
    const [here, there] = [
      await signIn(server, { handle: 'anna', origin }),
      await signIn(server, { handle: 'anna', origin }),
    ]
    const other = await signUp(server, { handle: 'not_anna', origin })

    const body = new URLSearchParams({ client_id: 'default', token: here.refreshToken, everywhere: 'true' })
    assert.equal((await fetch(`${server.url}/oauth/revoke`, { method: 'POST', body })).status, 200)

    for (const user of [here, there]) {
      assert.equal((await user.fetch('/v1/me')).status, 401)
      await assert.rejects(user.refresh())
    }
    assert.equal((await other.fetch('/v1/me')).status, 200)
  })

  for (const offsetMs of [-dayMs, dayMs]) {
    it(`signs in a client whose clock is off by ${offsetMs / dayMs} day`, async () => {
      const key = await createSessionKey()
      const skewed: SessionKey = {
        ...key,
        prove: (parts) =>
          key.prove({ ...parts, claims: { iat: Math.floor((Date.now() + offsetMs) / 1_000), ...parts.claims } }),
      }
      const skewedUser = await signIn(server, { handle: 'anna', origin, key: skewed })
      assert.equal((await skewedUser.fetch('/v1/me')).status, 200)
    })
  }

  it('answers pages of the site only, whatever Host it was asked by', async () => {
    const ask = (from: string): Promise<Response> =>
      fetch(`${server.url}/oauth/token`, {
        method: 'POST',
        headers: { Origin: from },
        body: new URLSearchParams({ client_id: 'default', grant_type: 'refresh_token' }),
      })
    assert.equal((await ask(origin)).headers.get('Access-Control-Allow-Origin'), origin)
    for (const from of ['https://evil.example', 'null', 'http://127.0.0.1:2']) {
      assert.equal((await ask(from)).headers.get('Access-Control-Allow-Origin'), null, from)
    }
  })
})
