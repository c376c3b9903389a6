import { chromium } from '@playwright/test'
import type { Browser, CDPSession, Page } from '@playwright/test'

/** Chromium with what it needs in a container. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
}

/** A page whose device keeps passkeys and knows its user, who agrees to everything. */
export interface PasskeyPage {
  readonly page: Page
  /** What the page's policy has refused so far. */
  readonly violations: readonly string[]
  /** How many passkeys the device has. */
  countPasskeys(): Promise<number>
  /** From here on the user of the device is, or is not, who they should be. */
  setVerified(isVerified: boolean): Promise<void>
  /** Waits until what is done ends at the page of the site. @returns the address of the relay that led there. */
  untilRelay(act: () => Promise<unknown>): Promise<URL>
  close(): Promise<void>
}

/** Opens a page with a virtual authenticator, by the WebAuthn domain of the DevTools protocol. */
export async function openPasskeyPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<PasskeyPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  // Nothing listens at the sites' own addresses.
  await context.route(/^http:\/\/[^/]+:[12]\//, (route) => route.fulfill({ body: 'page of the site' }))
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text())
  })
  const devTools: CDPSession = await context.newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    page,
    violations,
    async countPasskeys() {
      return (await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length
    },
    async setVerified(isUserVerified) {
      await devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    async untilRelay(act) {
      const relay = page.waitForRequest((request) => request.url().includes('/oauth/relay/'))
      await act()
      const { href } = new URL((await relay).url())
      await page.waitForURL(/^http:\/\/[^/]+:[12]\//)
      return new URL(href)
    },
    close: () => context.close(),
  }
}
