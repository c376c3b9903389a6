import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { meSchema, decode } from '@ai-feed/protocol'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import type { BrowserPage, ScriptFreeBrowser } from '../support/script-free-browser.ts'
import { createSessionKey } from '../support/session-key.ts'
import { isRelay, signIn, signUp, testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const origin = testOrigins[0]

describe('signing up', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({
      limits: { signUpsPerIpHour: 1_000, signInsPerIpHour: 1_000 },
      sites: [{ id: 'closed', name: 'Closed site', origins: ['http://127.0.0.1:3'] }],
    })
  })
  after(() => server.close())

  async function openForm(
    browser: ScriptFreeBrowser = createScriptFreeBrowser(),
    site = 'default',
  ): Promise<BrowserPage> {
    const asker = site === 'closed' ? 'http://127.0.0.1:3' : origin
    const request = writeAuthorizationRequest(server, { origin: asker, site, key: await createSessionKey() })
    const page = await browser.open(request.url.href)
    return browser.open(`${page.url.href}/sign-up`)
  }

  it('ends at the relay with a code that gives a session, in one form', async () => {
    const anna = await signUp(server, { handle: 'Anna', origin }).catch(() =>
      signIn(server, { handle: 'anna', origin }),
    )
    const me = decode(meSchema, await (await anna.fetch('/v1/me')).json())
    assert.equal(me.handle, 'anna')
    assert.equal(me.site.id, 'default')
    assert.deepEqual(me.scopes.toSorted(), ['generate', 'read', 'write'])
  })

  it('names site, origin and what is agreed to on the form', async () => {
    const page = await openForm()
    assert.match(page.html, /<bdi>Default site<\/bdi>/)
    assert.ok(page.html.includes(`<bdi>${origin}</bdi>`))
  })

  it('keeps what was typed beside a clear sentence, but never the password', async () => {
    const browser = createScriptFreeBrowser()
    const fields = { handle: 'bad-"handle"', name: 'Anna <b>', password: 'a long enough password' }
    const page = await browser.submit(await openForm(browser), 'Create account', fields)
    assert.equal(page.status, 422)
    assert.match(page.html, /role="alert"[^>]*>A handle has only the letters/)
    assert.match(page.html, /value="bad-&quot;handle&quot;"/)
    assert.match(page.html, /value="Anna &lt;b&gt;"/)
    assert.doesNotMatch(page.html, /a long enough password/)
  })

  const refusals: readonly [fields: Record<string, string>, sentence: RegExp][] = [
    [{ handle: 'ab', password: testPassword }, /3 to 30 characters/],
    [{ handle: 'a'.repeat(31), password: testPassword }, /3 to 30 characters/],
    [{ handle: 'аdmin', password: testPassword }, /only the letters/],
    [{ handle: 'adm1n', password: testPassword }, /reserved/],
    [{ handle: 'berta', password: 'elevenchars' }, /at least 12/],
    [{ handle: 'berta', password: 'x'.repeat(129) }, /more than 128/],
    [{ handle: 'berta', password: testPassword, name: 'x'.repeat(51) }, /name is too long/],
  ]
  for (const [fields, sentence] of refusals) {
    it(`refuses ${JSON.stringify(fields).slice(0, 70)}`, async () => {
      const browser = createScriptFreeBrowser()
      const page = await browser.submit(await openForm(browser), 'Create account', fields)
      assert.equal(page.status, 422)
      assert.match(page.html, sentence)
    })
  }

  it('gives a handle only once, however it is disguised', async () => {
    await signUp(server, { handle: 'google', origin })
    for (const handle of ['google', 'GOOGLE', 'goog1e', 'g00gle', 'googie', '@google ']) {
      const browser = createScriptFreeBrowser()
      const page = await browser.submit(await openForm(browser), 'Create account', { handle, password: testPassword })
      assert.match(page.html, /is taken/, handle)
    }
  })

  it('is not offered where new accounts are closed', async () => {
    const page = await openForm(undefined, 'closed')
    assert.equal(page.status, 403)
    assert.match(page.html, /New accounts are not open here/)
    assert.doesNotMatch(page.html, /Create an account/)
  })

  it('takes no form that was not drawn for this interaction', async () => {
    const browser = createScriptFreeBrowser()
    const fields = { handle: 'forged', password: testPassword, token: 'x'.repeat(43) }
    const page = await browser.submit(await openForm(browser), 'Create account', fields)
    assert.equal(page.status, 400)
    assert.equal(
      await server.db.selectFrom('users').select('id').where('handle', '=', 'forged').executeTakeFirst(),
      undefined,
    )
  })

  it('knows no interaction without its cookie', async () => {
    const page = await openForm()
    const other = await createScriptFreeBrowser().open(page.url.href)
    assert.equal(other.status, 400)
    assert.match(other.html, /has expired/)
  })

  it('tells the page that it was canceled', async () => {
    const browser = createScriptFreeBrowser()
    const page = await browser.submit(await openForm(browser), 'Cancel')
    assert.ok(isRelay(page))
    assert.equal(page.url.searchParams.get('error'), 'access_denied')
    assert.equal(page.url.searchParams.get('iss'), server.url)
    assert.equal(page.url.searchParams.get('code'), null)
  })

  it('speaks German to those who prefer it', async () => {
    const request = writeAuthorizationRequest(server, { origin, key: await createSessionKey() })
    const page = await createScriptFreeBrowser().open(request.url.href, {
      'Accept-Language': 'fr, de-CH;q=0.9, en;q=0.5',
    })
    assert.match(page.html, /<html lang="de">/)
    assert.match(page.html, />Anmelden<\/button>/)
  })

  it('sets cookies that scripts and other sites do not get', async () => {
    const browser = createScriptFreeBrowser()
    await signUp(server, { handle: 'cookies', origin, browser })
    const session = browser.cookies.find((line) => line.startsWith('ai_feed_session='))
    assert.match(session ?? '', /path=\/oauth;/)
    for (const line of browser.cookies) {
      assert.match(line, /samesite=lax/i)
      assert.match(line, /httponly/i)
    }
  })
})
