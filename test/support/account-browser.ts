import { createScriptFreeBrowser } from './script-free-browser.ts'
import type { BrowserPage, ScriptFreeBrowser } from './script-free-browser.ts'
import { testPassword } from './sign-in.ts'
import type { TestServer } from './test-server.ts'

/** A browser that is on the account pages. */
export interface AccountBrowser {
  readonly browser: ScriptFreeBrowser
  /** The page after signing in. */
  readonly page: BrowserPage
  open(path: string): Promise<BrowserPage>
}

/** Signs in to the account pages, in a fresh browser unless one is given. */
export async function enterAccount(
  server: TestServer,
  {
    handle,
    password = testPassword,
    site = 'default',
    browser = createScriptFreeBrowser(),
  }: { handle: string; password?: string; site?: string; browser?: ScriptFreeBrowser },
): Promise<AccountBrowser> {
  const form = await browser.open(`${server.url}/account?site=${site}`)
  const page = await browser.submit(form, 'Sign in', { handle, password })
  return { browser, page, open: (path) => browser.open(server.url + path) }
}

/** Makes the sign-ins of all account sessions old, so that what cannot be undone asks for another. */
export async function ageAccountSessions(server: TestServer, minutes: number): Promise<void> {
  const signedInAt = new Date(Date.now() - minutes * 60_000)
  await server.db.updateTable('account_sessions').set({ signed_in_at: signedInAt }).execute()
}
