import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../database/schema.js'
import { hashToken } from '../token-hash.js'

/** A session of the account pages. */
export interface AccountSession {
  /** What names it without opening it. */
  readonly hash: string
  readonly siteId: string
  readonly userId: string
  /** True for some minutes after its user has signed in: what cannot be undone needs that. */
  readonly isFresh: boolean
}

/** How long sessions of the account pages last. */
export interface SessionTimes {
  readonly accountSessionMinutes: number
  readonly freshSignInMinutes: number
}

/** Begins a session, always under a token that nobody knew before.
 *  @returns the token, for the browser's cookie; the database keeps its hash. */
export async function beginAccountSession(
  db: Db,
  { siteId, userId }: { siteId: string; userId: string },
  { accountSessionMinutes }: SessionTimes,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`
    insert into account_sessions (token_hash, site_id, user_id, expires_at)
    values (${hashToken(token)}, ${siteId}, ${userId}, now() + make_interval(mins => ${accountSessionMinutes}::int))`.execute(
    db,
  )
  return token
}

/** Finds the session of a token; undefined when it has ended or its user is deleted. */
export async function findAccountSession(
  db: Db,
  token: string,
  { freshSignInMinutes }: SessionTimes,
): Promise<AccountSession | undefined> {
  const { rows } = await sql<AccountSession>`
    select s.token_hash as hash, s.site_id as "siteId", s.user_id as "userId",
      s.signed_in_at > now() - make_interval(mins => ${freshSignInMinutes}::int) as "isFresh"
    from account_sessions s join users u on u.id = s.user_id
    where s.token_hash = ${hashToken(token)} and s.expires_at > now() and u.state <> 'deleted'`.execute(db)
  return rows[0]
}

/** Ends the session of a token. */
export async function endAccountSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('account_sessions').where('token_hash', '=', hashToken(token)).execute()
}
