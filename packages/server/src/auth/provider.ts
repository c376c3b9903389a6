import type { EventEmitter } from 'node:events'
import { SITE_SCOPES, routes } from '@ai-feed/protocol'
import { Provider, errors } from 'oidc-provider'
import type { AdapterPayload, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import type { Db } from '../database/schema.js'
import type { Secrets } from '../database/secrets.js'
import { findClientSite } from './client-site.js'
import { hasConsented, isActiveUser } from './consent.js'
import { DPOP_ALGORITHMS } from './dpop-proof.js'
import { createInteractionPolicy } from './interaction-policy.js'
import { createOidcStore } from './oidc-store.js'
import { drawBrokenPage, drawExpiredPage } from './pages/notice-page.js'
import { originOfRelayUrl, relayUrl } from './relay-origin.js'
import { writeRelativeCookies } from './relative-cookies.js'
import { endSignIns, rememberOrigin } from './sign-ins.js'
import { JWT_BEARER, registerHostGrant } from './sso/host-grant.js'
import type { HostGrantDeps } from './sso/host-grant.js'

/** What the authorization server is built on. */
export interface ProviderDeps extends HostGrantDeps {
  /** The issuer, and the one resource that tokens are for. */
  readonly publicUrl: string
  readonly secrets: Secrets
}

/** Creates the authorization server: code with PKCE and DPoP for the sites' pages, as wire.md "OAuth" says.
 *  @param nonceSecret what the nonces of proofs are made from. It and the other secrets are kept for life. */
export function createProvider(deps: ProviderDeps, nonceSecret: Buffer): Provider {
  const { db, publicUrl, log, secrets } = deps
  const scope = SITE_SCOPES.join(' ')

  const provider = new Provider(publicUrl, {
    adapter: (model: string) => createOidcStore(db, (id) => findClient(db, publicUrl, id), model),
    routes: {
      authorization: routes.authorize(),
      token: routes.token(),
      revocation: routes.revoke(),
      jwks: '/oauth/jwks',
      end_session: '/oauth/end',
    },
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    scopes: [],
    // Resource scopes are not listed under `scopes`: they would count as OpenID scopes and consent would ask for ever.
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      dPoP: { enabled: true, nonceSecret, requireNonce: () => true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== publicUrl) throw new errors.InvalidTarget(`resource must be ${publicUrl}`)
          return { scope, audience: publicUrl, accessTokenFormat: 'opaque', accessTokenTTL: ttl.AccessToken }
        },
      },
    },
    enabledJWA: {
      dPoPSigningAlgValues: [...DPOP_ALGORITHMS],
      idTokenSigningAlgValues: ['ES256'],
    } as Configuration['enabledJWA'],
    extraParams: {
      state: requireParam('state'),
      resource: requireParam('resource'),
      dpop_jkt: requireParam('dpop_jkt'),
    },
    allowOmittingSingleRegisteredRedirectUri: false,
    ttl,
    expiresWithSession: () => false,
    issueRefreshToken: () => true,
    rotateRefreshToken: false,
    revokeGrantPolicy: async (ctx) => {
      if (ctx.oidc.route === 'revocation') await endWithToken(db, ctx)
      return true
    },
    clientBasedCORS: (_ctx, origin, client) =>
      origin !== 'null' && (client.redirectUris ?? []).includes(relayUrl(publicUrl, origin)),
    cookies: {
      keys: secrets.all('cookie').map((key) => key.toString('base64url')),
      names: { session: 'ai_feed_session', interaction: 'ai_feed_sign_in', resume: 'ai_feed_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true, path: '/oauth' },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    // Published and otherwise unused: tokens are opaque and carry no signature.
    jwks: { keys: secrets.all('oidc-jwks').map((key) => JSON.parse(key.toString('utf8')) as JWK) },
    interactions: { policy: createInteractionPolicy(), url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: async (ctx, accountId) => {
      const site = ctx.oidc.client?.clientId
      if (site === undefined || !(await isActiveUser(db, site, accountId))) return undefined
      return { accountId, claims: () => ({ sub: accountId }) }
    },
    loadExistingGrant: async ({ oidc }) => {
      const [client, account] = [oidc.client, oidc.account]
      if (!client || !account || !(await hasConsented(db, client.clientId, account.accountId))) return undefined
      // Each sign-in is a grant of its own, so that signing out on one page does not sign out on another.
      const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
      grant.addResourceScope(publicUrl, scope)
      const origin = originOfRelayUrl(publicUrl, String(oidc.params?.['redirect_uri']))
      await rememberOrigin(db, await grant.save(), origin)
      return grant
    },
    renderError: (ctx, out, error) => {
      log.warn('sign-in.refused', { error: out.error, reason: (out.error_description ?? error.message).slice(0, 200) })
      const draw = error instanceof errors.SessionNotFound ? drawExpiredPage : drawBrokenPage
      const page = draw(ctx.get('accept-language'))
      ctx.set({ ...page.headers })
      ctx.type = 'html'
      ctx.body = page.html
    },
  })

  registerHostGrant(provider, deps)

  // oidc-provider always names form_post and fragment and never resource scopes; no client of ours may use the former.
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.oidc?.route === 'discovery') {
      Object.assign(ctx.body as object, { response_modes_supported: ['query'], scopes_supported: SITE_SCOPES })
    }
  })
  provider.use(async (ctx, next) => {
    await next()
    const cookies = ctx.response.headers['set-cookie']
    if (Array.isArray(cookies)) ctx.set('Set-Cookie', writeRelativeCookies(cookies, Date.now()))
  })
  // Koa takes scheme and host from the headers that createOAuthListener sets.
  provider.proxy = true
  provider.on('server_error', (_ctx, error) => log.error('sign-in.failed', { error }))
  const emitter: EventEmitter = provider
  emitter.on('error', (error) => log.error('sign-in.failed', { error }))
  return provider
}

