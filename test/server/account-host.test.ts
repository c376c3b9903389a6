import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createHostSite } from '../support/host-site.ts'
import type { AssertionParts, HostSite } from '../support/host-site.ts'
import { createScriptFreeBrowser } from '../support/script-free-browser.ts'
import type { BrowserPage, ScriptFreeBrowser } from '../support/script-free-browser.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the way from a host to /account', () => {
  let server: TestServer
  let host: HostSite
  before(async () => {
    server = await startTestServer()
    host = await createHostSite(server, { siteId: 'default' })
  })
  after(() => server.close())

  /** An assertion as the host's server makes it for this way alone. */
  const vouch = (sub: string, { claims, header }: AssertionParts = {}): Promise<string> =>
    host.vouch(sub, {
      claims: { aud: `${server.url}/account/host`, preferred_username: sub, ...claims },
      ...(header && { header }),
    })
  const open = (assertion: string, browser: ScriptFreeBrowser, headers: Record<string, string> = {}) =>
    browser.open(`${server.url}/account/host?assertion=${assertion}`, headers)
  const enter = async (assertion: string, browser = createScriptFreeBrowser()): Promise<BrowserPage> =>
    browser.submit(await open(assertion, browser), 'Go to my account')

  it('opens the account of whom its server sends, fresh enough to take everything along', async () => {
    const browser = createScriptFreeBrowser()
    const page = await enter(await vouch('anna'), browser)

    assert.match(page.html, /@anna/)
    const data = await browser.open(`${server.url}/account/export`)
    assert.equal((await browser.submit(data, 'Download')).headers.get('Content-Type'), 'application/zip')
  })

  it('leads to the same user as the page’s own sign-in', async () => {
    assert.equal((await host.trade(await host.vouch('berta', { claims: { preferred_username: 'berta' } }))).status, 200)

    assert.match((await enter(await vouch('berta'))).html, /@berta/)
  })

  it('is closed to what a page holds, and opens nothing for a page', async () => {
    const browser = createScriptFreeBrowser()
    const ofPage = await host.vouch('carla', { claims: { preferred_username: 'carla' } })
    assert.equal((await open(ofPage, browser)).status, 404)

    const traded = await host.trade(await vouch('carla'))
    assert.equal(traded.status, 400)
    const both = await vouch('carla', { claims: { aud: [`${server.url}/account/host`, `${server.url}/oauth/token`] } })
    assert.equal((await open(both, browser)).status, 404)
    assert.equal((await open(await vouch('carla'), browser, { 'Sec-Fetch-Dest': 'empty' })).status, 403)
    assert.equal((await open(await vouch('carla'), browser, { 'Sec-Fetch-Dest': 'iframe' })).status, 403)
  })

  it('takes an assertion once, and by a pressed button alone', async () => {
    const assertion = await vouch('dora')
    const browser = createScriptFreeBrowser()
    const first = await open(assertion, browser)
    const second = await open(assertion, browser)
    assert.match((await browser.open(`${server.url}/account`)).html, /Sign in to see where/)

    assert.match((await browser.submit(first, 'Go to my account')).html, /@dora/)
    assert.equal((await browser.submit(second, 'Go to my account')).status, 404)
    const stranger = await fetch(`${server.url}/account/host`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
      body: new URLSearchParams({ assertion: await vouch('dora') }),
    })
    assert.equal(stranger.status, 403)
    const formless = await fetch(`${server.url}/account/host`, {
      method: 'POST',
      body: new URLSearchParams({ assertion: await vouch('dora') }),
    })
    assert.deepEqual([formless.status, formless.headers.getSetCookie()], [404, []])
  })

  for (const [what, claims] of [
    ['of another site', { iss: 'other' }],
    ['of no site', { iss: 'nobody' }],
    ['that has expired', { iat: 1_700_000_000, exp: 1_700_000_060 }],
    ['that lives too long', { exp: Math.floor(Date.now() / 1_000) + 3_600 }],
  ] as const) {
    it(`refuses an assertion ${what}`, async () => {
      const page = await open(await vouch('emma', { claims }), createScriptFreeBrowser())

      assert.equal(page.status, 404)
      assert.match(page.html, /no longer works/)
    })
  }

  it('refuses what is no assertion, or signed by somebody else', async () => {
    const stranger = await createHostSite(server, { siteId: 'default', isKnown: false })
    const forged = await stranger.vouch('anna', { claims: { aud: `${server.url}/account/host` } })

    for (const text of ['', 'x', 'a.b.c', forged]) {
      assert.equal((await open(text, createScriptFreeBrowser())).status, 404, text)
    }
  })
})
