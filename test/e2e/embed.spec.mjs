import { expect, test } from '@playwright/test'
import { brotliBytes } from '../../rollup.config.mjs'
import { sizeLimits } from '../support/bundle-sizes.mjs'
import { createDemo } from './demo-process.mjs'
import { servePage } from './serve-page.mjs'
import { createVisitor } from './visitor.mjs'

let demo, visitor

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
})
test.afterEach(() => visitor.leave())

test('runs its entry once when a page loads it with a query', async () => {
  const { page, context, seen } = visitor
  await context.addInitScript(() => {
    const define = customElements.define.bind(customElements)
    globalThis.defined = []
    customElements.define = (name, ...rest) => {
      globalThis.defined.push(name)
      define(name, ...rest)
    }
  })

  const server = `server="${demo.server}"`
  const site = await servePage(
    `<script type="module" src="${demo.server}/embed/ai-feed.js?v=1"></script>
     <ai-composer ${server}></ai-composer><ai-feed ${server}></ai-feed>`,
  )
  await page.goto(site.url)
  await expect(page.locator('ai-feed').getByRole('article').first()).toBeVisible()
  await expect(page.locator('ai-composer').getByLabel('Describe a picture')).toBeVisible()

  const entries = seen.urls.filter((url) => url.includes('/embed/ai-feed.js'))
  const defined = await page.evaluate(() => globalThis.defined)
  expect(entries).toEqual([`${demo.server}/embed/ai-feed.js?v=1`])
  expect(defined).toContain('ai-feed')
  expect(defined.toSorted()).toEqual([...new Set(defined)].toSorted())
  await site.close()
})

test('draws all tags in a page whose pictures are called like methods of the document', async () => {
  const { page } = visitor
  const server = `server="${demo.server}"`
  const methods = 'querySelector querySelectorAll addEventListener removeEventListener createElement createComment'
  const others = 'createTextNode createTreeWalker importNode cookie visibilityState body head activeElement defaultView'
  const names = `${methods} ${others} documentElement scrollingElement location`.split(' ')
  const site = await servePage(
    `${names.map((name) => `<img name="${name}" alt="">`).join('')}
     <script type="module" src="${demo.server}/embed/ai-feed.js"></script>
     <ai-account ${server}></ai-account><ai-composer ${server}></ai-composer><ai-feed ${server}></ai-feed>`,
  )
  // Playwright asks the document by these names, too.
  const count = (tag, inside) =>
    page.evaluate(
      ([host, selector]) =>
        Document.prototype.querySelector.call(document, host).shadowRoot?.querySelectorAll(selector).length,
      [tag, inside],
    )

  await page.goto(site.url)

  await expect.poll(() => count('ai-feed', 'article')).toBeGreaterThan(0)
  await expect.poll(() => count('ai-composer', 'textarea')).toBeGreaterThan(0)
  await expect.poll(() => count('ai-account', 'button')).toBeGreaterThan(0)
  await site.close()
})

for (const file of ['ai-feed.js', 'ai-feed.all.js'])
  test(`says why ${file} draws nothing where the page forbids what draws`, async () => {
    const { page } = visitor
    const policy = "require-trusted-types-for 'script'; trusted-types 'none'"
    const site = await servePage(
      `<script type="module" src="${demo.server}/embed/${file}"></script><ai-feed server="${demo.server}"><a href="/feed">The feed</a></ai-feed>`,
      { headers: { 'content-security-policy': policy } },
    )

    await page.goto(site.url)

    await expect(page.locator('ai-feed')).toContainText('security policy')
    await expect(page.getByRole('link', { name: 'The feed' })).toBeVisible()
    await site.close()
  })

test('says that something failed, and blames no policy, where it is not one that forbids what draws', async () => {
  const { page } = visitor
  const policy = "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'"
  const headers = { 'content-security-policy': policy }
  const broken = `<script>Document.prototype.createTreeWalker = () => { throw new Error('patched') }
    try { trustedTypes.createPolicy('other', {}) } catch {}</script>`
  const tags = ['ai-feed', 'ai-composer'].map((tag) => `<${tag} server="${demo.server}"></${tag}>`).join('')
  const script = `<script type="module" src="${demo.server}/embed/ai-feed.js"></script>`
  const site = await servePage(`${broken}${script}${tags}`, { headers })

  await page.goto(site.url)

  for (const tag of ['ai-feed', 'ai-composer'])
    await expect(page.locator(tag)).toHaveText('A part of this page could not be loaded.')
  await site.close()
})

test('draws its first posts with the entry alone, which keeps to its size', async () => {
  const { page } = visitor
  await page.route('**/embed/**/chunks/**', (route) => route.abort())
  const entry = page.waitForResponse((response) => response.url() === `${demo.server}/embed/ai-feed.js`)

  await page.goto(demo.pageTwo)
  await expect(page.locator('ai-feed').getByRole('article').first()).toBeVisible()

  expect(brotliBytes(await (await entry).text())).toBeLessThanOrEqual(sizeLimits.beforeFirstPost)
  await page.unrouteAll()
})