/** Lifetimes in seconds. A grant outlives the refresh token that it carries and the last access token made from it. */
const ttl = {
  AccessToken: 600,
  AuthorizationCode: 60,
  Grant: 30 * 86_400 + 3_600,
  IdToken: 600,
  Interaction: 600,
  RefreshToken: 30 * 86_400,
  Session: 14 * 86_400,
} as const

/** Tells whether a path is answered by the authorization server itself; relays and pages are ours. */
export function isOAuthPath(path: string): boolean {
  return oauthPaths.has(path) || (path.startsWith(resumed) && path.length > resumed.length)
}

/** Below it a sign-in goes on. Without a name behind it, oidc-provider would take it for the authorization endpoint. */
const resumed = `${routes.authorize()}/`

/** `/oauth/end/confirm` is where oidc-provider ends a browser's session that changed hands between two tabs. */
const oauthPaths: ReadonlySet<string> = new Set([
  routes.authorize(),
  routes.token(),
  routes.revoke(),
  '/oauth/jwks',
  '/oauth/end/confirm',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
])

async function findClient(db: Db, publicUrl: string, id: string): Promise<AdapterPayload | undefined> {
  const site = await findClientSite(db, id)
  if (!site || site.origins.length === 0) return undefined
  return {
    client_id: site.id,
    client_name: site.name,
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', ...(site.hasHostKey ? [JWT_BEARER] : [])],
    response_types: ['code'],
    response_modes: ['query'],
    redirect_uris: site.origins.map((origin) => relayUrl(publicUrl, origin)),
    dpop_bound_access_tokens: true,
  }
}

function requireParam(name: string): (ctx: KoaContextWithOIDC, value: string | undefined) => void {
  return function check(_ctx, value) {
    if (value === undefined || value === '') throw new errors.InvalidRequest(`missing required parameter '${name}'`)
  }
}

/** Signing out also ends the browser's session at this server: on a shared computer the next "Sign in" asks who it is.
 *  With the parameter `everywhere=true`, which RFC 7009 does not know, every other sign-in of the user ends, too. */
async function endWithToken(db: Db, ctx: KoaContextWithOIDC): Promise<void> {
  const { RefreshToken, AccessToken } = ctx.oidc.entities
  const token = RefreshToken ?? AccessToken
  if (token?.accountId !== undefined && ctx.oidc.body?.['everywhere'] === 'true') {
    return endSignIns(db, token.accountId)
  }
  const uid = token?.sessionUid
  if (uid === undefined) return
  await db.deleteFrom('oidc').where('model', '=', 'Session').where('uid', '=', uid).execute()
}
