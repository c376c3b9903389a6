import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { InteractionResults } from 'oidc-provider'
import { HttpProblem } from '../http/http-problem.js'
import type { Log } from '../log.js'
import type { Accounts, Refusal } from '../ports.js'
import { recordConsent } from './consent.js'
import { drawConsentPage } from './pages/consent-page.js'
import type { Page } from './pages/layout.js'
import { drawExpiredPage } from './pages/notice-page.js'
import type { PageFault } from './pages/page-words.js'
import { drawSignInPage, drawSignUpPage } from './pages/sign-in-page.js'
import type { FormPage } from './pages/sign-in-page.js'
import { finishInteraction, loadInteraction, loadTypedForm } from './sign-in-interaction.js'
import type { InteractionDeps, NodeEnv, SignInInteraction } from './sign-in-interaction.js'

/** What the sign-in pages are built on. */
export interface SignInDeps extends InteractionDeps {
  readonly accounts: Accounts
  readonly log: Log
}

/** Serves the pages on which people sign in, sign up and consent. They work without script. A form counts only with the
 *  cookie of its interaction and the token that was drawn into it. */
export function signInRoutes(deps: SignInDeps): Hono<NodeEnv> {
  const { db, accounts, provider, log } = deps
  const app = new Hono<NodeEnv>()
  app.use('/sign-in/*', bodyLimit({ maxSize: 16_384, onError: () => Promise.reject(formTooLarge()) }))

  const finish = async (c: Context<NodeEnv>, asked: SignInInteraction, result: InteractionResults): Promise<Response> =>
    c.redirect(await finishInteraction(c, provider, asked, result), 303)

  app.get('/sign-in/:uid', async (c) => {
    const asked = await loadInteraction(c, deps)
    if (!asked) return expired(c)
    return send(
      c,
      200,
      asked.prompt === 'consent' ? drawConsentPage(asked.form) : drawForm(asked, 'sign-in', asked.form),
    )
  })

  app.get('/sign-in/:uid/sign-up', async (c) => {
    const asked = await loadInteraction(c, deps)
    if (!asked) return expired(c)
    if (asked.prompt === 'consent') return c.redirect(asked.form.path, 303)
    return asked.site.signUp === 'open'
      ? send(c, 200, drawForm(asked, 'sign-up', asked.form))
      : refuse(c, asked, 'sign-in', { fault: 'closed' })
  })

  app.post('/sign-in/:uid', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return expired(c)
    if (!typed?.isGenuine) return refuse(c, asked, 'sign-in', { fault: 'stale' })
    const { handle, password } = typed
    const address = c.get('clientAddress')
    const result = await orBusy(accounts.signIn({ siteId: asked.site.id, handle, password, address }))
    if ('fault' in result) return refuse(c, asked, 'sign-in', result)
    log.info('sign-in.done', { siteId: asked.site.id, userId: result.userId })
    return finish(c, asked, { login: { accountId: result.userId } })
  })

  app.post('/sign-in/:uid/sign-up', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'login') return expired(c)
    if (asked.site.signUp !== 'open') return refuse(c, asked, 'sign-in', { fault: 'closed' })
    if (!typed?.isGenuine) return refuse(c, asked, 'sign-up', { fault: 'stale' })
    const { handle, name, password } = typed
    const address = c.get('clientAddress')
    const result = await orBusy(accounts.signUp({ siteId: asked.site.id, handle, name, password, address }))
    if ('fault' in result) return refuse(c, asked, 'sign-up', result)
    log.info('sign-up.done', { siteId: asked.site.id, userId: result.userId })
    // The sign-up form named site and origin and what they may do: sending it was the consent.
    await recordConsent(db, asked.site.id, result.userId, asked.form.asker.origin)
    return finish(c, asked, { login: { accountId: result.userId }, consent: {} })
  })

  app.post('/sign-in/:uid/consent', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked || asked.prompt !== 'consent' || asked.userId === undefined) return expired(c)
    if (!typed?.isGenuine) return c.redirect(asked.form.path, 303)
    await recordConsent(db, asked.site.id, asked.userId, asked.form.asker.origin)
    return finish(c, asked, { consent: {} })
  })

  app.post('/sign-in/:uid/cancel', async (c) => {
    const { asked, typed } = (await loadTypedForm(c, deps)) ?? {}
    if (!asked) return expired(c)
    if (!typed?.isGenuine) return c.redirect(asked.form.path, 303)
    return finish(c, asked, { error: 'access_denied', error_description: 'the user canceled' })
  })

  return app
}

function send(c: Context<NodeEnv>, status: 200 | 400 | 403 | 422 | 429 | 503, page: Page): Response {
  return c.body(page.html, status, { ...page.headers })
}

function expired(c: Context<NodeEnv>): Response {
  return send(c, 400, drawExpiredPage(c.req.header('Accept-Language') ?? ''))
}

function drawForm(asked: SignInInteraction, form: 'sign-in' | 'sign-up', page: FormPage): Page {
  return form === 'sign-up'
    ? drawSignUpPage(page)
    : drawSignInPage({ ...page, canSignUp: asked.site.signUp === 'open' })
}

/** Shows the form again with what was typed and a sentence about what is wrong. */
function refuse(
  c: Context<NodeEnv>,
  asked: SignInInteraction,
  form: 'sign-in' | 'sign-up',
  { fault, retryAfterSeconds }: Refusal<PageFault>,
): Response {
  const { words } = asked.form
  const wait = retryAfterSeconds === undefined ? '' : ` ${words.minutes(Math.ceil(retryAfterSeconds / 60))}`
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  const field = /^(?:handle|name|password)(?=_)/.exec(fault)?.[0] as FormPage['faultyField']
  const page = { ...asked.form, sentence: words.faults[fault] + wait, ...(field && { faultyField: field }) }
  return send(c, statuses[fault] ?? 422, drawForm(asked, form, page))
}

const statuses: Partial<Record<PageFault, 400 | 403 | 429 | 503>> = {
  limited: 429,
  busy: 503,
  suspended: 403,
  closed: 403,
  stale: 400,
}

async function orBusy<T>(work: Promise<T>): Promise<T | Refusal<'busy'>> {
  try {
    return await work
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'overloaded') return { fault: 'busy' }
    throw error
  }
}

function formTooLarge(): HttpProblem {
  return new HttpProblem('body_too_large', 'form is larger than 16384 bytes')
}
