import { Hono } from 'hono'
import { HttpProblem } from '../../http/http-problem.js'
import { limitForm } from '../../http/limit-form.js'
import { WORDS_PATH, drawAccountPage } from '../pages/account-page.js'
import type { AccountContents } from '../pages/account-page.js'
import { AI_USES } from '../pages/account-words.js'
import type { AccountNotice } from '../pages/account-words.js'
import { accountWordsEn } from '../pages/account-words-en.js'
import type { Page } from '../pages/layout.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import { endSignIn, endSignIns, listSignIns } from '../sign-ins.js'
import { findAccount, isGenuine, leaveAccount, readFields, requireAccount, sendPage } from './account-context.js'
import type { Account, AccountDeps } from './account-context.js'
import { accountSignInRoutes } from './account-sign-in-routes.js'
import { credentialRoutes } from './credential-routes.js'
import { decisionRoutes } from './decision-routes.js'
import { hostRoutes } from './host-routes.js'
import { linkRoutes } from './link-routes.js'
import { rightsRoutes } from './rights-routes.js'

/** Serves /account: pages of the server's own origin, by a cookie that no other path gets and a token in every form. Nothing
 *  here answers to an access token, and nothing under /v1 to the cookie. */
export function accountRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { db, limits, settings, passkeys, rights, log } = deps
  const app = new Hono<NodeEnv>()
  const [limitShort, limitWords] = [limitForm(16_384), limitForm(limits.jsonBodyBytes)]
  app.use('/account/*', (c, next) => (c.req.path === WORDS_PATH ? limitWords : limitShort)(c, next))
  app.use('/account/*', async (c, next) => {
    // Referrer-Policy no-referrer makes the Origin of our own forms "null": this header is the one that says it.
    const from = c.req.header('Sec-Fetch-Site') ?? 'same-origin'
    if (c.req.method === 'POST' && from !== 'same-origin') {
      throw new HttpProblem('origin_not_allowed', `form of the account pages sent ${from.slice(0, 20)}`)
    }
    await next()
  })
  for (const routes of [accountSignInRoutes, credentialRoutes, linkRoutes, rightsRoutes, decisionRoutes, hostRoutes])
    app.route('/', routes(deps))

  app.get('/account', async (c) => {
    const account = await findAccount(c, deps)
    const asked = c.req.query('site')
    if (!account || (asked !== undefined && asked !== account.session.siteId)) {
      return c.redirect(`/account/sign-in${asked === undefined ? '' : `?site=${encodeURIComponent(asked)}`}`, 303)
    }
    return sendPage(c, 200, await draw(account, { notice: readNotice(c.req.query('notice')) }))
  })

  app.post('/account/sign-out', async (c) => {
    const account = await requireAccount(c, deps)
    if (account instanceof Response) return account
    if (!isGenuine(await readFields(c), account.page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    await leaveAccount(c, deps)
    return c.redirect(`/account/sign-in?site=${account.session.siteId}`, 303)
  })

  app.post('/account/sign-ins/:which{end|end-all}', async (c) => {
    const account = await requireAccount(c, deps)
    if (account instanceof Response) return account
    const read = await readFields(c)
    if (!isGenuine(read, account.page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const { userId, hash } = account.session
    const isAll = c.req.param('which') === 'end-all'
    if (isAll) await endSignIns(db, userId, hash)
    else await endSignIn(db, userId, cleanId(read('id', 64)))
    log.info('sign-in.ended', { userId, all: isAll })
    return c.redirect(`/account?notice=${isAll ? 'endedAll' : 'ended'}`, 303)
  })

  app.post('/account/ai', async (c) => {
    const account = await requireAccount(c, deps)
    if (account instanceof Response) return account
    const read = await readFields(c)
    if (!isGenuine(read, account.page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const said = AI_USES.map((use) => [use, read(use, 8) === 'allow' ? 'allow' : 'deny'] as const)
    const preferences = Object.fromEntries(said) as Record<(typeof AI_USES)[number], 'allow' | 'deny'>
    await settings.setAiPreferences(account.session.siteId, account.session.userId, preferences)
    return c.redirect('/account?notice=ai', 303)
  })

  app.post(WORDS_PATH, async (c) => {
    const account = await requireAccount(c, deps)
    if (account instanceof Response) return account
    const read = await readFields(c)
    if (!isGenuine(read, account.page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const typed = read('words', limits.jsonBodyBytes)
    const { siteId, userId } = account.session
    const words = typed.split(/[\r\n]+/).filter((line) => line.trim() !== '')
    const refusal = await settings.setMutedWords(siteId, userId, words)
    if (refusal) return sendPage(c, 422, await draw(account, { notice: 'wordsWrong', typedWords: typed }))
    return c.redirect('/account?notice=words', 303)
  })

  async function draw(
    { page, overview, session }: Account,
    shown: Pick<AccountContents, 'notice' | 'typedWords'>,
  ): Promise<Page> {
    const signIns = await listSignIns(db, session.userId)
    const decisions = (await rights?.ownDecisions.list(session)) ?? []
    const offered = { hasPasskeys: passkeys.areOffered, hasRights: rights !== undefined }
    return drawAccountPage(page, { overview, signIns, decisions, ...offered, ...shown })
  }

  return app
}

function readNotice(text: string | undefined): AccountNotice | undefined {
  return text !== undefined && Object.hasOwn(accountWordsEn.notices, text) ? (text as AccountNotice) : undefined
}

/** Ids of sign-ins are made by oidc-provider's nanoid. */
function cleanId(text: string): string {
  return /^[\w-]{1,64}$/.test(text) ? text : ''
}
