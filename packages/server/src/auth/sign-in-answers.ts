import type { Context } from 'hono'
import type { InteractionResults } from 'oidc-provider'
import type { Passkeys } from '../account-ports.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Log } from '../log.js'
import type { Accounts, Refusal } from '../ports.js'
import { drawExpiredPage } from './pages/notice-page.js'
import type { Page } from './pages/layout.js'
import type { PageFault } from './pages/page-words.js'
import { drawSignInPage, drawSignUpPage } from './pages/sign-in-page.js'
import type { FormPage } from './pages/sign-in-page.js'
import { finishInteraction } from './sign-in-interaction.js'
import type { InteractionDeps, NodeEnv, SignInInteraction } from './sign-in-interaction.js'

/** What the sign-in pages are built on. */
export interface SignInDeps extends InteractionDeps {
  readonly accounts: Accounts
  readonly passkeys: Passkeys
  readonly log: Log
}

/** Sends a page. */
export function send(c: Context<NodeEnv>, status: 200 | 400 | 403 | 404 | 422 | 429 | 503, page: Page): Response {
  return c.body(page.html, status, { ...page.headers })
}

/** Sends the page of a sign-in that is over. */
export function sendExpired(c: Context<NodeEnv>): Response {
  return send(c, 400, drawExpiredPage(c.req.header('Accept-Language') ?? ''))
}

/** Ends an interaction and sends the browser on. */
export async function finish(
  c: Context<NodeEnv>,
  { provider }: SignInDeps,
  asked: SignInInteraction,
  result: InteractionResults,
): Promise<Response> {
  return c.redirect(await finishInteraction(c, provider(), asked, result), 303)
}

/** Names the interaction to authenticators: what they sign for one form counts for no other. */
export function boundTo(asked: SignInInteraction): string {
  return `sign-in:${asked.form.path}`
}

/** Draws the sign-in or the sign-up form. From an address that asks for too many it offers no passkey. */
export async function drawForm(
  c: Context<NodeEnv>,
  { passkeys }: SignInDeps,
  asked: SignInInteraction,
  kind: 'sign-in' | 'sign-up',
  page: FormPage = asked.form,
): Promise<Page> {
  const hasPasskeys = passkeys.areOffered
  if (kind === 'sign-up') return drawSignUpPage({ ...page, hasPasskeys })
  const form = { boundTo: boundTo(asked), address: c.get('clientAddress') }
  const passkeyOptions = hasPasskeys ? (await passkeys.askToSignIn(form))?.options : undefined
  return drawSignInPage({ ...page, canSignUp: asked.site.signUp === 'open', passkeyOptions })
}

/** Shows the form again with what was typed and a sentence about what is wrong. */
export async function refuse(
  c: Context<NodeEnv>,
  deps: SignInDeps,
  asked: SignInInteraction,
  form: 'sign-in' | 'sign-up',
  refusal: Refusal<PageFault>,
): Promise<Response> {
  const field = /^(?:handle|name|password)(?=_)/.exec(refusal.fault)?.[0] as FormPage['faultyField']
  const sentence = sayRefusal(c, asked.form.words, refusal)
  const accountPath = refusal.fault === 'suspended' ? `/account/sign-in?site=${asked.site.id}` : undefined
  const page = { ...asked.form, sentence, accountPath, ...(field && { faultyField: field }) }
  return send(c, statusOf(refusal.fault), await drawForm(c, deps, asked, form, page))
}

/** Puts a refusal into words, and how long to wait into a header too. */
export function sayRefusal(
  c: Context<NodeEnv>,
  words: FormPage['words'],
  { fault, retryAfterSeconds }: Refusal<PageFault>,
): string {
  const waitSeconds = retryAfterSeconds ?? (fault === 'busy' ? 1 : undefined)
  if (waitSeconds !== undefined) c.header('Retry-After', String(waitSeconds))
  if (retryAfterSeconds === undefined) return words.faults[fault]
  return `${words.faults[fault]} ${words.minutes(Math.ceil(retryAfterSeconds / 60))}`
}

/** The status that goes with a refusal. */
export function statusOf(fault: PageFault): 400 | 403 | 422 | 429 | 503 {
  return statuses[fault] ?? 422
}

const statuses: Partial<Record<PageFault, 400 | 403 | 429 | 503>> = {
  limited: 429,
  busy: 503,
  suspended: 403,
  closed: 403,
  stale: 400,
}

/** Turns a server that has too much to do into a sentence on the page. */
export async function orBusy<T>(work: Promise<T>): Promise<T | Refusal<'busy'>> {
  try {
    return await work
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'overloaded') return { fault: 'busy' }
    throw error
  }
}
