import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../../packages/server/dist/database/schema.js'

/** Looks for words in every column of every table; gives the rows that hold one, each behind the name of its table. */
export async function findAnywhere(db: Kysely<Schema>, words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db)
  const found: string[] = []
  for (const { name } of tables) {
    for (const word of words) {
      const { rows } = await sql<{ text: string }>`
        select t::text as text from ${sql.table(name)} t where t::text ilike ${`%${word}%`}`.execute(db)
      found.push(...rows.map(({ text }) => `${name}: ${text}`))
    }
  }
  return found
}
