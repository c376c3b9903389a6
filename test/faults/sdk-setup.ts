import type { FeedClient } from '@ai-feed/core'
import type { BrowserContext, Page } from '@playwright/test'
import { testPassword } from '../support/sign-in.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { createBrowserProcess, type BrowserProcess } from './browser-process.ts'
import { openProxy, type FaultyProxy } from './proxy.ts'
import { serveSdkSite, type SdkSite } from './sdk-page.ts'

declare global {
  /** The client of the site's page, for what runs in it. */
  var client: FeedClient
  /** Tells the test something from a page. */
  var note: (what: string, words: string, detail?: string) => Promise<void>
}

/** A server behind a proxy, a site whose page uses the client, and a browser. */
export interface SdkSetup {
  readonly server: TestServer
  readonly proxy: FaultyProxy
  readonly site: SdkSite
  readonly browser: BrowserProcess
  /** Opens the page in a tab of its own. */
  openTab(options?: { coop?: string; mode?: 'popup' | 'redirect' }): Promise<Page>
  close(): Promise<void>
}

/** Starts everything; `prepare` runs whenever the browser starts. */
export async function setUpSdk(
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<SdkSetup> {
  const [proxy, site] = await Promise.all([openProxy(), serveSdkSite()])
  const server = await startTestServer({
    sites: [{ id: 'sdk', name: 'SDK site', origins: [site.origin], signUp: 'open' }],
    limits: { writesPerUser5Min: 100_000, streamsPerUser: 50, signUpsPerIpHour: 100, signInsPerIpHour: 1000 },
    config: { publicUrl: proxy.url, mediaUrl: proxy.url },
  })
  proxy.leadTo(server.config.port)
  const browser = createBrowserProcess(prepare)
  await browser.start()
  return {
    server,
    proxy,
    site,
    browser,
    async openTab(options = {}) {
      const page = await browser.context().newPage()
      await page.goto(site.page({ server: proxy.url, ...options }))
      return page
    },
    async close() {
      await browser.remove()
      await server.close()
      await Promise.all([proxy.close(), site.close()])
    },
  }
}

/** Makes an account on the server's page that a click on the site's button opened. */
export async function signUpOn(serverPage: Page, handle: string): Promise<void> {
  await serverPage.getByRole('link', { name: 'Create an account' }).click()
  await serverPage.getByLabel('Handle').fill(handle)
  await serverPage.getByLabel('Password').fill(testPassword)
  await serverPage.getByRole('button', { name: 'Create account' }).click()
}

/** Clicks the site's button and makes an account in the window that opens. Resolves when the page knows its user. */
export async function signUpInPopup(page: Page, handle: string): Promise<void> {
  const opening = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await signUpOn(await opening, handle)
  await showsSession(page, `signed-in ${handle}`)
}

/** Waits until the page shows that it has this session. */
export async function showsSession(page: Page, words: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: words }).waitFor()
}
