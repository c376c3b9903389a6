import { Hono } from 'hono'
import { recordConsent } from './consent.js'
import { PASSKEY_SCRIPT_PATH } from './pages/passkey-form.js'
import { passkeyScript } from './pages/passkey-script.js'
import { drawPasskeySignUpPage } from './pages/sign-in-page.js'
import { boundTo, finish, refuse, send, sendExpired } from './sign-in-answers.js'
import type { SignInDeps } from './sign-in-answers.js'
import { loadTypedForm } from './sign-in-interaction.js'
import type { NodeEnv } from './sign-in-interaction.js'

/** Serves what passkeys need beside the sign-in pages: their script, signing in and signing up with one. Signing up takes two
 *  steps, so that no passkey is made for a handle that cannot be had. */
export function passkeyRoutes(deps: SignInDeps): Hono<NodeEnv> {
  const { db, passkeys, log } = deps
  const app = new Hono<NodeEnv>()

  app.get(PASSKEY_SCRIPT_PATH, (c) =>
    c.body(passkeyScript, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
      'Cross-Origin-Resource-Policy': 'same-origin',
    }),
  )

  app.post('/sign-in/:uid/passkey', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return sendExpired(c)
    if (!typed?.isGenuine) return refuse(c, deps, asked, 'sign-in', { fault: 'stale' })
    const siteId = asked.site.id
    const attempt = { siteId, boundTo: boundTo(asked), answer: typed.credential, address: c.get('clientAddress') }
    const result = await passkeys.signIn(attempt)
    if ('fault' in result) return refuse(c, deps, asked, 'sign-in', result)
    log.info('sign-in.done', { siteId, userId: result.userId, by: 'passkey' })
    return finish(c, deps, asked, { login: { accountId: result.userId } })
  })

  app.post('/sign-in/:uid/sign-up/passkey', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return sendExpired(c)
    if (asked.site.signUp !== 'open') return refuse(c, deps, asked, 'sign-in', { fault: 'closed' })
    if (!typed?.isGenuine) return refuse(c, deps, asked, 'sign-up', { fault: 'stale' })
    const { id: siteId, name: siteName } = asked.site
    const { handle, name } = typed
    const from = { boundTo: boundTo(asked), address: c.get('clientAddress') }
    const result = await passkeys.askToSignUp({ siteId, siteName, handle, name, ...from })
    if ('fault' in result) return refuse(c, deps, asked, 'sign-up', result)
    return send(c, 200, drawPasskeySignUpPage({ ...asked.form, passkeyOptions: result.options }))
  })

  app.post('/sign-in/:uid/sign-up/passkey/done', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return sendExpired(c)
    if (asked.site.signUp !== 'open') return refuse(c, deps, asked, 'sign-in', { fault: 'closed' })
    if (!typed?.isGenuine) return refuse(c, deps, asked, 'sign-up', { fault: 'stale' })
    const siteId = asked.site.id
    const attempt = { siteId, boundTo: boundTo(asked), answer: typed.credential, address: c.get('clientAddress') }
    const result = await passkeys.signUp(attempt)
    if ('fault' in result) return refuse(c, deps, asked, 'sign-up', result)
    log.info('sign-up.done', { siteId, userId: result.userId, by: 'passkey' })
    await recordConsent(db, siteId, result.userId, asked.form.asker.origin)
    return finish(c, deps, asked, { login: { accountId: result.userId }, consent: {} })
  })

  return app
}
