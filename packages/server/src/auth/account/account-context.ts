import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Limits } from '@ai-feed/protocol'
import type { AccountLinks, AccountOverview, AccountSettings, OwnDecisions, Passkeys } from '../../account-ports.js'
import type { Db } from '../../database/schema.js'
import type { Log } from '../../log.js'
import type { Accounts, DeleteAccount, ExportAccount } from '../../ports.js'
import { isSameSecret } from '../is-same-secret.js'
import { drawAccountNotice, pickAccountWords } from '../pages/account-layout.js'
import type { AccountPage } from '../pages/account-layout.js'
import type { Page } from '../pages/layout.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import type { HostDeps } from '../sso/host-grant.js'
import { beginAccountSession, endAccountSession, findAccountSession } from './account-sessions.js'
import type { AccountSession } from './account-sessions.js'

/** What the account pages are built on. */
export interface AccountDeps {
  readonly db: Db
  readonly publicUrl: string
  readonly limits: Limits
  readonly log: Log
  /** Gives what signs the tokens that tie a form to the session it was drawn for. */
  readonly formSecret: () => Uint8Array
  readonly accounts: Accounts
  readonly passkeys: Passkeys
  readonly settings: AccountSettings
  readonly links: AccountLinks
  readonly host: HostDeps
  /** What becomes of somebody's data; the pages offer neither without. */
  readonly rights?:
    | {
        readonly exportAccount: ExportAccount
        readonly deleteAccount: DeleteAccount
        readonly ownDecisions: OwnDecisions
      }
    | undefined
}

/** A signed-in user of the account pages. */
export interface Account {
  readonly session: AccountSession
  readonly overview: AccountOverview
  readonly page: AccountPage
}

/** What may need a fresh sign-in, by the last part of its path. */
export type AccountTask = 'password' | 'passkeys/add' | 'export' | 'delete'

const sessionCookie = 'ai_feed_account'
const formCookie = 'ai_feed_account_form'

/** Finds who is signed in to the account pages; undefined for nobody. */
export async function findAccount(c: Context<NodeEnv>, deps: AccountDeps): Promise<Account | undefined> {
  const token = getCookie(c, sessionCookie)
  const session = token === undefined ? undefined : await findAccountSession(deps.db, token, deps.limits)
  const overview = session && (await deps.settings.load(session.siteId, session.userId))
  if (!session || !overview) return undefined
  const csrfToken = sign(deps, `account:${session.hash}`)
  return { session, overview, page: { ...describePage(c, deps, overview.siteName), csrfToken } }
}

/** Gives who is signed in, or the way to the sign-in.
 *  @param task one that needs a fresh sign-in. */
export async function requireAccount(
  c: Context<NodeEnv>,
  deps: AccountDeps,
  task?: AccountTask | 'account',
): Promise<Account | Response> {
  const account = await findAccount(c, deps)
  if (account && (task === undefined || account.session.isFresh)) return account
  return c.redirect(task === undefined ? '/account/sign-in' : `/account/sign-in?next=${task}`, 303)
}

/** Signs somebody in under a token that nobody knew before; what the browser had until now ends. */
export async function enterAccount(
  c: Context<NodeEnv>,
  deps: AccountDeps,
  user: { siteId: string; userId: string },
): Promise<void> {
  const known = getCookie(c, sessionCookie)
  if (known !== undefined) await endAccountSession(deps.db, known)
  keepCookie(c, deps, sessionCookie, await beginAccountSession(deps.db, user, deps.limits))
  deleteCookie(c, formCookie, { path: '/account' })
}

/** Signs the browser out of the account pages. */
export async function leaveAccount(c: Context<NodeEnv>, deps: AccountDeps): Promise<void> {
  const known = getCookie(c, sessionCookie)
  if (known !== undefined) await endAccountSession(deps.db, known)
  deleteCookie(c, sessionCookie, { path: '/account' })
}

/** Ties a form to a browser in which nobody is signed in yet.
 *  @returns its token, and a name of the browser for authenticators. */
export function openForm(c: Context<NodeEnv>, deps: AccountDeps): { csrfToken: string; boundTo: string } {
  const known = getCookie(c, formCookie)
  const browser = known !== undefined && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url')
  keepCookie(c, deps, formCookie, browser)
  return describeForm(deps, browser)
}

/** Finds the form of openForm that a browser sends back; undefined when it has none. */
export function findForm(c: Context<NodeEnv>, deps: AccountDeps): { csrfToken: string; boundTo: string } | undefined {
  const browser = getCookie(c, formCookie)
  return browser === undefined ? undefined : describeForm(deps, browser)
}

/** Reads fields of a posted form. */
export async function readFields(c: Context<NodeEnv>): Promise<(name: string, maxCharacters: number) => string> {
  const body = await c.req.parseBody()
  return (name, maxCharacters) => {
    const value = body[name]
    return typeof value === 'string' ? value.slice(0, maxCharacters) : ''
  }
}

/** Tells whether a form was drawn for this session or browser. */
export function isGenuine(read: (name: string, maxCharacters: number) => string, csrfToken: string): boolean {
  return isSameSecret(read('token', 64), csrfToken)
}

/** What a page shows of its site. */
export function describePage(
  c: Context<NodeEnv>,
  { publicUrl }: AccountDeps,
  siteName: string,
): Omit<AccountPage, 'csrfToken'> {
  return { ...pickAccountWords(c.req.header('Accept-Language')), asker: { siteName, origin: publicUrl } }
}

/** Sends a page. */
export function sendPage(c: Context<NodeEnv>, status: 200 | 400 | 403 | 404 | 422 | 429 | 503, page: Page): Response {
  return c.body(page.html, status, { ...page.headers })
}

/** Sends a page that only says something. */
export function sendNotice(
  c: Context<NodeEnv>,
  status: 200 | 400 | 404,
  notice: 'deleted' | 'linkUsed' | 'noSite',
): Response {
  const words = pickAccountWords(c.req.header('Accept-Language'))
  return sendPage(c, status, drawAccountNotice(words, words.own[`${notice}Title`], words.own[`${notice}Lead`]))
}

function describeForm(deps: AccountDeps, browser: string): { csrfToken: string; boundTo: string } {
  return { csrfToken: sign(deps, `account-form:${browser}`), boundTo: `account-form:${browser}` }
}

function keepCookie(c: Context<NodeEnv>, { publicUrl, limits }: AccountDeps, name: string, value: string): void {
  setCookie(c, name, value, {
    path: '/account',
    httpOnly: true,
    sameSite: 'Lax',
    secure: publicUrl.startsWith('https:'),
    maxAge: limits.accountSessionMinutes * 60,
  })
}

function sign({ formSecret }: AccountDeps, text: string): string {
  return createHmac('sha256', formSecret()).update(text).digest('base64url')
}
