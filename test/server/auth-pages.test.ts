import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { createSessionKey } from '../support/session-key.ts'
import { testPassword, writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

describe('the sign-in pages in a browser', () => {
  let server: TestServer
  let browser: Browser
  before(async () => {
    server = await startTestServer()
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags })
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

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
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`are accessible at 320 px, ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 640 } })
      const page = await context.newPage()
      const problems: string[] = []
      page.on(
        'console',
        (message) => message.text().includes('Content Security Policy') && problems.push(message.text()),
      )
      const key = await createSessionKey()
      await page.goto(writeAuthorizationRequest(server, { origin: testOrigins[0], key }).url.href)
      await judge(page, 'sign-in')
      await page.getByRole('link', { name: 'Create an account' }).click()
      await judge(page, 'sign-up')
      await page.getByLabel('Handle').fill('admin')
      await page.getByLabel('Password').fill(testPassword)
      await page.getByRole('button', { name: 'Create account' }).click()
      assert.match(await page.getByRole('alert').innerText(), /reserved/)
      assert.equal(await page.getByLabel('Handle').inputValue(), 'admin')
      assert.ok(await page.getByLabel('Handle').evaluate((field) => field === document.activeElement))
      await judge(page, 'refused sign-up')
      assert.deepEqual(problems, [])
      await context.close()
    })
  }

  it('work by keyboard alone', async () => {
    const page = await browser.newPage()
    await page.goto(
      writeAuthorizationRequest(server, { origin: testOrigins[0], key: await createSessionKey() }).url.href,
    )
    await page.locator('input:focus').waitFor()
    await page.keyboard.type('nobody')
    await page.keyboard.press('Tab')
    await page.keyboard.type('not the password')
    await page.keyboard.press('Enter')
    assert.match(await page.getByRole('alert').innerText(), /Handle or password is not right/)
    assert.equal(await page.getByLabel('Handle').inputValue(), 'nobody')
    assert.equal(await page.getByLabel('Password').inputValue(), '')
    await page.context().close()
  })
})
