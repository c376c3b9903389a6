import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect } from '@playwright/test'

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Somebody with a browser and profile of their own, in which third-party cookies are blocked. What must never happen on
 *  a page is collected: violations of its policy, uncaught errors, and every address that was asked for. */
export async function createVisitor(options = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'ai-feed-profile-'))
  await mkdir(join(profile, 'Default'))
  const preferences = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } }
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: chromiumFlags,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    ...options,
  })
  const seen = { violations: [], errors: [], urls: [] }
  context.on('weberror', (error) => seen.errors.push(String(error.error())))
  context.on('request', (request) => seen.urls.push(request.url()))
  await context.exposeFunction('reportViolation', (text) => seen.violations.push(text))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      void globalThis.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    context,
    page,
    seen,
    async leave() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** The password of everybody in this run. */
export const password = randomBytes(18).toString('base64url')

/** Makes an account in the popup on the server's own pages. */
export async function signUp(page, handle) {
  const opened = page.waitForEvent('popup')
  await page.locator('ai-account').getByRole('button', { name: 'Sign in' }).click()
  const popup = await opened
  const closed = popup.waitForEvent('close')
  await popup.getByRole('link', { name: 'Create an account' }).click()
  await popup.getByLabel('Handle').fill(handle)
  await popup.getByLabel('Password').fill(password)
  await popup.getByRole('button', { name: 'Create account' }).click()
  await closed
  await expect(page.locator('ai-account').getByRole('button', { name: handle })).toBeVisible()
}

/** The post that says `text` itself; a remix of it quotes these words outside its own. */
export function postWith(page, text) {
  const own = page.locator('[part~=text]').filter({ hasText: text })
  return page.locator('ai-feed').getByRole('article').filter({ has: own })
}

/** Scrolls down to a post: those that are far from what is in sight are not drawn. */
export async function readDownTo(page, text) {
  const post = postWith(page, text)
  await expect
    .poll(async () => {
      if ((await post.count()) > 0) return true
      await page.evaluate(() => scrollBy(0, innerHeight / 2))
      return false
    })
    .toBe(true)
  return post
}

/** Collects the previews that a composer shows from now on: each is gone before one could look for it. */
export async function watchPreviews(composer) {
  await composer.evaluate((element) => {
    const seen = new Set()
    const look = () => {
      for (const image of element.shadowRoot.querySelectorAll('[part=preview] img')) seen.add(image.src)
    }
    new MutationObserver(look).observe(element.shadowRoot, { childList: true, subtree: true, attributes: true })
    element.previewsSeen = seen
  })
  return () => composer.evaluate((element) => [...element.previewsSeen])
}

/** Runs in a page: gives all that an IndexedDB database holds. Keys that cannot leave the browser are empty. */
export async function readRecords(name) {
  const all = await indexedDB.databases()
  if (!all.some((one) => one.name === name)) return []
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })
  const stores = [...database.objectStoreNames].map(
    (store) =>
      new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll()
        request.addEventListener('success', () => resolve(request.result))
      }),
  )
  const records = (await Promise.all(stores)).flat()
  database.close()
  return JSON.parse(JSON.stringify(records))
}
