import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../../packages/server/dist/database/schema.js'

/** Reads every row of every lasting table as text, ordered: two databases that hold the same give the same. */
export async function readAllRows(
  db: Kysely<Schema>,
  without: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p' order by relname`.execute(db)
  const found: Record<string, string[]> = {}
  for (const { name } of tables.filter((table) => !without.includes(table.name))) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t order by t::text`.execute(db)
    if (rows.length > 0) found[name] = rows.map(({ row }) => row)
  }
  return found
}
