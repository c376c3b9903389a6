import { decodeJwt } from 'jose'
import { Hono } from 'hono'
import { errors } from 'oidc-provider'
import { isSiteId } from '../../database/is-site-id.js'
import { HttpProblem } from '../../http/http-problem.js'
import { findClientSite } from '../client-site.js'
import type { ClientSite } from '../client-site.js'
import { drawHostPage } from '../pages/account-tasks.js'
import type { NodeEnv } from '../sign-in-interaction.js'
import { markAssertion } from '../sso/mark-assertion.js'
import { readAssertion } from '../sso/read-assertion.js'
import type { HostAssertion } from '../sso/read-assertion.js'
import {
  describePage,
  enterAccount,
  findForm,
  isGenuine,
  openForm,
  readFields,
  sendNotice,
  sendPage,
} from './account-context.js'
import type { AccountDeps } from './account-context.js'

/** Where a host's server sends its user to their account here, with `?assertion=`; and what that has to be for (`aud`). One for
 *  the token endpoint, which pages hold, opens nothing here. */
const HOST_PATH = '/account/host'

/** Serves the way from a site that signs its own users in to their account: its server redirects the browser here. */
export function hostRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { db, log, host } = deps
  const app = new Hono<NodeEnv>()

  app.get(HOST_PATH, async (c) => {
    // A script must not look for what it may not have.
    const into = c.req.header('Sec-Fetch-Dest') ?? 'document'
    if (into !== 'document') throw new HttpProblem('origin_not_allowed', 'account pages are opened and not fetched')
    const assertion = c.req.query('assertion') ?? ''
    const vouched = await verify(deps, assertion)
    if (!vouched) return sendNotice(c, 404, 'linkUsed')
    const page = { ...describePage(c, deps, vouched.site.name), csrfToken: openForm(c, deps).csrfToken }
    return sendPage(c, 200, drawHostPage(page, assertion))
  })

  app.post(HOST_PATH, async (c) => {
    const read = await readFields(c)
    const form = findForm(c, deps)
    const vouched = form && isGenuine(read, form.csrfToken) ? await verify(deps, read('assertion', 8_193)) : undefined
    if (!vouched || !(await markAssertion(db, vouched.site.id, vouched))) return sendNotice(c, 404, 'linkUsed')
    const siteId = vouched.site.id
    const { userId, state } = await host.findHostUser({ siteId, ...vouched.user })
    if (state === 'deleted') return sendNotice(c, 404, 'linkUsed')
    await enterAccount(c, deps, { siteId, userId })
    log.info('account.entered', { siteId, userId, by: 'host' })
    return c.redirect('/account', 303)
  })

  return app
}

async function verify(
  { db, publicUrl, log, host }: AccountDeps,
  assertion: string,
): Promise<(HostAssertion & { site: ClientSite }) | undefined> {
  const site = await findIssuer(db, assertion)
  const getKey = site && (await host.findHostKeys(site.id))
  if (!site || !getKey) return undefined
  try {
    const audience = publicUrl + HOST_PATH
    return { ...(await readAssertion(assertion, { siteId: site.id, audience, getKey, nowMs: host.clock() })), site }
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError) || error.statusCode >= 500) throw error
    log.warn('sign-in.refused', { siteId: site.id, by: 'host', error: error.error, reason: error.error_description })
    return undefined
  }
}

/** Whose keys to ask: the signature then says whether it is true. */
async function findIssuer(db: AccountDeps['db'], assertion: string): Promise<ClientSite | undefined> {
  try {
    const { iss } = decodeJwt(assertion)
    return iss !== undefined && isSiteId(iss) ? await findClientSite(db, iss) : undefined
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && error.name.startsWith('JWT'))) return undefined
    throw error
  }
}