test('says that a part did not arrive, and takes the next click for another try', async () => {
  const { page } = visitor
  await page.route('**/embed/**/chunks/**', (route) => route.abort())
  await page.goto(demo.pageTwo)
  const feed = page.locator('ai-feed')
  await expect(feed.getByRole('article').first()).toBeVisible()
  await expect(feed.getByRole('button', { name: 'Try again' })).toBeVisible()
  await page.unrouteAll()

  await feed
    .getByRole('button', { name: /^More about/ })
    .first()
    .click()

  await expect(feed.getByRole('button', { name: 'Copy link' })).toBeVisible()
  await expect(feed.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})

test('says so where everybody sees it when a post cannot be opened', async () => {
  const { page } = visitor
  await page.route(/chunks\/dialog/, (route) => route.abort())
  await page.goto(demo.pageTwo)
  const feed = page.locator('ai-feed')

  await feed
    .getByRole('button', { name: /^Open the post/ })
    .first()
    .click()

  await expect(feed.locator('.toast')).toContainText('could not be loaded')
})

test('offers another try for what a composer lacks, and takes it', async () => {
  const { page } = visitor
  const part = /chunks\/composer-work/
  await page.route(part, (route) => route.abort())
  await page.goto(demo.pageOne)
  const composer = page.locator('ai-composer')
  await composer.getByRole('button', { name: 'Text only' }).click()
  await composer.getByLabel('Text of the post').pressSequentially('@')
  const again = composer.getByRole('button', { name: 'Try again' })
  await expect(again).toBeVisible()
  await page.unrouteAll()
  const arrived = page.waitForResponse(part)

  await again.click()

  expect((await arrived).ok()).toBe(true)
  await expect(again).toHaveCount(0)
})

for (const width of [320, 768, 1280])
  test(`moves nothing on a page of ${width} px while its tags arrive`, async () => {
    const { page, context } = visitor
    await page.setViewportSize({ width, height: 900 })
    await context.addInitScript(() => {
      globalThis.shifts = []
      const nameOf = ({ node }) => `${node?.getRootNode().host?.localName ?? 'page'} ${node?.nodeName}`
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) shifts.push({ value, what: sources.map(nameOf).join() })
      }).observe({ type: 'layout-shift', buffered: true })
    })
    for (const address of [demo.pageOne, demo.pageTwo, `${demo.pageOne}headless/`]) {
      await page.goto(address)
      await expect(page.getByRole('img').nth(1)).toBeVisible()
      for (const element of await page.locator('ai-account').all())
        await expect(element.getByRole('button', { name: 'Sign in' })).toBeVisible()
      for (const element of await page.locator('ai-composer').all())
        await expect(element.getByRole('button', { name: 'Generate' })).toBeVisible()

      const shifts = await page.evaluate(() => globalThis.shifts)
      const sum = shifts.reduce((total, { value }) => total + value, 0)
      expect(sum, `${address}: ${JSON.stringify(shifts)}`).toBeLessThan(0.002)
    }
  })

for (const [name, scheme, width] of [
  ['light', 'light', 320],
  ['light', 'light', 1280],
  ['dark', 'dark', 320],
  ['dark', 'dark', 1280],
])
  test(`fits a page of ${width} px in ${name} without scrolling sideways`, async () => {
    const { page } = visitor
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    for (const [label, address] of [
      ['page', demo.pageOne],
      ['magazine', demo.pageTwo],
      ['headless', `${demo.pageOne}headless/`],
    ]) {
      await page.goto(address)
      await expect(page.getByRole('img').nth(1)).toBeVisible()
      await page.screenshot({ path: `.artifacts/${label}-${name}-${width}.png` })

      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, `${label} is wider than the window`).toBeLessThanOrEqual(0)
    }
    expect(visitor.seen.violations).toEqual([])
    expect(visitor.seen.errors).toEqual([])
  })

test('walks the feed page by page without any component', async () => {
  const { page } = visitor
  await page.goto(`${demo.pageOne}headless/`)
  const pictures = page.getByRole('listitem')
  await expect.poll(() => pictures.count()).toBeGreaterThan(5)
  const before = await pictures.count()

  await page.getByRole('button', { name: 'More pictures' }).click()

  await expect.poll(() => pictures.count()).toBeGreaterThan(before)
})

test('blocks third-party cookies in this browser, as the other journeys take for granted', async () => {
  const { page, context } = visitor
  const third = await servePage('third', { headers: { 'set-cookie': 'probe=1; SameSite=None; Secure' } })
  const first = await servePage(`<iframe src="${third.url}"></iframe>`, { host: 'localhost' })
  const cookies = async () => (await context.cookies()).map(({ name }) => name)

  await page.goto(first.url)
  await expect(page.frameLocator('iframe').getByText('third')).toBeVisible()
  expect(await cookies()).toEqual([])

  await page.goto(third.url)
  expect(await cookies()).toEqual(['probe'])
  await Promise.all([first.close(), third.close()])
})
