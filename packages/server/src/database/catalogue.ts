import type pg from 'pg'

/** A table with the columns that hold what was written into it; computed ones are left out. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
}

/** How far a sequence has counted. The value is text: it may be beyond what a number holds exactly. */
export interface SequenceState {
  readonly name: string
  readonly lastValue: string
  readonly isCalled: boolean
}

/** A foreign key, in words that make it again. */
export interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** Lists the tables that hold the server's data: all of the schema `public` that survive a crash of PostgreSQL.
 *
 *  Unlogged ones are left out: they count what happened in the last minutes, and PostgreSQL itself empties them after a
 *  crash. So is pg-boss's schema: its jobs are reminders, and the rows that they remind of say the same. So is `migrations`:
 *  the version says it. */
export async function findTables(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relpersistence = 'p'
      and not c.relispartition and c.relname <> 'migrations'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`)
  return rows
}

/** Reads every sequence. They do not belong to a transaction's snapshot: read them after the tables, and they are ahead. */
export async function readSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`)
  const states: SequenceState[] = []
  for (const { name } of rows) {
    const { rows: found } = await client.query<Omit<SequenceState, 'name'>>(
      `select last_value::text as "lastValue", is_called as "isCalled" from ${quoteName(name)}`,
    )
    states.push(...found.map((state) => ({ name, ...state })))
  }
  return states
}

/** Lists all foreign keys between tables of the schema `public`. */
export async function findForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
    order by conrelid, conname`)
  return rows
}

/** Reads the number of the last migration; 0 for a database without tables. */
export async function readSchemaVersion(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('public.migrations') is not null as found`,
  )
  if (rows[0]?.found !== true) return 0
  const versions = await client.query<{ last: number }>('select coalesce(max(id), 0) as last from migrations')
  return versions.rows[0]?.last ?? 0
}

/** Writes the name of a table or column for SQL. Names come from the catalogue, and from archives. */
export function quoteName(name: string): string {
  return `public.${quoteWord(name)}`
}

/** Writes column names for SQL, with commas between. */
export function quoteColumns(names: readonly string[]): string {
  return names.map(quoteWord).join(', ')
}

function quoteWord(word: string): string {
  return `"${word.replaceAll('"', '""')}"`
}
