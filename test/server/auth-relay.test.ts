import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { encodeOrigin } from '@ai-feed/protocol'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { createSessionKey } from '../support/session-key.ts'
import { testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/** A page that opens what it is told to and collects what comes back. */
const hostPage = `<!doctype html><title>host</title><script>
globalThis.answers = []
addEventListener('message', (event) => answers.push({ origin: event.origin, data: event.data }))
</script>`

describe('the relay', () => {
  let server: TestServer
  let browser: Browser
  let host: Server
  let origin: string
  /** The same pages at another origin, which the site does not allow. */
  let foreignOrigin: string
  before(async () => {
    host = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(hostPage))
    await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
    const address = host.address()
    const port = typeof address === 'object' ? address?.port : 0
    origin = `http://127.0.0.1:${port}`
    foreignOrigin = `http://localhost:${port}`
    server = await startTestServer()
    await addSite(server.db, { id: 'host', name: 'Host', origins: [origin], signUp: 'open' })
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags })
  })
  after(async () => {
    await browser.close()
    await server.close()
    host.close()
  })

  const relayOf = (values: Record<string, string>): string =>
    `${server.url}/oauth/relay/${encodeOrigin(origin)}?${new URLSearchParams(values)}`
  const stateFor = (path: string): string => `random.${Buffer.from(path).toString('base64url')}`

  async function openPopup(page: Page, url: string): Promise<Page> {
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate((address) => void open(address), url)])
    await popup.waitForLoadState()
    return popup
  }
  const answersOf = (page: Page): Promise<{ origin: string; data: Record<string, string> }[]> =>
    page.evaluate(
      () => (globalThis as unknown as { answers: { origin: string; data: Record<string, string> }[] }).answers,
    )

  it('hands the answer of a sign-up in a popup to the page, and keeps no code in its address', async () => {
    const page = await browser.newPage()
    await page.goto(`${origin}/page?x=1`)
    const request = writeAuthorizationRequest(server, { origin, site: 'host', key: await createSessionKey() })
    const popup = await openPopup(page, request.url.href)
    await popup.getByRole('link', { name: 'Create an account' }).click()
    await popup.getByLabel('Handle').fill('anna')
    await popup.getByLabel('Password').fill(testPassword)
    await popup.getByRole('button', { name: 'Create account' }).click()
    await page.waitForFunction(() => (globalThis as unknown as { answers: unknown[] }).answers.length > 0)

    const [answer] = await answersOf(page)
    assert.equal(answer?.origin, server.url)
    assert.deepEqual(Object.keys(answer.data).toSorted(), ['code', 'iss', 'state'])
    assert.equal(answer.data['state'], request.state)
    assert.equal(answer.data['iss'], server.url)
    assert.equal(popup.url(), request.redirectUri)
    await page.context().close()
  })

  it('tells the page that it was canceled', async () => {
    const page = await browser.newPage()
    await page.goto(origin)
    const request = writeAuthorizationRequest(server, { origin, site: 'host', key: await createSessionKey() })
    const popup = await openPopup(page, request.url.href)
    await popup.getByRole('button', { name: 'Cancel' }).click()
    await page.waitForFunction(() => (globalThis as unknown as { answers: unknown[] }).answers.length > 0)
    assert.equal((await answersOf(page))[0]?.data['error'], 'access_denied')
    await page.context().close()
  })

  it('tells nothing to an opener of another origin', async () => {
    const page = await browser.newPage()
    await page.goto(foreignOrigin)
    const popup = await openPopup(page, relayOf({ code: 'secret', state: stateFor('/'), iss: server.url }))
    await popup.locator('#done').waitFor()
    assert.deepEqual(await answersOf(page), [])
    assert.ok(!popup.url().includes('secret'))
    await page.context().close()
  })

  it('goes back to the page in the same window when there is no opener', async () => {
    const page = await browser.newPage()
    const state = stateFor('/straße?q=ü&x=1')
    await page.goto(relayOf({ code: 'c+/=', state, iss: server.url }))
    await page.waitForURL(`${origin}/**`)
    const url = new URL(page.url())
    assert.equal(url.pathname + url.search, '/stra%C3%9Fe?q=%C3%BC&x=1')
    const answer = new URLSearchParams(decodeURIComponent(url.hash.replace('#ai-feed=', '')))
    assert.deepEqual(Object.fromEntries(answer), { code: 'c+/=', state, iss: server.url })
    await page.context().close()
  })

  const evil = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/x@evil.example',
    '',
  ]
  for (const path of evil) {
    it(`never leaves the origin for a state with ${JSON.stringify(path)}`, async () => {
      const page = await browser.newPage()
      await page.goto(relayOf({ code: 'c', state: stateFor(path), iss: server.url }))
      await page.waitForURL(`${origin}/**`)
      assert.equal(new URL(page.url()).origin, origin)
      await page.context().close()
    })
  }

  for (const [what, write] of [
    ['an address of memory', () => `blob:${origin}/5d2c1e3a-0000-4000-8000-000000000000`],
    ['a name and a password', () => `${origin.replace('//', '//name:word@')}/deep`],
  ] as const) {
    it(`goes to the root of the origin for a state with ${what}`, async () => {
      const page = await browser.newPage()
      await page.goto(relayOf({ code: 'c', state: stateFor(write()), iss: server.url }))
      await page.waitForURL(/#ai-feed=/)
      assert.ok(page.url().startsWith(`${origin}/#ai-feed=`), page.url())
      await page.context().close()
    })
  }

  it('cannot be framed, and neither can the sign-in page', async () => {
    const page = await browser.newPage()
    await page.goto(origin)
    const request = writeAuthorizationRequest(server, { origin, site: 'host', key: await createSessionKey() })
    for (const address of [relayOf({ code: 'c', state: stateFor('/'), iss: server.url }), request.url.href]) {
      const refused = page.waitForEvent('console', (message) => /frame/i.test(message.text()))
      await page.evaluate((url) => {
        const frame = document.createElement('iframe')
        frame.src = url
        document.body.append(frame)
      }, address)
      await refused
    }
    assert.deepEqual(await answersOf(page), [])
    await page.context().close()
  })

  it('is there for allowed origins only, and is never stored', async () => {
    for (const segment of [
      encodeOrigin('https://evil.example'),
      encodeOrigin(`${origin}/`),
      encodeOrigin('javascript:1'),
      'x',
      '%00',
    ]) {
      assert.equal((await server.get(`/oauth/relay/${segment}`)).status, 404, segment)
    }
    const { headers, status } = await server.get(`/oauth/relay/${encodeOrigin(origin)}`)
    assert.equal(status, 200)
    assert.match(
      headers.get('Content-Security-Policy') ?? '',
      /default-src 'none'; script-src 'sha256-[^']+'; .*frame-ancestors 'none'/,
    )
    assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'unsafe-none')
    assert.match(headers.get('Cache-Control') ?? '', /no-store/)
  })
})
