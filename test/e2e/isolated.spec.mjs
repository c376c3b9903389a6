import { expect, test } from '@playwright/test'
import { createDemo } from './demo-process.mjs'
import { servePage } from './serve-page.mjs'
import { createVisitor, password } from './visitor.mjs'

let demo, visitor, host

test.beforeAll(async () => {
  demo = await createDemo()
  await demo.start()
})
test.afterAll(async () => {
  await demo?.stop()
  await demo?.remove()
})
test.beforeEach(async () => {
  visitor = await createVisitor()
  host = await servePage(
    `<iframe src="${demo.server}/embed/explore?composer" style="inline-size:100%;block-size:850px"></iframe>`,
    { host: 'localhost' },
  )
})
test.afterEach(async () => {
  await host.close()
  await visitor.leave()
})

test('lets people sign in, write and like in a frame that its page sees nothing of', async () => {
  const { page, seen } = visitor
  await page.goto(host.url)
  const frame = page.frameLocator('iframe')
  await expect(frame.locator('ai-feed').getByRole('article').first()).toBeVisible()

  const opened = page.waitForEvent('popup')
  await frame.locator('ai-account').getByRole('button', { name: 'Sign in' }).click()
  const popup = await opened
  const closed = popup.waitForEvent('close')
  await popup.getByRole('link', { name: 'Create an account' }).click()
  await popup.getByLabel('Handle').fill('framed')
  await popup.getByLabel('Password').fill(password)
  await popup.getByRole('button', { name: 'Create account' }).click()
  await closed
  await expect(frame.locator('ai-account').getByRole('button', { name: 'framed' })).toBeVisible()

  const like = frame.locator('ai-feed').getByRole('article').first().locator('[part~=like-button]')
  await like.click()
  await expect(like).toHaveAttribute('aria-pressed', 'true')
  await frame.locator('ai-composer').getByLabel('Describe a picture').fill('A lighthouse in a frame')
  await frame.locator('ai-composer').getByRole('button', { name: 'Generate' }).click()
  await frame.locator('ai-composer').getByRole('button', { name: 'Post', exact: true }).click()
  await expect(frame.locator('ai-feed').getByRole('article').first()).toContainText('framed')

  expect(await page.evaluate(() => document.querySelector('iframe').contentDocument)).toBeNull()
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([])
  expect(seen.violations).toEqual([])
  expect(seen.errors).toEqual([])
})
