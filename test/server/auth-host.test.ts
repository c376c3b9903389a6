import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createFeedClient } from '@ai-feed/core'
import { SITE_SCOPES, routes } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { createHostSite } from '../support/host-site.ts'
import type { HostSite } from '../support/host-site.ts'
import { createSessionKey } from '../support/session-key.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('sign-in by a host', () => {
  let server: TestServer
  let host: HostSite
  before(async () => {
    server = await startTestServer({
      sites: [
        { id: 'rsa', name: 'RSA', origins: ['http://127.0.0.1:3'] },
        { id: 'keyless', name: 'No key', origins: ['http://127.0.0.1:4'] },
      ],
    })
    host = await createHostSite(server, { siteId: 'default' })
  })
  after(() => server.close())

  const findUser = (siteId: string, sub: string) =>
    server.db
      .selectFrom('users')
      .select(['id', 'handle', 'name'])
      .where('site_id', '=', siteId)
      .where('sso_sub', '=', sub)
      .executeTakeFirst()
  const refusal = async (response: Response): Promise<{ error: string; error_description: string }> => {
    assert.equal(response.status, 400)
    return (await response.json()) as { error: string; error_description: string }
  }
  const read = async (key: Awaited<ReturnType<typeof createSessionKey>>, token: string): Promise<Response> => {
    const url = `${server.url}/v1/me`
    const send = async (nonce?: string): Promise<Response> =>
      fetch(url, {
        headers: {
          Authorization: `DPoP ${token}`,
          DPoP: await key.prove({ method: 'GET', url, token, nonce }),
          Origin: testOrigins[0],
        },
      })
    const first = await send()
    return first.status === 401 ? send(first.headers.get('DPoP-Nonce') ?? undefined) : first
  }

  it('gives a key-bound token without a refresh token, and makes the user on first sight', async () => {
    const key = await createSessionKey()
    const claims = { name: ' Anna  Berg ', preferred_username: 'Änna.Berg@example.org' }
    const response = await host.trade(await host.vouch('u-1', { claims }), {}, key)

    assert.equal(response.status, 200)
    const { access_token: token, ...rest } = (await response.json()) as Record<string, unknown>
    assert.deepEqual(rest, { expires_in: 600, scope: SITE_SCOPES.join(' '), token_type: 'DPoP' })
    const me = (await (await read(key, String(token))).json()) as { handle: string; name: string; scopes: string[] }
    assert.deepEqual([me.handle, me.name], ['anna_berg', 'Anna Berg'])
    assert.deepEqual(me.scopes, [...SITE_SCOPES])
    assert.equal((await read(await createSessionKey(), String(token))).status, 401)
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from expires_at - now())::int as seconds from oidc
      where model = 'Grant' and user_id = ${(await findUser('default', 'u-1'))?.id ?? ''}`.execute(server.db)
    assert.ok(rows.length === 1 && (rows[0]?.seconds ?? 0) <= 90_000)
  })

  for (const typ of ['JWT', 'jwt', 'authorization-grant+jwt', 'application/authorization-grant+jwt']) {
    it(`takes an assertion that says it is a JWT: ${typ}`, async () => {
      const answer = await host.trade(await host.vouch('typed', { header: { typ } }))

      assert.equal(answer.status, 200)
    })
  }

  it('finds the same user again, who keeps handle and name', async () => {
    await host.trade(await host.vouch('u-2', { claims: { preferred_username: 'bert', name: 'Bert' } }))
    const first = await findUser('default', 'u-2')
    await host.trade(await host.vouch('u-2', { claims: { preferred_username: 'other', name: 'Other' } }))

    assert.deepEqual(await findUser('default', 'u-2'), first)
    assert.equal(first?.handle, 'bert')
  })

  it('makes one user when two tabs come first at the same moment', async () => {
    const claims = { preferred_username: 'twins' }
    const assertions = await Promise.all([1, 2, 3, 4].map(() => host.vouch('u-twins', { claims })))
    const answers = await Promise.all(assertions.map((assertion) => host.trade(assertion)))

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    )
  })

  it('gives handles that are taken, reserved or no handles a number', async () => {
    const names = ['carl', 'Carl', 'CARL!', 'admin', '漢字', '', 'x', 'a'.repeat(200), "'; drop table users; --"]
    const handles = []
    for (const [index, name] of names.entries()) {
      const response = await host.trade(await host.vouch(`n-${index}`, { claims: { preferred_username: name } }))
      assert.equal(response.status, 200, name)
      handles.push((await findUser('default', `n-${index}`))?.handle)
    }

    assert.equal(handles[0], 'carl')
    assert.equal(new Set(handles).size, names.length)
    for (const handle of handles) assert.match(handle ?? '', /^[a-z0-9_]{3,30}$/)
  })

  it('keeps the users of two sites apart, though their hosts use the same ids', async () => {
    const other = await createHostSite(server, { siteId: 'other' })
    await host.trade(await host.vouch('same'))
    await other.trade(await other.vouch('same'))

    const [here, there] = [await findUser('default', 'same'), await findUser('other', 'same')]
    assert.ok(here && there && here.id !== there.id)
    const foreign = await other.trade(await other.vouch('same', { claims: { iss: 'default' } }), {
      client_id: 'default',
    })
    assert.equal((await refusal(foreign)).error, 'invalid_grant')
  })

  it('takes an assertion once', async () => {
    const assertion = await host.vouch('u-once')
    const answers = await Promise.all([host.trade(assertion), host.trade(assertion), host.trade(assertion)])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 400, 400])

    const again = await refusal(await host.trade(assertion))
    assert.equal(again.error_description, 'assertion was used before (jti)')
  })

  it('takes RS256 where the key of the site is one of RSA', async () => {
    const rsa = await createHostSite(server, { siteId: 'rsa', alg: 'RS256' })
    assert.equal((await rsa.trade(await rsa.vouch('u'))).status, 200)
  })

  it('needs the proof of a key, and does not use the assertion up while it has none', async () => {
    const assertion = await host.vouch('u-proof')
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: 'default',
      resource: server.url,
      assertion,
    })
    const bare = await fetch(server.url + routes.token(), { method: 'POST', body })
    assert.equal((await refusal(bare)).error, 'invalid_grant')

    assert.equal((await host.trade(assertion)).status, 200)
  })

  it('gives no scope that pages of a site may not have, and only for this server', async () => {
    const account = await host.trade(await host.vouch('u-scope'), { scope: 'account' })
    assert.equal((await refusal(account)).error, 'invalid_scope')
    const mixed = await host.trade(await host.vouch('u-scope'), { scope: 'read account' })
    assert.equal(((await mixed.json()) as { scope: string }).scope, 'read')
    const elsewhere = await host.trade(await host.vouch('u-scope'), { resource: 'https://other.example' })
    assert.equal((await refusal(elsewhere)).error, 'invalid_target')
  })

  it('is for sites with a key alone', async () => {
    const keyless = await createHostSite(server, { siteId: 'keyless', isKnown: false })
    assert.equal((await keyless.trade(await keyless.vouch('u'))).status, 400)
  })

  it('refuses a suspended user', async () => {
    await host.trade(await host.vouch('u-bad', { claims: { preferred_username: 'badger' } }))
    await setUserState(server.db, 'default', 'badger', 'suspended')

    const { error_description: words } = await refusal(await host.trade(await host.vouch('u-bad')))
    assert.equal(words, 'assertion is about a user who is suspended')
  })

  it('answers pages of the site, and no others', async () => {
    for (const [origin, allowed] of [
      [testOrigins[0], testOrigins[0]],
      [otherOrigin, null],
    ] as const) {
      const response = await fetch(server.url + routes.token(), {
        method: 'POST',
        headers: { Origin: origin },
        body: new URLSearchParams({ client_id: 'default', grant_type: 'x' }),
      })
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), allowed)
    }
  })

  it('writes neither assertions nor tokens to the log', async () => {
    const assertion = await host.vouch('u-log')
    const { access_token: token } = (await (await host.trade(assertion)).json()) as { access_token: string }
    await host.trade(assertion)

    const written = JSON.stringify(server.logs)
    assert.ok(
      !written.includes(assertion) && !written.includes(assertion.split('.')[2] ?? '') && !written.includes(token),
    )
  })

  it('serves the SDK: getToken alone signs in', async (t) => {
    // Only pages know whether they are secure; a server of the host's own is.
    Object.defineProperty(globalThis, 'isSecureContext', { value: true, configurable: true })
    t.after(() => Reflect.deleteProperty(globalThis, 'isSecureContext'))
    const client = createFeedClient({
      server: server.url,
      storage: 'memory',
      getToken: () => host.vouch('u-sdk', { claims: { preferred_username: 'sdk_user' } }),
    })
    const user = await client.signIn()
    const me = await client.loadMe()
    client.close()

    assert.deepEqual([user.handle, me.handle], ['sdk_user', 'sdk_user'])
  })
})
