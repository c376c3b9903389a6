import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { launchChromium, openPasskeyPage } from '../support/passkey-browser.ts'
import { signUp, testPassword } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the account pages in a browser', () => {
  let server: TestServer
  let browser: Browser
  before(async () => {
    server = await startTestServer({
      config: { publicUrl: 'http://localhost:0' },
      limits: { signUpsPerIpHour: 1_000, signInsPerIpHour: 1_000, passkeysPerUser: 2 },
    })
    browser = await launchChromium()
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  async function enter(page: Page, handle: string): Promise<void> {
    await page.goto(`${server.url}/account`)
    await page.getByLabel(/^Handle/).fill(handle)
    await page.getByLabel(/^Passwor[dt]/).fill(testPassword)
    await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click()
    await page.getByText(`@${handle}`).waitFor()
  }

  async function judge(page: Page, name: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html}`),
      [],
    )
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    assert.equal(overflow, 0, `${name} is wider than the window`)
    const folder = process.env['PAGES_DIR']
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name.replaceAll('/', '-')}.png`, fullPage: true })
  }

  for (const [locale, colorScheme, width] of [
    ['en-GB', 'light', 320],
    ['de-DE', 'dark', 320],
    ['en-GB', 'dark', 1280],
    ['de-DE', 'light', 1280],
  ] as const) {
    it(`are accessible: ${locale}, ${colorScheme}, ${width} px`, async () => {
      const handle = `anna_${width}_${colorScheme}`
      await signUp(server, { handle, origin: testOrigins[0] })
      const device = await openPasskeyPage(browser, { locale, colorScheme, viewport: { width, height: 700 } })
      const { page } = device
      const name = `${locale}-${colorScheme}-${width}`
      await page.goto(`${server.url}/account`)
      await judge(page, `${name}/sign-in`)
      await enter(page, handle)
      await page.goto(`${server.url}/account/passkeys/add`)
      await judge(page, `${name}/passkey`)
      await page.getByRole('button', { name: /Create passkey|Passkey anlegen/ }).click()
      await page.getByRole('status').waitFor()
      await judge(page, `${name}/account`)
      await page.goto(`${server.url}/account/password`)
      await judge(page, `${name}/password`)
      assert.deepEqual(device.violations, [])
      await device.close()
    })
  }

  it('add a passkey, sign in with it afterwards, and remove it again', async () => {
    await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    const device = await openPasskeyPage(browser)
    const { page } = device
    await enter(page, 'berta')
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await page.getByLabel('Name').fill('  My\tphone ')
    await page.getByRole('button', { name: 'Create passkey' }).click()
    await page.getByText('My phone').waitFor()
    await page.getByRole('button', { name: 'Sign out here' }).click()

    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('@berta').waitFor()
    assert.match(await page.getByRole('listitem').filter({ hasText: 'My phone' }).innerText(), /last used/)

    await page.getByRole('button', { name: 'Remove the passkey My phone' }).click()
    await page.getByText('no longer signs in').waitFor()
    assert.equal(await page.getByText('My phone').count(), 0)
    await page.getByRole('button', { name: 'Sign out here' }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('does not belong to an account of this site').waitFor()
    await device.close()
  })

  it('keep the last way to sign in', async () => {
    const user = await signUp(server, { handle: 'carl', origin: testOrigins[0] })
    const device = await openPasskeyPage(browser)
    const { page } = device
    await enter(page, 'carl')
    await page.getByRole('link', { name: 'Add a passkey' }).click()
    await page.getByRole('button', { name: 'Create passkey' }).click()
    await page.getByText('Your passkey is there').waitFor()
    await server.db.deleteFrom('passwords').where('user_id', '=', user.userId).execute()

    await page.getByRole('button', { name: 'Remove the passkey Passkey' }).click()
    await page.getByText('This is your last way to sign in').waitFor()
    assert.match(await page.getByRole('listitem').filter({ hasText: 'Password' }).innerText(), /None yet/)
    await device.close()
  })

  it('do not let a page of the site frame them', async () => {
    const device = await openPasskeyPage(browser)
    const { page } = device
    await page.goto(`${testOrigins[0]}/`)
    await page.setContent(`<iframe src="${server.url}/account/sign-in"></iframe>`)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)

    assert.equal(await page.frameLocator('iframe').getByText('Sign in').count(), 0)
    await device.close()
  })
})
