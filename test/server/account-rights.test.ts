import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ageAccountSessions, enterAccount } from '../support/account-browser.ts'
import { signUp, testPassword } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('export and deletion on the account pages', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ limits: { signUpsPerIpHour: 1_000, signInsPerIpHour: 1_000 } })
  })
  after(() => server.close())

  it('give everything as a zip file, after a fresh sign-in', async () => {
    await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    const { browser, page, open } = await enterAccount(server, { handle: 'anna' })
    assert.match(page.html, /href="\/account\/export"/)
    await ageAccountSessions(server, 11)
    const again = await open('/account/export')
    assert.match(again.html, /Please sign in once more/)

    const form = await browser.submit(again, 'Sign in', { password: testPassword })
    const file = await browser.submit(form, 'Download')
    assert.equal(file.headers.get('Content-Type'), 'application/zip')
    assert.equal(file.headers.get('Content-Disposition'), 'attachment; filename="ai-feed-anna.zip"')
    assert.equal(file.headers.get('Cache-Control'), 'no-store')
    assert.ok(file.html.startsWith('PK'))
  })

  it('delete the account only for somebody who types its handle', async () => {
    const berta = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    const { browser, open } = await enterAccount(server, { handle: 'berta' })
    const form = await open('/account/delete')
    const refused = await browser.submit(form, 'Delete account for good', { handle: 'bertha' })
    assert.equal(refused.status, 422)
    assert.match(refused.html, /Nothing was deleted/)
    assert.equal((await berta.fetch('/v1/me')).status, 200)

    const done = await browser.submit(refused, 'Delete account for good', { handle: ' @Berta ' })
    assert.match(done.html, /Your account is deleted/)
    assert.equal((await berta.fetch('/v1/me')).status, 401)
    assert.equal((await server.get('/v1/users/berta')).status, 404)
    assert.match((await open('/account')).html, /Sign in to see where/)
    assert.match((await enterAccount(server, { handle: 'berta' })).page.html, /is not right/)
  })

  it('are out of reach for a form that is not the own one, or not fresh', async () => {
    const carl = await signUp(server, { handle: 'carl', origin: testOrigins[0] })
    const { browser, open } = await enterAccount(server, { handle: 'carl' })
    const form = await open('/account/delete')
    await browser.submit(form, 'Delete account for good', { handle: 'carl', token: 'x' })
    await ageAccountSessions(server, 11)
    await browser.submit(form, 'Delete account for good', { handle: 'carl' })

    assert.equal((await carl.fetch('/v1/me')).status, 200)
  })

  it('are out of reach for every token that a page can get', async () => {
    const dora = await signUp(server, { handle: 'dora', origin: testOrigins[0] })
    for (const [method, path] of [
      ['GET', '/v1/me/export'],
      ['DELETE', '/v1/me'],
    ] as const) {
      const response = await dora.fetch(path, { method })
      assert.equal(response.status, 403)
      assert.equal(((await response.json()) as { code: string }).code, 'scope_missing')
      assert.equal((await server.get(path, { method })).status, 401)
    }
    for (const path of ['/account/export', '/account/delete']) {
      const response = await dora.fetch(path, { method: 'POST', redirect: 'manual' })
      assert.match(response.headers.get('Location') ?? '', /^\/account\/sign-in/)
    }
    assert.equal((await dora.fetch('/v1/me')).status, 200)
  })
})
