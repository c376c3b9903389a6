import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { ConfigError } from '../config-error.js'
import { migrations as allMigrations } from './migrations.js'
import type { Migration } from './migrations.js'
import type { Schema, Trx } from './schema.js'

/** Brings the schema up to this release and gives the numbers of the steps that ran now.
 *  Each step is one transaction under an advisory lock: processes that start together take turns, and one killed in the middle
 *  leaves the step before it.
 *  @throws ConfigError when the database was made by a newer release. */
export async function migrate(db: Kysely<Schema>, migrations: readonly Migration[] = allMigrations): Promise<number[]> {
  const ran: number[] = []
  for (;;) {
    const id = await db.transaction().execute((trx) => runNext(trx, migrations))
    if (id === undefined) return ran
    ran.push(id)
  }
}

/** Runs all missing steps in a transaction of the caller's: all of them or none. */
export async function migrateWithin(trx: Trx, migrations: readonly Migration[] = allMigrations): Promise<number[]> {
  const ran: number[] = []
  for (let id = await runNext(trx, migrations); id !== undefined; id = await runNext(trx, migrations)) ran.push(id)
  return ran
}

/** Any number of our own that nothing else in the database locks on. */
const MIGRATION_LOCK = 4_181_970_001

async function runNext(trx: Trx, migrations: readonly Migration[]): Promise<number | undefined> {
  await sql`set local statement_timeout = 0`.execute(trx)
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx)
  await sql`create table if not exists migrations (id int primary key, at timestamptz not null default now())`.execute(
    trx,
  )
  const { rows } = await sql<{ last: number }>`select coalesce(max(id), 0) as last from migrations`.execute(trx)
  const last = rows[0]?.last ?? 0

  const newest = migrations.at(-1)?.id ?? 0
  if (last > newest) {
    throw new ConfigError(
      `the database is at version ${last} and this release knows ${newest}: start the newer release`,
    )
  }
  const next = migrations.find((migration) => migration.id === last + 1)
  if (!next) return undefined
  for (const statement of next.statements) await sql.raw(statement).execute(trx)
  await sql`insert into migrations (id) values (${next.id})`.execute(trx)
  return next.id
}
