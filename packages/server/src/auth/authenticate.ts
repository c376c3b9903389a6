import type { MiddlewareHandler } from 'hono'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { KnownKeys } from '../http/known-keys.js'
import type { AppEnv, Site, Viewer } from '../http/request-context.js'
import type { HoldSite } from '../http/site-budget.js'
import { createFindSite } from './client-site.js'
import type { DpopNonces } from './dpop-nonce.js'
import { challenge, verifyDpopProof } from './dpop-proof.js'
import { findToken, readScopes } from './find-token.js'
import type { FoundToken } from './find-token.js'

/** What the resource side of sign-in is built on. */
export interface AuthenticateDeps {
  readonly db: Db
  readonly publicUrl: string
  readonly nonces: DpopNonces
  readonly knownKeys: KnownKeys
  readonly holdSite: HoldSite
  readonly clock?: () => number
}

/** Creates the middleware of /v1: it puts the site on every request, and the viewer on those with a valid token.
 *  Without a token the site is that of `?site=`, else the default one.
 *  @throws HttpProblem `unknown_site` | `site_mismatch` | `token_invalid` | `token_expired` | `use_dpop_nonce` | `dpop_invalid` |
 *  `suspended` | `origin_not_allowed` | `rate_limited`. */
export function authenticate({
  db,
  publicUrl,
  nonces,
  knownKeys,
  holdSite,
  clock = Date.now,
}: AuthenticateDeps): MiddlewareHandler<AppEnv> {
  const findSite = createFindSite(db, knownKeys, clock)

  return async (c, next) => {
    const authorization = c.req.header('Authorization')
    const askedSite = c.req.query('site')
    const address = c.get('clientAddress')
    if (authorization === undefined) {
      const site = await findSite(askedSite, address)
      if (!site) throw new HttpProblem('unknown_site', `no site ${askedSite ?? '(default)'}`)
      holdSite(site.id, c.req.method)
      c.set('site', { id: site.id, name: site.name })
      return next()
    }

    const accessToken = readToken(authorization)
    const proof = await verifyDpopProof(readProof(c.req.header('DPoP')), {
      method: c.req.method,
      url: publicUrl + new URL(c.req.url).pathname,
      accessToken,
      nonces,
    })
    if (proof.nonce !== nonces.current()) c.header('DPoP-Nonce', nonces.current())

    const origin = c.req.header('Origin')
    const key = `token ${accessToken}`
    const knownSite = knownKeys.siteOf(key)
    if (knownSite !== undefined) holdSite(knownSite, c.req.method)
    const token = await knownKeys.find(
      { address, key },
      () => findToken(db, { token: accessToken, jkt: proof.jkt, jti: proof.jti, origin }),
      ({ siteId }) => siteId,
    )
    const { site, viewer } = admit(token, { jkt: proof.jkt, origin, publicUrl })
    if (askedSite !== undefined && askedSite !== site.id) {
      throw new HttpProblem('site_mismatch', `token of site ${site.id} on a request for ${askedSite}`)
    }
    if (knownSite === undefined) holdSite(site.id, c.req.method)
    c.set('site', site)
    c.set('viewer', viewer)
    return next()
  }
}

function readToken(authorization: string): string {
  const match = /^DPoP ([A-Za-z0-9._~+/-]{16,512}=*)$/i.exec(authorization)
  if (match?.[1] !== undefined) return match[1]
  const scheme = /^[A-Za-z]{1,16}(?= )/.exec(authorization)?.[0] ?? 'none'
  throw new HttpProblem('token_invalid', `Authorization of scheme ${scheme}, want DPoP`, {
    headers: challenge('invalid_token'),
  })
}

function readProof(header: string | undefined): string {
  if (header !== undefined) return header
  throw new HttpProblem('dpop_invalid', 'token without a proof', { headers: challenge('invalid_dpop_proof') })
}

/** Judges a token that was found, in the order of what the client can do about it. */
function admit(
  token: FoundToken | undefined,
  request: { jkt: string; origin: string | undefined; publicUrl: string },
): { site: Site; viewer: Viewer } {
  const headers = challenge('invalid_token')
  if (!token || token.audience !== request.publicUrl || token.userState === 'deleted') {
    throw new HttpProblem('token_invalid', 'no such token', { headers })
  }
  if (token.jkt !== request.jkt)
    throw new HttpProblem('dpop_invalid', 'proof by another key than the token has', { headers })
  if (!token.isProofNew) {
    throw new HttpProblem('dpop_invalid', 'jti of the proof was used before', {
      headers: challenge('invalid_dpop_proof'),
    })
  }
  if (token.isExpired) throw new HttpProblem('token_expired', 'token has expired', { headers })
  if (token.userState === 'suspended') throw new HttpProblem('suspended', `user ${token.userId} is suspended`)
  if (request.origin !== undefined && !token.isOriginKnown) {
    throw new HttpProblem(
      'origin_not_allowed',
      `origin ${request.origin.slice(0, 200)} is not one of site ${token.siteId}`,
    )
  }
  return {
    site: { id: token.siteId, name: token.siteName },
    viewer: {
      userId: token.userId,
      handle: token.handle,
      siteId: token.siteId,
      scopes: readScopes(token.scope),
      grantId: token.grantId,
      createdAtMs: token.userCreatedAt.getTime(),
      tokenExpiresAtMs: token.expiresAt.getTime(),
    },
  }
}
