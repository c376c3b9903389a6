import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ageAccountSessions, enterAccount } from '../support/account-browser.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import { signIn, signUp, testPassword } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const paths = ['/account', '/account/sign-in', '/account/password', '/account/join', '/account/reset'] as const
const actions = [
  'sign-out',
  'sign-ins/end',
  'sign-ins/end-all',
  'ai',
  'password',
  'passkeys/add',
  'passkeys/remove',
] as const

describe('the account pages are guarded', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ limits: { signInsPerAccount5Min: 30, signInsPerIpHour: 1_000 } })
    await signUp(server, { handle: 'anna', origin: testOrigins[0] })
  })
  after(() => server.close())

  const cookiesOf = (browser: ReturnType<typeof createScriptFreeBrowser>): string =>
    browser.cookies.map((line) => line.split(';')[0]).join('; ')
  const passwordHash = async (): Promise<string | undefined> =>
    (await server.db.selectFrom('passwords').select('hash').executeTakeFirst())?.hash

  for (const path of paths) {
    it(`against frames, openers, scripts and caches: ${path}`, async () => {
      const { open } = await enterAccount(server, { handle: 'anna' })
      const { headers } = await open(path)

      const policy = headers.get('Content-Security-Policy') ?? ''
      assert.match(policy, /^default-src 'none';.* frame-ancestors 'none'$/)
      assert.ok(!/unsafe-inline|unsafe-eval|\*/.test(policy))
      assert.equal(headers.get('X-Frame-Options'), 'DENY')
      assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'same-origin')
      assert.equal(headers.get('Cache-Control'), 'no-store')
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer')
      assert.equal(headers.get('Access-Control-Allow-Credentials'), null)
    })
  }

  it('against forms that were not drawn for this session', async () => {
    const mine = await enterAccount(server, { handle: 'anna' })
    const other = await enterAccount(server, { handle: 'anna' })
    const foreignToken = /name="token" value="([^"]+)"/.exec(other.page.html)?.[1] ?? ''
    const before = await passwordHash()
    for (const action of actions) {
      for (const token of ['', foreignToken, 'x'.repeat(43)]) {
        const response = await fetch(`${server.url}/account/${action}`, {
          method: 'POST',
          headers: { Cookie: cookiesOf(mine.browser) },
          body: new URLSearchParams({ token, password: 'another horse battery', id: 'x', training: 'allow' }),
          redirect: 'manual',
        })
        assert.equal(response.headers.get('Location'), '/account?notice=stale', action)
      }
    }
    assert.match((await mine.open('/account')).html, /@anna/)
    assert.equal(await passwordHash(), before)
    assert.deepEqual(await server.db.selectFrom('consents').select('at').where('version', 'like', 'ai-%').execute(), [])
  })

  it('against forms that other pages send, even with a right token', async () => {
    const { browser, page } = await enterAccount(server, { handle: 'anna' })
    const token = /name="token" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    for (const from of ['cross-site', 'same-site', 'none']) {
      const response = await fetch(`${server.url}/account/sign-ins/end-all`, {
        method: 'POST',
        headers: { Cookie: cookiesOf(browser), 'Sec-Fetch-Site': from },
        body: new URLSearchParams({ token }),
        redirect: 'manual',
      })
      assert.equal(response.status, 403, from)
    }
  })

  it('against a session that somebody else has planted', async () => {
    const planted = 'A'.repeat(43)
    const form = await fetch(`${server.url}/account/sign-in`, { headers: { Cookie: `ai_feed_account=${planted}` } })
    const token = /name="token" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
    const formCookie = form.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const response = await fetch(`${server.url}/account/sign-in`, {
      method: 'POST',
      headers: { Cookie: `${formCookie}; ai_feed_account=${planted}` },
      body: new URLSearchParams({ token, handle: 'anna', password: testPassword }),
      redirect: 'manual',
    })

    const set = response.headers.getSetCookie().find((line) => line.startsWith('ai_feed_account='))
    assert.ok(set !== undefined && !set.includes(planted))
    assert.match(set, /Path=\/account; HttpOnly; SameSite=Lax/)
    const asPlanted = await fetch(`${server.url}/account`, {
      headers: { Cookie: `ai_feed_account=${planted}` },
      redirect: 'manual',
    })
    assert.equal(asPlanted.status, 303)
  })

  it('against being signed in as somebody else by a foreign form', async () => {
    const response = await fetch(`${server.url}/account/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ token: '', handle: 'anna', password: testPassword }),
      redirect: 'manual',
    })

    assert.equal(response.status, 400)
    assert.ok(!response.headers.getSetCookie().some((line) => line.startsWith('ai_feed_account=')))
  })

  it('against tokens of embedding pages, and the API against their cookie', async () => {
    const user = await signIn(server, { handle: 'anna', origin: testOrigins[0] })
    for (const action of actions) {
      const response = await user.fetch(`/account/${action}`, { method: 'POST', redirect: 'manual' })
      assert.match(response.headers.get('Location') ?? '', /^\/account\/sign-in/, action)
    }
    const { browser } = await enterAccount(server, { handle: 'anna' })
    const headers = { Cookie: cookiesOf(browser) }
    assert.equal((await server.get('/v1/me', { headers })).status, 401)
  })

  it('against going on elsewhere after the sign-in', async () => {
    const browser = createScriptFreeBrowser()
    for (const next of ['https://evil.example', '//evil.example', '/v1/me', '..', 'account']) {
      const form = await browser.open(`${server.url}/account/sign-in?next=${encodeURIComponent(next)}`)
      const page = await browser.submit(form, 'Sign in', { handle: 'anna', password: testPassword })
      assert.equal(page.url.href, `${server.url}/account`, next)
    }
  })

  it('against sessions that are too old', async () => {
    const { open } = await enterAccount(server, { handle: 'anna' })
    await ageAccountSessions(server, 9)
    assert.match((await open('/account/password')).html, /New password/)
    await server.db
      .updateTable('account_sessions')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .execute()
    assert.match((await open('/account')).html, /Sign in to see where/)
  })

  it('against more attempts than the sign-in of a site has', async () => {
    const browser = createScriptFreeBrowser()
    let page = await browser.open(`${server.url}/account/sign-in`)
    for (let tries = 0; tries < 30; tries += 1) {
      page = await browser.submit(page, 'Sign in', { handle: 'guessed', password: 'wrong password 123' })
    }
    page = await browser.submit(page, 'Sign in', { handle: 'guessed', password: 'wrong password 123' })

    assert.equal(page.status, 429)
    assert.ok(Number(page.headers.get('Retry-After')) > 0)
  })
})
