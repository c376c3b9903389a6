import { sql } from 'kysely'
import type { CompiledQuery, RawBuilder } from 'kysely'
import type { NamedValue } from './named-run.js'
import type { Db } from './schema.js'

/** A query whose text is made once and which every connection prepares once, under its name. */
export type NamedQuery<Arguments extends Values<Arguments>, Row> = (db: Db, values: Arguments) => Promise<Row[]>

/** Nothing but what can be sent as it is. */
export type Values<Arguments> = { readonly [K in keyof Arguments]: NamedValue }

/** Where a value of each run stands in the text. */
export type Placeholders<Arguments> = <K extends keyof Arguments & string>(key: K) => RawBuilder<Arguments[K]>

/** Makes a hot query. Its text must depend on nothing but its name.
 *  @param name small letters, digits, dots and hyphens; one name, one text.
 *  @param build writes the text, with `value('key')` where a value of each run stands. */
export function namedQuery<Arguments extends Values<Arguments>, Row>(
  name: string,
  build: (value: Placeholders<Arguments>) => RawBuilder<Row>,
): NamedQuery<Arguments, Row> {
  let compiled: CompiledQuery | undefined

  return async (db, values) => {
    compiled ??= mark(name, build((key) => sql`${new Placeholder(key)}`).compile(db))
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.key as keyof Arguments] : (parameter as NamedValue),
    )
    const direct = directWays.get(db)
    if (direct) return (await direct(name, compiled.sql, parameters)) as Row[]
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows
  }
}

/** Runs a text, prepared under its name, with its values outside of any transaction. */
export type RunNamed = (name: string, text: string, values: readonly NamedValue[]) => Promise<unknown[]>

/** Lets the hot queries of a database go straight to its pool; inside of a transaction they stay with that. Kysely would add a
 *  tenth to the work of each. */
export function runNamedBy(db: Db, run: RunNamed): void {
  directWays.set(db, run)
}

const directWays = new WeakMap<Db, RunNamed>()

/** Finds the name that a text carries in its first line; undefined for texts that are not prepared. */
export function nameOfQuery(text: string): string | undefined {
  return text.startsWith(MARK) ? text.slice(MARK.length, text.indexOf(' ', MARK.length)) : undefined
}

const MARK = '/* named '

function mark(name: string, compiled: CompiledQuery): CompiledQuery {
  return { ...compiled, sql: `${MARK}${name} */ ${compiled.sql}` }
}

class Placeholder {
  readonly key: string
  constructor(key: string) {
    this.key = key
  }
}
