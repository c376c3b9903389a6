import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { ConfigError } from '../config-error.js'
import type { Db, Schema } from '../database/schema.js'

/** Removes a site with everything in it, in many short transactions, so that other sites are served meanwhile. What was cut
 *  goes on when it is called again; the site is there until the end, and nobody gets into it from the beginning. Its users and
 *  pictures are remembered as erased, so that a backup cannot bring them back; files fall due in 24 h.
 *  @returns how many users it had.
 *  @throws ConfigError when it has users and `mayErase` was not said. */
export async function removeSite(
  db: Kysely<Schema>,
  siteId: string,
  { mayErase }: { mayErase: boolean },
): Promise<number> {
  const users = await closeSite(db, siteId, mayErase)
  await db.connection().execute(async (connection) => {
    // Looking for rows in large tables takes its time, and holds no lock.
    await sql`set statement_timeout = 0`.execute(connection)
    try {
      while ((await forgetUsers(connection, siteId)) > 0);
      for (const table of tables) await emptyTable(connection, table, siteId)
      await deleteUsers(connection, siteId)
      await deleteRest(connection, siteId)
    } finally {
      await sql`reset statement_timeout`.execute(connection)
    }
  })
  return users
}

/** Without origins and keys no page can ask for a session, and nobody can make an account. */
async function closeSite(db: Kysely<Schema>, siteId: string, mayErase: boolean): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`select from sites where id = ${siteId} for update`.execute(trx)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from users where site_id = ${siteId} and state <> 'deleted'`.execute(trx)
    const users = rows[0]?.n ?? 0
    if (users > 0 && !mayErase) {
      throw new ConfigError(`site ${siteId} has ${users} users: say --erase to delete them with all that is theirs`)
    }
    await sql`
      update sites set sign_up = 'closed', sso_key = null, sso_jwks_url = null where id = ${siteId}`.execute(trx)
    for (const table of ['site_origins', 'moderators', 'account_links']) {
      await sql`delete from ${sql.table(table)} where site_id = ${siteId}`.execute(trx)
    }
    return users
  })
}

const usersAtOnce = 500

/** Takes from users all by which they get in and are seen. The sweep of erasures leaves them alone: they count as erased.
 *  @returns how many there were. */
async function forgetUsers(db: Kysely<Schema>, siteId: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from users where site_id = ${siteId} and state <> 'deleted'
      order by id limit ${usersAtOnce} for update`.execute(trx)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return 0
    await sql`
      insert into erasures (kind, id, site_id) select 'user', id, ${siteId} from unnest(${ids}::text[]) id
      on conflict do nothing`.execute(trx)
    for (const table of ['passwords', 'passkeys', 'account_sessions']) {
      await sql`delete from ${sql.table(table)} where user_id = any (${ids}::uuid[])`.execute(trx)
    }
    await sql`delete from oidc where user_id = any (${ids}::text[])`.execute(trx)
    await sql`
      update users set state = 'deleted', name = '', bio = '', avatar_id = null, defaults = null, sso_sub = null,
        deleted_at = now() - interval '1 hour', erased_at = now()
      where id = any (${ids}::uuid[])`.execute(trx)
    return ids.length
  })
}

/** What is emptied, leaves before what they hang on. What little is left of other tables goes with the site itself. */
const tables = [
  'notification_actors',
  'notifications',
  'markers',
  'reactions',
  'bookmarks',
  'reposts',
  'follows',
  'blocks',
  'mutes',
  'muted_words',
  'post_tags',
  'post_media',
  'post_edits',
  'post_search',
  'imported_posts',
  'idempotency',
  'consents',
  'reports',
  'appeals',
  'posts',
  'media',
  'generations',
  'pending_events',
  'events',
  'freed_handles',
  'sso_jti',
] as const

/** Pages of 8 kB that one transaction walks through: some thousand rows. */
const pagesAtOnce = 64

/** Deletes a site's rows on a walk through the table. Few tables have an index of their sites, and none is needed so. */
async function emptyTable(db: Db, table: (typeof tables)[number] | 'users', siteId: string): Promise<void> {
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size(${table}::regclass) / current_setting('block_size')::int)::int as pages`.execute(db)
  const pages = rows[0]?.pages ?? 0
  for (let page = 0; page < pages; page += pagesAtOnce) {
    const [from, to] = [`(${page},0)`, `(${page + pagesAtOnce},0)`]
    const gone = sql`
      delete from ${sql.table(table)}
      where ctid >= ${from}::tid and ctid < ${to}::tid and site_id = ${siteId}`
    if (table !== 'media') await gone.execute(db)
    else {
      await sql`
        with gone as (${gone} returning id),
        due as (insert into blob_deletions (key, due_at)
          select ${siteId} || '/' || id, now() + interval '24 hours' from gone on conflict do nothing)
        insert into erasures (kind, id, site_id) select 'media', id::text, ${siteId} from gone
        on conflict do nothing`.execute(db)
    }
  }
}

/** For each user PostgreSQL looks for posts of theirs, deleted ones too, and for these there is no index. */
async function deleteUsers(db: Db, siteId: string): Promise<void> {
  await sql`drop index concurrently if exists posts_author_of_removed_site`.execute(db)
  await sql`create index concurrently posts_author_of_removed_site on posts (author_id)`.execute(db)
  try {
    await emptyTable(db, 'users', siteId)
  } finally {
    await sql`drop index concurrently if exists posts_author_of_removed_site`.execute(db)
  }
}

async function deleteRest(db: Kysely<Schema>, siteId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`delete from oidc where payload->>'clientId' = ${siteId}`.execute(trx)
    await sql`delete from sites where id = ${siteId}`.execute(trx)
  })
}
