import { createHmac } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { errors } from 'oidc-provider'
import type { InteractionResults, Provider } from 'oidc-provider'
import type { Db } from '../database/schema.js'
import type { AppEnv } from '../http/request-context.js'
import { findClientSite } from './client-site.js'
import type { ClientSite } from './client-site.js'
import { isSameSecret } from './is-same-secret.js'
import type { FormPage } from './pages/sign-in-page.js'
import { pickWords } from './pages/words.js'
import { originOfRelayUrl } from './relay-origin.js'

/** Hono's environment on a Node server, whose request and response oidc-provider reads cookies from. */
export type NodeEnv = AppEnv & { Bindings: HttpBindings }

/** What an interaction is found with. */
export interface InteractionDeps {
  readonly db: Db
  readonly publicUrl: string
  /** Gives the authorization server as its secrets are now. */
  readonly provider: () => Provider
  /** Gives what signs the tokens that tie a form to the page it was drawn on. */
  readonly formSecret: () => Uint8Array
}

/** A sign-in in progress: what the browser's interaction cookie stands for. */
export interface SignInInteraction {
  readonly prompt: 'login' | 'consent'
  readonly site: ClientSite
  /** The signed-in user, on the consent page. */
  readonly userId: string | undefined
  /** The browser's session and whose it is, when it had one at the start. */
  readonly session: { readonly uid: string; readonly accountId: string } | undefined
  readonly form: FormPage
}

/** What was typed, with the token of the form it was typed into. */
export interface TypedForm {
  readonly handle: string
  readonly name: string
  readonly password: string
  /** What the browser gave for a passkey, as JSON. */
  readonly credential: string
  /** False when the form was not drawn for this interaction. */
  readonly isGenuine: boolean
}

/** Finds the interaction that the address and the browser's cookie agree on; undefined when there is none any more. */
export async function loadInteraction(
  c: Context<NodeEnv>,
  deps: InteractionDeps,
): Promise<SignInInteraction | undefined> {
  const interaction = await findInteraction(c, deps.provider())
  if (!interaction || interaction.uid !== c.req.param('uid')) return undefined
  const { client_id: siteId, redirect_uri: redirectUri } = interaction.params
  const origin = originOfRelayUrl(deps.publicUrl, String(redirectUri))
  const site = await findClientSite(deps.db, String(siteId))
  if (!site || origin === undefined) return undefined

  const { accountId, uid } = interaction.session ?? {}
  return {
    prompt: interaction.prompt.name === 'consent' ? 'consent' : 'login',
    site,
    userId: accountId,
    session: accountId !== undefined && uid !== undefined ? { accountId, uid } : undefined,
    form: {
      ...pickWords(c.req.header('Accept-Language')),
      asker: { siteName: site.name, origin },
      publicUrl: deps.publicUrl,
      path: `/sign-in/${interaction.uid}`,
      csrfToken: makeFormToken(deps.formSecret(), interaction.uid),
      handle: '',
      name: '',
    },
  }
}

/** Reads a posted form and its interaction, whose pages then show again what was typed. */
export async function loadTypedForm(
  c: Context<NodeEnv>,
  deps: InteractionDeps,
): Promise<{ asked: SignInInteraction; typed: TypedForm } | undefined> {
  const asked = await loadInteraction(c, deps)
  if (!asked) return undefined
  const body = await c.req.parseBody()
  const read = (name: string, maxCharacters: number): string => {
    const value = body[name]
    return typeof value === 'string' ? value.slice(0, maxCharacters) : ''
  }
  const [handle, name] = [read('handle', 64), read('name', 1_000)]
  const isGenuine = isSameSecret(read('token', 64), asked.form.csrfToken)
  return {
    asked: { ...asked, form: { ...asked.form, handle, name } },
    typed: { handle, name, password: read('password', 512), credential: read('credential', 12_000), isGenuine },
  }
}

/** Ends an interaction with its result.
 *  @returns the address to go on to. */
export async function finishInteraction(
  c: Context<NodeEnv>,
  provider: Provider,
  asked: SignInInteraction,
  result: InteractionResults,
): Promise<string> {
  const returnTo = await provider.interactionResult(c.env.incoming, c.env.outgoing, result)
  if (result.login && asked.session && asked.session.accountId !== result.login.accountId) {
    await forgetAccount(provider, asked.session.uid)
  }
  return returnTo
}

/** Somebody else signs in with this browser, often on another site. oidc-provider would log the first one out, tokens
 *  included; it is enough that the browser's session is no longer theirs. */
async function forgetAccount(provider: Provider, sessionUid: string): Promise<void> {
  const session = await provider.Session.findByUid(sessionUid)
  if (!session) return
  delete session.accountId
  delete session.authorizations
  await session.persist()
}

async function findInteraction(
  c: Context<NodeEnv>,
  provider: Provider,
): Promise<Awaited<ReturnType<Provider['interactionDetails']>> | undefined> {
  try {
    return await provider.interactionDetails(c.env.incoming, c.env.outgoing)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

function makeFormToken(secret: Uint8Array, uid: string): string {
  return createHmac('sha256', secret).update(`form:${uid}`).digest('base64url')
}
