import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page, Request } from '@playwright/test'
import { setUpSdk, showsSession, signUpInPopup, signUpOn, type SdkSetup } from './sdk-setup.ts'

const dayMs = 86_400_000

// Real pages, a real browser, the server's own sign-in pages.
describe('signing in from a page', () => {
  let setup: SdkSetup
  let people = 0
  const newHandle = () => `visitor_${(people += 1)}`
  /** Every test begins as a stranger, on the site and on the server. */
  const forget = async () => {
    const context = setup.browser.context()
    for (const page of context.pages().slice(1)) await page.close()
    await context.clearCookies()
    const page = await context.newPage()
    await page.goto(setup.site.origin)
    await page.evaluate(async () => {
      for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
    })
    await page.close()
  }

  before(async () => {
    setup = await setUpSdk()
  })
  after(() => setup.close())

  it('comes back to the page that opened the window', async () => {
    await forget()
    const page = await setup.openTab()

    await signUpInPopup(page, newHandle())

    assert.deepEqual((await fragmentOf(page)).hash, '')
  })

  it('ends in the window itself when the page’s COOP cuts it off, and tells the page', async () => {
    await forget()
    const handle = newHandle()
    const page = await setup.openTab({ coop: 'same-origin' })
    const opening = setup.browser.context().waitForEvent('page')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const stray = await opening
    const closing = stray.waitForEvent('close')

    await signUpOn(stray, handle)
    await showsSession(page, `signed-in ${handle}`)
    await closing

    assert.equal(setup.browser.context().pages().includes(page), true)
  })

  it('goes there and back in one window in redirect mode, and leaves nothing in its address', async () => {
    await forget()
    const handle = newHandle()
    const page = await setup.openTab({ mode: 'redirect' })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.origin === setup.proxy.url)

    await signUpOn(page, handle)
    await showsSession(page, `signed-in ${handle}`)

    const { hash, search } = await fragmentOf(page)
    assert.equal(hash, '')
    assert.match(search, /mode=redirect/)
  })

  it('takes no session from an address that somebody sends', async () => {
    await forget()
    const page = await setup.browser.context().newPage()
    const forged = new URLSearchParams({ code: 'forged', state: 'forged', iss: setup.proxy.url })

    await page.goto(`${setup.site.page({ server: setup.proxy.url })}#ai-feed=${encodeURIComponent(String(forged))}`)
    await showsSession(page, 'signed-out')

    assert.equal((await fragmentOf(page)).hash, '')
  })

  for (const [words, offsetMs] of [
    ['a day slow', -dayMs],
    ['a day fast', dayMs],
  ] as const)
    it(`works with a clock that is ${words}, at the cost of one more round trip`, async () => {
      await forget()
      const page = await setup.browser.context().newPage()
      await page.addInitScript((offset) => {
        const now = Date.now.bind(Date)
        Date.now = () => now() + offset
      }, offsetMs)
      await page.goto(setup.site.page({ server: setup.proxy.url }))
      await signUpInPopup(page, newHandle())
      const asked: Request[] = []
      page.on(
        'request',
        (request) => request.url().includes('/v1/') && request.method() !== 'OPTIONS' && asked.push(request),
      )

      const id = await page.evaluate(async () => (await (await client.createPost({ text: 'right on time' })).done).id)
      const afterFirst = asked.length
      await page.evaluate(async (post) => (await client.setLiked(post, true)).done, id)

      assert.ok(afterFirst <= 2, `${afterFirst} requests for one post`)
      assert.equal(asked.length - afterFirst, 1)
    })

  for (const hasLocks of [true, false])
    it(`renews a session once for twenty tabs, ${hasLocks ? 'with' : 'without'} Web Locks`, async () => {
      await forget()
      const first = await setup.openTab()
      await signUpInPopup(first, newHandle())
      const context = setup.browser.context()
      const tabs = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const page = await context.newPage()
          if (!hasLocks) await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'))
          await page.goto(setup.site.page({ server: setup.proxy.url }))
          await showsSession(page, 'signed-in')
          return page
        }),
      )
      const grants: string[] = []
      context.on('response', (response) => {
        if (response.url().endsWith('/oauth/token') && response.status() === 200) grants.push(response.url())
      })
      await setup.server.db.deleteFrom('oidc').where('model', '=', 'AccessToken').execute()

      const handles = await Promise.all(tabs.map((tab) => tab.evaluate(async () => (await client.loadMe()).handle)))

      assert.equal(new Set(handles).size, 1)
      assert.equal(grants.length, 1)
    })
})

function fragmentOf(page: Page): Promise<{ hash: string; search: string }> {
  return page.evaluate(() => ({ hash: location.hash, search: location.search }))
}
