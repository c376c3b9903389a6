import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isGrantLive } from '../../packages/server/dist/auth/grant-liveness.js'
import { sweepSignIns } from '../../packages/server/dist/auth/sweep.js'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import { isRelay, postToken, signIn, signUp, writeAuthorizationRequest } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const [firstOrigin, secondOrigin] = testOrigins

describe('sign-ins of two sites', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ limits: { signUpsPerIpHour: 100, signInsPerIpHour: 100 } })
  })
  after(() => server.close())

  const codeOf = async (response: Response): Promise<unknown> => ((await response.json()) as { code?: string }).code
  const grantOf = async (user: TestUser): Promise<string> => {
    const row = await server.db
      .selectFrom('oidc')
      .select('grant_id')
      .where('model', '=', 'RefreshToken')
      .where('user_id', '=', user.userId)
      .orderBy('expires_at', 'desc')
      .executeTakeFirstOrThrow()
    return row.grant_id ?? ''
  }

  it('do not count for each other in one browser, and neither ends the other', async () => {
    const browser = createScriptFreeBrowser()
    const here = await signUp(server, { handle: 'anna', origin: firstOrigin, browser })
    const request = writeAuthorizationRequest(server, {
      origin: otherOrigin,
      site: 'other',
      key: await createSessionKey(),
    })
    const page = await browser.open(request.url.href)
    assert.match(page.html, /<h1>Sign in<\/h1>/)

    const there = await signUp(server, { handle: 'anna', origin: otherOrigin, site: 'other', browser })
    assert.notEqual(there.userId, here.userId)
    assert.equal((await here.fetch('/v1/me')).status, 200)
    assert.equal((await there.fetch('/v1/me')).status, 200)
    await here.refresh()

    const back = await browser.open(
      writeAuthorizationRequest(server, { origin: firstOrigin, key: await createSessionKey() }).url.href,
    )
    assert.match(back.html, /<h1>Sign in<\/h1>/)
  })

  it('give no code silently for a session of the other site', async () => {
    const browser = createScriptFreeBrowser()
    await signUp(server, { handle: 'silent', origin: firstOrigin, browser })
    const params = { prompt: 'none' }
    const foreign = writeAuthorizationRequest(server, {
      origin: otherOrigin,
      site: 'other',
      key: await createSessionKey(),
      params,
    })
    assert.equal((await browser.open(foreign.url.href)).url.searchParams.get('error'), 'login_required')
    const own = writeAuthorizationRequest(server, { origin: secondOrigin, key: await createSessionKey(), params })
    assert.ok((await browser.open(own.url.href)).url.searchParams.get('code'))
  })

  it('take no password of the other site', async () => {
    await signUp(server, { handle: 'only_here', origin: firstOrigin })
    await assert.rejects(
      signIn(server, { handle: 'only_here', origin: otherOrigin, site: 'other' }),
      /Handle or password is not right/,
    )
  })

  it('serve the origins of their own site only', async () => {
    const user = await signUp(server, { handle: 'berta', origin: firstOrigin })
    assert.equal((await user.fetch('/v1/me', { headers: { Origin: secondOrigin } })).status, 200)
    for (const origin of [otherOrigin, 'null', 'https://evil.example', `${firstOrigin}.evil.example`]) {
      const response = await user.fetch('/v1/me', { headers: { Origin: origin } })
      assert.equal(response.status, 403, origin)
      assert.equal(await codeOf(response), 'origin_not_allowed', origin)
    }
  })

  it('refuse a request for the other site', async () => {
    const user = await signUp(server, { handle: 'clara', origin: firstOrigin })
    const response = await user.fetch('/v1/me?site=other')
    assert.equal(response.status, 400)
    assert.equal(await codeOf(response), 'site_mismatch')
    assert.equal((await user.fetch('/v1/me?site=default')).status, 200)
  })

  it('are not needed for reads of a site that there is', async () => {
    assert.equal((await server.get('/v1/feeds/explore?site=other')).status, 200)
    const unknown = await server.get('/v1/feeds/explore?site=nowhere')
    assert.equal(unknown.status, 404)
    assert.equal(await codeOf(unknown), 'unknown_site')
    assert.equal(await codeOf(await server.get('/v1/me')), 'sign_in_required')
  })

  it('need no second consent on the second origin, which keeps its own sign-in', async () => {
    const browser = createScriptFreeBrowser()
    const first = await signUp(server, { handle: 'dora', origin: firstOrigin, browser })
    const second = await signIn(server, { handle: 'dora', origin: secondOrigin, browser })
    await first.signOut()
    assert.equal(await codeOf(await first.fetch('/v1/me')), 'token_invalid')
    assert.equal((await second.fetch('/v1/me')).status, 200)
  })

  it('ask for consent where nobody gave it yet', async () => {
    const browser = createScriptFreeBrowser()
    await signUp(server, { handle: 'emil', origin: firstOrigin, browser })
    await server.db.deleteFrom('consents').execute()
    const request = writeAuthorizationRequest(server, { origin: secondOrigin, key: await createSessionKey() })
    const page = await browser.open(request.url.href)
    assert.match(page.html, /Let <bdi>Default site<\/bdi> act for you\?/)
    assert.ok(page.html.includes(secondOrigin))
    assert.ok(isRelay(await browser.submit(page, 'Allow')))
    const again = await browser.open(
      writeAuthorizationRequest(server, { origin: firstOrigin, key: await createSessionKey() }).url.href,
    )
    assert.ok(again.url.searchParams.get('code'))
  })

  it('end with signing out: tokens, refresh, liveness, and the session of the browser', async () => {
    const browser = createScriptFreeBrowser()
    const user = await signUp(server, { handle: 'fritz', origin: firstOrigin, browser })
    const grant = await grantOf(user)
    assert.deepEqual(await isGrantLive(server.db, [grant, 'unknown']), new Set([grant]))

    await user.signOut()
    await user.signOut()
    assert.deepEqual(await isGrantLive(server.db, [grant]), new Set())
    assert.equal(await codeOf(await user.fetch('/v1/me')), 'token_invalid')
    const values = { grant_type: 'refresh_token', client_id: 'default', refresh_token: user.refreshToken }
    assert.equal((await postToken(server, user.key, values)).status, 400)
    const page = await browser.open(
      writeAuthorizationRequest(server, { origin: firstOrigin, key: await createSessionKey() }).url.href,
    )
    assert.match(page.html, /<h1>Sign in<\/h1>/)
  })

  it('stop at once when the user is suspended, and go on when restored', async () => {
    const browser = createScriptFreeBrowser()
    const user = await signUp(server, { handle: 'greta', origin: firstOrigin, browser })
    const grant = await grantOf(user)
    await setUserState(server.db, 'default', 'greta', 'suspended')
    const refused = await user.fetch('/v1/me')
    assert.equal(refused.status, 403)
    assert.equal(await codeOf(refused), 'suspended')
    assert.deepEqual(await isGrantLive(server.db, [grant]), new Set())
    await assert.rejects(user.refresh(), /invalid_grant/)
    await assert.rejects(signIn(server, { handle: 'greta', origin: firstOrigin, browser }), /This account is suspended/)

    await setUserState(server.db, 'default', 'greta', 'active')
    assert.equal((await user.fetch('/v1/me')).status, 200)
  })

  it('say that a token has expired, also after the sweep', async () => {
    const user = await signUp(server, { handle: 'hanna', origin: firstOrigin })
    await server.db
      .updateTable('oidc')
      .set({ expires_at: new Date(Date.now() - 60_000) })
      .where('model', '=', 'AccessToken')
      .where('user_id', '=', user.userId)
      .execute()
    await sweepSignIns(server.db)
    const response = await user.fetch('/v1/me')
    assert.equal(response.status, 401)
    assert.equal(await codeOf(response), 'token_expired')
    await user.refresh()
    assert.equal((await user.fetch('/v1/me')).status, 200)
  })
})
