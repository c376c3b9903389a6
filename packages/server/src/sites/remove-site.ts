import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { ConfigError } from '../config-error.js'
import type { Schema } from '../database/schema.js'

/** Removes a site with everything in it. Its users and pictures are remembered as erased, so that a backup cannot bring
 *  them back; files fall due in 24 h.
 *  @returns how many users it had.
 *  @throws ConfigError when it has users and `mayErase` was not said. */
export async function removeSite(
  db: Kysely<Schema>,
  siteId: string,
  { mayErase }: { mayErase: boolean },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`select from sites where id = ${siteId} for update`.execute(trx)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from users where site_id = ${siteId} and state <> 'deleted'`.execute(trx)
    const users = rows[0]?.n ?? 0
    if (users > 0 && !mayErase) {
      throw new ConfigError(`site ${siteId} has ${users} users: say --erase to delete them with all that is theirs`)
    }
    await sql`
      insert into erasures (kind, id, site_id)
      select 'user', id::text, site_id from users where site_id = ${siteId}
      union all select 'media', id::text, site_id from media where site_id = ${siteId}
      on conflict do nothing`.execute(trx)
    await sql`
      insert into blob_deletions (key, due_at)
      select site_id || '/' || id, now() + interval '24 hours' from media where site_id = ${siteId}
      on conflict do nothing`.execute(trx)
    await sql`
      delete from oidc where payload->>'clientId' = ${siteId}
        or user_id in (select id::text from users where site_id = ${siteId})`.execute(trx)
    for (const table of ['pending_events', 'events'] as const) {
      await trx.deleteFrom(table).where('site_id', '=', siteId).execute()
    }
    await trx.deleteFrom('sites').where('id', '=', siteId).execute()
    return users
  })
}
