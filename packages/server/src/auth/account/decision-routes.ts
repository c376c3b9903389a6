import { Hono } from 'hono'
import type { NodeEnv } from '../sign-in-interaction.js'
import { drawDecisionPage } from '../pages/decision-pages.js'
import { isGenuine, readFields, requireAccount, sendPage } from './account-context.js'
import type { AccountDeps } from './account-context.js'

/** Serves decisions about a user and their posts, with the reasons, and what they say against one; also to those who are
 *  suspended. */
export function decisionRoutes(deps: AccountDeps): Hono<NodeEnv> {
  const { rights, limits, log } = deps
  const app = new Hono<NodeEnv>()
  if (!rights) return app
  const { ownDecisions } = rights

  app.get('/account/decisions/:id', async (c) => {
    const account = await requireAccount(c, deps)
    if (account instanceof Response) return account
    const decision = await ownDecisions.find(account.session, c.req.param('id'))
    return decision ? sendPage(c, 200, drawDecisionPage(account.page, decision)) : c.redirect('/account', 303)
  })

  app.post('/account/decisions/:id/appeal', async (c) => {
    const account = await requireAccount(c, deps)
    if (account instanceof Response) return account
    const { page, session } = account
    const read = await readFields(c)
    if (!isGenuine(read, page.csrfToken)) return c.redirect('/account?notice=stale', 303)
    const id = c.req.param('id')
    // One more than fits, so that what is too long is refused and not cut; line breaks come as two characters.
    const reason = read('reason', 2 * limits.appealReasonCharacters + 1)
    const refusal = await ownDecisions.appeal(session, id, reason)
    if (refusal) {
      const decision = await ownDecisions.find(session, id)
      if (!decision) return c.redirect('/account', 303)
      const sentence = page.own.decisions.faults[refusal.fault]
      return sendPage(c, 422, drawDecisionPage({ ...page, sentence }, decision, reason))
    }
    log.info('appeal.received', { siteId: session.siteId, userId: session.userId, decision: id })
    return c.redirect('/account?notice=appeal', 303)
  })

  return app
}
