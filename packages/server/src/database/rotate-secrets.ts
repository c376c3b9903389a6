import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.js'
import { SECRETS_LOCK, addSecret, secretNames } from './secrets.js'

/** Makes a new version of every secret. The one before stays valid for fifteen days, a day longer than any cookie or link
 *  that it has signed; older ones end now. Running servers read the new
 *  ones within seconds and make things with them half a minute later, when all of them understand those.
 *  @returns the lines to print. */
export async function rotateSecrets(db: Kysely<Schema>): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(SECRETS_LOCK)})`.execute(trx)
    await sql`update secrets set retired_at = now() where retired_at > now()`.execute(trx)
    await sql`update secrets set retired_at = now() + interval '15 days' where retired_at is null`.execute(trx)
    const lines: string[] = []
    for (const name of secretNames) lines.push(`${name}\tversion ${await addSecret(trx, name)}`)
    return lines
  })
}
