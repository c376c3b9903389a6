import { SITE_SCOPES, routes } from '@ai-feed/protocol'
import { errors } from 'oidc-provider'
import type { Provider, TokenEndpointGrantContext } from 'oidc-provider'
import {
  buildTokenResponse,
  checkDpopReplay,
  checkDpopRequired,
  resolveRequestedResources,
  validateDpop,
} from 'oidc-provider/lib/helpers/grants.js'
import type { Db } from '../../database/schema.js'
import type { Log } from '../../log.js'
import type { FindHostUser } from '../../ports.js'
import type { FindHostKeys } from './host-keys.js'
import { readAssertion, refuseAssertion } from './read-assertion.js'
import type { HostAssertion } from './read-assertion.js'
import { markAssertion } from './mark-assertion.js'

/** The grant by which a host signs its own users in (RFC 7523, section 2.1). */
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** What hosts and their users are found with. */
export interface HostDeps {
  readonly clock: () => number
  readonly findHostKeys: FindHostKeys
  readonly findHostUser: FindHostUser
}

export interface HostGrantDeps extends HostDeps {
  readonly db: Db
  readonly log: Log
}

/** Makes the token endpoint take hosts' assertions. A token comes without a refresh token: the host is asked again.
 *  Each is a sign-in of its own, gone when its token is. */
export function registerHostGrant(provider: Provider, deps: HostGrantDeps): void {
  provider.registerGrantType<AssertionParams>(
    JWT_BEARER,
    (ctx) => grant(provider, deps, ctx),
    ['assertion', 'scope', 'resource'],
    ['resource'],
  )
}

type AssertionParams = { readonly assertion?: string }
type AssertionContext = TokenEndpointGrantContext<AssertionParams>

async function grant(provider: Provider, deps: HostGrantDeps, ctx: AssertionContext): Promise<void> {
  const { client } = ctx.oidc
  // First, because a client learns the nonce from its first attempt and sends the same assertion again.
  const proof = await validateDpop(provider, ctx)
  checkDpopRequired(provider, ctx, proof)
  const [resourceServer] = await resolveRequestedResources(provider, ctx)
  if (!resourceServer) throw new errors.InvalidTarget(`resource must be ${provider.issuer}`)

  const scope = readScope(ctx.oidc.requestParamScopes)
  const siteId = client.clientId
  const assertion = await verify(deps, ctx, provider.issuer + routes.token())
  await checkDpopReplay(provider, ctx, proof, siteId)
  if (!(await markAssertion(deps.db, siteId, assertion))) throw refuseAssertion('was used before (jti)')

  const user = await deps.findHostUser({ siteId, ...assertion.user })
  if (user.state !== 'active') throw refuseAssertion(`is about a user who is ${user.state}`)

  const issued = new provider.Grant({ accountId: user.userId, clientId: siteId })
  Object.assign(issued, { expiresIn: grantSeconds })
  issued.addResourceScope(provider.issuer, scope)
  const token = new provider.AccessToken({
    accountId: user.userId,
    client,
    grantId: await issued.save(),
    gty: JWT_BEARER,
    scope,
    resourceServer,
  })
  if (proof) token.setThumbprint('jkt', proof.thumbprint)
  ctx.oidc.entity('AccessToken', token)
  const accessToken = await token.save()
  ctx.body = buildTokenResponse(provider, {
    accessToken,
    expiresIn: token.expiration,
    scope,
    tokenType: token.tokenType,
  })
  deps.log.info('sign-in.done', { siteId, userId: user.userId, by: 'host' })
}

/** As long as an access token is known, which is a day after it has expired: its client then learns just that. */
const grantSeconds = 86_400 + 3_600

async function verify(
  { findHostKeys, clock, log }: HostGrantDeps,
  ctx: AssertionContext,
  tokenEndpoint: string,
): Promise<HostAssertion> {
  const siteId = ctx.oidc.client.clientId
  const { assertion = '' } = ctx.oidc.params
  if (assertion === '') throw new errors.InvalidRequest("missing required parameter 'assertion'")
  const getKey = await findHostKeys(siteId)
  if (!getKey) throw new errors.UnauthorizedClient('the site has no key for its own users')
  try {
    return await readAssertion(assertion, { siteId, audience: tokenEndpoint, getKey, nowMs: clock() })
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) {
      const { error: code, error_description: reason, cause } = error
      log.warn('sign-in.refused', { siteId, by: 'host', error: code, reason, cause })
      if (error.statusCode === 503) ctx.set('Retry-After', '5')
    }
    throw error
  }
}

/** What is asked of what pages of a site may have; all of it when nothing is asked. */
function readScope(asked: ReadonlySet<string>): string {
  const given = asked.size === 0 ? SITE_SCOPES : SITE_SCOPES.filter((scope) => asked.has(scope))
  if (given.length === 0)
    throw new errors.InvalidScope('none of the scopes is for pages of a site', [...asked].join(' '))
  return given.join(' ')
}
