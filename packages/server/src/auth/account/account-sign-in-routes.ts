import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Refusal } from '../../ports.js'
import { findClientSite } from '../client-site.js'
import type { ClientSite } from '../client-site.js'
import { drawAccountSignInPage } from '../pages/account-sign-in-page.js'
import { PASSKEY_SCRIPT_PATH } from '../pages/passkey-form.js'
import type { PageFault } from '../pages/page-words.js'
import { orBusy, sayRefusal, statusOf } from '../sign-in-answers.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import {
  describePage,
  enterAccount,
  findAccount,
  findForm,
  isGenuine,
  openForm,
  readFields,
  sendNotice,
  sendPage,
} from './account-context.js'
import type { AccountDeps } from './account-context.js'

const tasks: ReadonlySet<string> = new Set(['password', 'passkeys/add', 'export', 'delete'])

/** Serves the sign-in of the account pages, for the first time and once more before what cannot be undone. */
export function accountSignInRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { accounts, passkeys, log } = deps
  const app = new Hono<NodeEnv>()

  app.get('/account/sign-in', async (c) => {
    const site = await findSite(c, deps)
    return site ? draw(c, deps, site) : sendNotice(c, 404, 'noSite')
  })

  app.post('/account/sign-in', async (c) => {
    const site = await findSite(c, deps)
    if (!site) return sendNotice(c, 404, 'noSite')
    const read = await readFields(c)
    const [handle, password] = [read('handle', 64), read('password', 512)]
    const form = findForm(c, deps)
    if (!form || !isGenuine(read, form.csrfToken)) return draw(c, deps, site, { fault: 'stale' }, handle)
    const attempt = { siteId: site.id, handle, password, address: c.get('clientAddress'), isForAccountPages: true }
    return go(c, site, await orBusy(accounts.signIn(attempt)), handle)
  })

  app.post('/account/sign-in/passkey', async (c) => {
    const site = await findSite(c, deps)
    if (!site) return sendNotice(c, 404, 'noSite')
    const read = await readFields(c)
    const form = findForm(c, deps)
    if (!form || !isGenuine(read, form.csrfToken)) return draw(c, deps, site, { fault: 'stale' })
    const answer = read('credential', 12_000)
    const from = { address: c.get('clientAddress'), isForAccountPages: true }
    const attempt = { siteId: site.id, boundTo: form.boundTo, answer, ...from }
    return go(c, site, await passkeys.signIn(attempt))
  })

  async function go(
    c: Context<NodeEnv>,
    site: ClientSite,
    result: { userId: string } | Refusal<PageFault>,
    handle = '',
  ): Promise<Response> {
    if ('fault' in result) return draw(c, deps, site, result, handle)
    await enterAccount(c, deps, { siteId: site.id, userId: result.userId })
    log.info('account.entered', { siteId: site.id, userId: result.userId })
    const next = c.req.query('next')
    return c.redirect(next !== undefined && tasks.has(next) ? `/account/${next}` : '/account', 303)
  }

  return app
}

/** The site of the address, else that of who is signed in, else the default one. */
async function findSite(c: Context<NodeEnv>, deps: AccountDeps): Promise<ClientSite | undefined> {
  const asked = c.req.query('site')
  const known = asked === undefined ? (await findAccount(c, deps))?.session.siteId : asked
  return findClientSite(deps.db, known)
}

async function draw(
  c: Context<NodeEnv>,
  deps: AccountDeps,
  site: ClientSite,
  refusal?: Refusal<PageFault>,
  handle = '',
): Promise<Response> {
  const account = await findAccount(c, deps)
  const isAgain = account?.session.siteId === site.id
  const { csrfToken, boundTo } = openForm(c, deps)
  const page = describePage(c, deps, site.name)
  const { passkeys, publicUrl } = deps
  const scriptUrl = publicUrl + PASSKEY_SCRIPT_PATH
  const asker = { boundTo, address: c.get('clientAddress') }
  const options = passkeys.areOffered ? await passkeys.askToSignIn(asker) : undefined
  const drawn = drawAccountSignInPage(
    { ...page, csrfToken, ...(refusal && { sentence: sayRefusal(c, page.words, refusal) }) },
    {
      query: describeQuery(site, c.req.query('next')),
      handle: handle === '' && isAgain ? account.overview.handle : handle,
      isAgain,
      passkey: options && { ...options, scriptUrl },
    },
  )
  return sendPage(c, refusal ? statusOf(refusal.fault) : 200, drawn)
}

function describeQuery(site: ClientSite, next: string | undefined): string {
  return `?site=${site.id}${next !== undefined && tasks.has(next) ? `&next=${next}` : ''}`
}
