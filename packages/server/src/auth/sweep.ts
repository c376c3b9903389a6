import { sql } from 'kysely'
import type { Db } from '../database/schema.js'

/** Deletes what has run out: sign-ins, codes, tokens, seen proofs and assertions, challenges, links, rests of handles and counted attempts. Safe to run twice at once.
 *  Expired access tokens stay for a day, so that a client that slept learns "expired" and not "invalid". */
export async function sweepSignIns(db: Db): Promise<void> {
  await sql`
    delete from oidc where expires_at < now() and (model <> 'AccessToken' or expires_at < now() - interval '1 day')`.execute(
    db,
  )
  await sql`delete from dpop_jti where until < now()`.execute(db)
  await sql`delete from sso_jti where until < now()`.execute(db)
  for (const table of ['passkey_challenges', 'account_sessions', 'account_links']) {
    await sql`delete from ${sql.table(table)} where expires_at < now()`.execute(db)
  }
  await sql`delete from freed_handles where until < now()`.execute(db)
  await sql`delete from rate where "window" < now() - interval '2 days'`.execute(db)
}
