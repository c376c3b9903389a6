import type { Scope } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import { hashToken } from './token-hash.js'

/** An access token with the present state of its user and site. */
export interface FoundToken {
  readonly userId: string
  readonly handle: string
  readonly userState: 'active' | 'suspended' | 'deleted'
  readonly userCreatedAt: Date
  readonly siteId: string
  readonly siteName: string
  readonly scope: string
  readonly audience: string
  readonly jkt: string
  readonly grantId: string
  readonly expiresAt: Date
  readonly isExpired: boolean
  /** False when the proof's `jti` was used with this key before. */
  readonly isProofNew: boolean
  /** Whether the asking page's origin is one of the site's. */
  readonly isOriginKnown: boolean
}

/** Looks an access token up, whose sign-in must stand even if the token was made while that ended, and, if the proof is by the token's key, marks its `jti` as seen, in one statement.
 *  A mark is kept for twelve minutes, longer than any nonce stays fresh. */
export async function findToken(
  db: Db,
  { token, jkt, jti, origin }: { token: string; jkt: string; jti: string; origin: string | undefined },
): Promise<FoundToken | undefined> {
  const [found] = await findRows(db, { hash: hashToken(token), jkt, jti, origin: origin ?? '' })
  return found
}

const findRows = namedQuery<{ hash: string; jkt: string; jti: string; origin: string }, FoundToken>(
  'auth.token',
  (value) => sql<FoundToken>`
    with token as (
      select grant_id, user_id::uuid as user_id, expires_at, coalesce(payload->>'scope', '') as scope,
        coalesce(payload->>'aud', '') as audience, coalesce(payload->>'jkt', '') as jkt, payload->>'clientId' as site_id
      from oidc where model = 'AccessToken' and id = ${value('hash')}
        and exists (select from oidc g where g.model = 'Grant' and g.id = oidc.grant_id)),
    seen as (
      insert into dpop_jti (jkt, jti, until)
      select jkt, ${value('jti')}, now() + interval '12 minutes' from token where jkt = ${value('jkt')}
      on conflict do nothing returning 1)
    select users.id as "userId", users.handle, users.state as "userState", users.created_at as "userCreatedAt",
      sites.id as "siteId", sites.name as "siteName", token.scope, token.audience, token.jkt, token.grant_id as "grantId",
      token.expires_at as "expiresAt", token.expires_at <= now() as "isExpired", exists (select from seen) as "isProofNew",
      exists (select from site_origins where site_id = sites.id and origin = ${value('origin')}) as "isOriginKnown"
    from token
    join users on users.id = token.user_id and users.site_id = token.site_id
    join sites on sites.id = token.site_id`,
)

/** Reads the scopes of a token, those that this server knows. */
export function readScopes(scope: string): ReadonlySet<Scope> {
  return new Set(scope.split(' ').filter((word): word is Scope => knownScopes.has(word)))
}

const knownScopes: ReadonlySet<string> = new Set(['read', 'write', 'generate', 'account'] satisfies Scope[])
