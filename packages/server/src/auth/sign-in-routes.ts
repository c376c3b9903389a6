import { Hono } from 'hono'
import { limitForm } from '../http/limit-form.js'
import { recordConsent } from './consent.js'
import { drawConsentPage } from './pages/consent-page.js'
import { passkeyRoutes } from './passkey-routes.js'
import { drawForm, finish, orBusy, refuse, send, sendExpired } from './sign-in-answers.js'
import type { SignInDeps } from './sign-in-answers.js'
import { loadInteraction, loadTypedForm } from './sign-in-interaction.js'
import type { NodeEnv } from './sign-in-interaction.js'

/** Serves the pages on which people sign in, sign up and consent. They work without script, but for passkeys. A form counts
 *  only with the cookie of its interaction and the token that was drawn into it. */
export function signInRoutes(deps: SignInDeps): Hono<NodeEnv> {
  const { db, accounts, log } = deps
  const app = new Hono<NodeEnv>()
  app.use('/sign-in/*', limitForm(16_384))
  app.route('/', passkeyRoutes(deps))

  app.get('/sign-in/:uid', async (c) => {
    const asked = await loadInteraction(c, deps)
    if (!asked) return sendExpired(c)
    return send(
      c,
      200,
      asked.prompt === 'consent' ? drawConsentPage(asked.form) : await drawForm(c, deps, asked, 'sign-in'),
    )
  })

  app.get('/sign-in/:uid/sign-up', async (c) => {
    const asked = await loadInteraction(c, deps)
    if (!asked) return sendExpired(c)
    if (asked.prompt === 'consent') return c.redirect(asked.form.path, 303)
    return asked.site.signUp === 'open'
      ? send(c, 200, await drawForm(c, deps, asked, 'sign-up'))
      : refuse(c, deps, asked, 'sign-in', { fault: 'closed' })
  })

  app.post('/sign-in/:uid', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return sendExpired(c)
    if (!typed?.isGenuine) return refuse(c, deps, asked, 'sign-in', { fault: 'stale' })
    const { handle, password } = typed
    const address = c.get('clientAddress')
    const result = await orBusy(accounts.signIn({ siteId: asked.site.id, handle, password, address }))
    if ('fault' in result) return refuse(c, deps, asked, 'sign-in', result)
    log.info('sign-in.done', { siteId: asked.site.id, userId: result.userId })
    return finish(c, deps, asked, { login: { accountId: result.userId } })
  })

  app.post('/sign-in/:uid/sign-up', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return sendExpired(c)
    if (asked.site.signUp !== 'open') return refuse(c, deps, asked, 'sign-in', { fault: 'closed' })
    if (!typed?.isGenuine) return refuse(c, deps, asked, 'sign-up', { fault: 'stale' })
    const { handle, name, password } = typed
    const address = c.get('clientAddress')
    const result = await orBusy(accounts.signUp({ siteId: asked.site.id, handle, name, password, address }))
    if ('fault' in result) return refuse(c, deps, asked, 'sign-up', result)
    log.info('sign-up.done', { siteId: asked.site.id, userId: result.userId })
    // The sign-up form named site and origin and what they may do: sending it was the consent.
    await recordConsent(db, asked.site.id, result.userId, asked.form.asker.origin)
    return finish(c, deps, asked, { login: { accountId: result.userId }, consent: {} })
  })

  app.post('/sign-in/:uid/consent', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'consent' || asked.userId === undefined) return sendExpired(c)
    if (!typed?.isGenuine) return c.redirect(asked.form.path, 303)
    await recordConsent(db, asked.site.id, asked.userId, asked.form.asker.origin)
    return finish(c, deps, asked, { consent: {} })
  })

  app.post('/sign-in/:uid/cancel', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked) return sendExpired(c)
    if (!typed?.isGenuine) return c.redirect(asked.form.path, 303)
    return finish(c, deps, asked, { error: 'access_denied', error_description: 'the user canceled' })
  })

  return app
}
