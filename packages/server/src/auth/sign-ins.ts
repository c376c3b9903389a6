import { sql } from 'kysely'
import type { Db } from '../database/schema.js'

/** A sign-in that stands, as its user sees it. */
export interface StandingSignIn {
  readonly id: string
  /** The origin of the page; null where the host signed the user in. */
  readonly origin: string | null
  readonly since: Date
  /** When the page last asked for a token: it does so at least every ten minutes while it is open. */
  readonly lastSeen: Date
}

/** Lists a user's sign-ins, the one that was last active first. Those without a living token, begun and never finished, are
 *  left out. */
export async function listSignIns(db: Db, userId: string): Promise<StandingSignIn[]> {
  const { rows } = await sql<StandingSignIn>`
    select g.id, g.origin, to_timestamp((g.payload->>'iat')::bigint) as since, t.last_seen as "lastSeen"
    from oidc g cross join lateral (
      select max(to_timestamp((payload->>'iat')::bigint)) as last_seen, bool_or(expires_at > now()) as is_alive
      from oidc where grant_id = g.id and model in ('AccessToken', 'RefreshToken')) t
    where g.model = 'Grant' and g.user_id = ${userId} and g.expires_at > now() and t.is_alive
    order by t.last_seen desc limit 200`.execute(db)
  return rows
}

/** Keeps from which page's origin a sign-in came. */
export async function rememberOrigin(db: Db, grantId: string, origin: string | undefined): Promise<void> {
  if (origin === undefined) return
  await db.updateTable('oidc').set({ origin }).where('model', '=', 'Grant').where('id', '=', grantId).execute()
}

/** Ends one sign-in of a user: its tokens are refused from the next request on, its streams closed within seconds, and the
 *  browser that it came from asks again who it is. Ending it again, or one of somebody else, does nothing. */
export async function endSignIn(db: Db, userId: string, id: string): Promise<void> {
  await sql`
    with ended as (
      select model, id, payload->>'sessionUid' as session_uid from oidc
      where user_id = ${userId} and (grant_id = ${id} or (model = 'Grant' and id = ${id})))
    delete from oidc using ended
    where (oidc.model = ended.model and oidc.id = ended.id)
      or (oidc.model = 'Session' and oidc.user_id = ${userId} and oidc.uid = ended.session_uid)`.execute(db)
}

/** Ends every sign-in of a user, on all pages, in all browsers and on the account pages.
 *  @param keptSession the hash of an account session that stays. */
export async function endSignIns(db: Db, userId: string, keptSession?: string): Promise<void> {
  await db.deleteFrom('oidc').where('user_id', '=', userId).execute()
  await db
    .deleteFrom('account_sessions')
    .where('user_id', '=', userId)
    .where('token_hash', '!=', keptSession ?? '')
    .execute()
}
