import type { Connection, FieldDef, Submittable } from 'pg'

/** A value of a hot query. */
export type NamedValue = string | number | boolean | readonly string[]

/** Chooses how the text of a value becomes the value, by the number that PostgreSQL gives its type. */
export type FindParser = (typeId: number) => (text: string) => unknown

/** What is run, and how its rows are read. */
export interface NamedStatement {
  /** One name, one text. */
  readonly name: string
  readonly text: string
  readonly values: readonly NamedValue[]
  readonly findParser: FindParser
}

/** One run of a statement that each connection prepares once. pg's own `Query` asks again for the columns of every run and makes
 *  parsers and an empty row of them, which takes as long as reading the rows of a page. What was prepared keeps its columns: here
 *  a connection is asked for them once. */
export class NamedRun implements Submittable {
  readonly name: string
  readonly text: string
  /** Settles once the connection is ready for the next statement, or fails with what PostgreSQL says. */
  readonly rows: Promise<unknown[]>
  readonly #values: string[]
  readonly #findParser: FindParser
  readonly #settle: PromiseWithResolvers<unknown[]> = Promise.withResolvers()
  readonly #found: unknown[] = []
  #known: Map<string, Columns> | undefined
  #columns: Columns | undefined
  #failure: Error | undefined

  constructor({ name, text, values, findParser }: NamedStatement) {
    this.name = name
    this.text = text
    this.rows = this.#settle.promise
    this.#values = values.map(writeValue)
    this.#findParser = findParser
  }

  /** Sends everything at once. pg notes by `name` and `text` what a connection has parsed, also for its own queries. */
  submit(connection: Connection): void {
    const { name, text } = this
    const { parsedStatements } = connection as Connection & { parsedStatements: Readonly<Record<string, string>> }
    this.#known = columnsOf(connection)
    this.#columns = this.#known.get(name)
    connection.stream.cork()
    if (parsedStatements[name] === undefined) connection.parse({ name, text, types: [] }, true)
    connection.bind({ statement: name, values: this.#values }, true)
    if (!this.#columns) connection.describe({ type: 'P' }, true)
    connection.execute(null, true)
    connection.sync()
    connection.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: readonly FieldDef[] }): void {
    const list = fields.map(({ name, dataTypeID }) => ({ name, parse: this.#findParser(dataTypeID) }))
    this.#columns = { list, blank: Object.fromEntries(list.map(({ name }) => [name, null])) }
    this.#known?.set(this.name, this.#columns)
  }

  handleDataRow({ fields: texts }: { fields: readonly (string | null)[] }): void {
    if (!this.#columns || this.#failure) return
    try {
      this.#found.push(readRow(this.#columns, texts))
    } catch (error) {
      this.#failure = error instanceof Error ? error : new TypeError(String(error))
    }
  }

  handleReadyForQuery(): void {
    if (this.#failure) this.#settle.reject(this.#failure)
    else this.#settle.resolve(this.#found)
  }

  handleError(error: Error): void {
    this.#settle.reject(error)
  }

  handleCommandComplete(): void {
    // The rows have come, and nobody asks how many there are.
  }

  handleEmptyQuery(): void {
    // Without rows.
  }
}

/** What a statement gives, as one connection prepared it. */
interface Columns {
  readonly list: readonly { readonly name: string; readonly parse: (text: string) => unknown }[]
  /** A row of nulls: its copies have room for every column. */
  readonly blank: Readonly<Record<string, unknown>>
}

function columnsOf(connection: Connection): Map<string, Columns> {
  const known = columnsByConnection.get(connection) ?? new Map<string, Columns>()
  columnsByConnection.set(connection, known)
  return known
}

const columnsByConnection = new WeakMap<Connection, Map<string, Columns>>()

function readRow({ list, blank }: Columns, texts: readonly (string | null)[]): Record<string, unknown> {
  // A spread is twice as slow where rows of many shapes are made.
  const row: Record<string, unknown> = Object.assign({}, blank)
  list.forEach(({ name, parse }, index) => {
    const text = texts[index]
    if (typeof text === 'string') row[name] = parse(text)
  })
  return row
}

/** Writes a value as PostgreSQL reads it: a list as the literal of an array. */
function writeValue(value: NamedValue): string {
  if (typeof value !== 'object') return String(value)
  if (value.length === 0) return '{}'
  // Mostly ids, with nothing to escape.
  const items = /["\\]/.test(value.join()) ? value.map((item) => item.replaceAll(/["\\]/g, String.raw`\$&`)) : value
  return `{"${items.join('","')}"}`
}
