import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.js'
import { nameOfQuery, runNamedBy } from './named-query.js'
import { createNamedRunner } from './named-runner.js'
import type { Schema } from './schema.js'

/** A pool of connections with typed queries on it. */
export interface Database {
  readonly db: Kysely<Schema>
  /** Runs SQL text and gives the rows of every statement in it, as pg-boss asks of a database. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** How its connections are used; `waiting` are queries in line for one. */
  load(): { idle: number; busy: number; waiting: number }
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Connections at most: 20 for HTTP, 4 for jobs, 1 to listen. */
  readonly max: number
  readonly log?: Log
  /** Shown in pg_stat_activity. */
  readonly name?: string
}

/** Settings of every connection to the database: short statements, no forgotten transactions, whole numbers as numbers.
 *  @param url postgres:// with a direct or session connection; a transaction-mode pooler loses the settings. */
export function connectionSettings(url: string, name = 'ai-feed'): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 5_000,
    connectionTimeoutMillis: 5_000,
    options: '-c jit=off -c timezone=UTC',
    keepAlive: true,
    types: { getTypeParser },
  }
}

/** Opens a pool. Nothing connects before the first query; lost connections are replaced by later queries. */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const { max, log, name } = options
  const pool = new pg.Pool({ ...connectionSettings(url, name), max, idleTimeoutMillis: 30_000 })
  // An idle connection that breaks is reported here and nowhere else; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!pool.ending) log?.warn('database.connection_lost', { error })
  })
  pool.on('connect', (client) => {
    client.on('error', () => {})
    prepareNamed(client)
  })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  runNamedBy(db, createNamedRunner(pool, getTypeParser))
  return {
    db,
    async executeSql(text, values) {
      // Several statements in one text give a list, which the types of pg do not say.
      const results: unknown = await pool.query(text, values)
      return { rows: (Array.isArray(results) ? results : [results]).flatMap((result: pg.QueryResult) => result.rows) }
    },
    load: () => ({ idle: pool.idleCount, busy: pool.totalCount - pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await db.destroy()
      // Kysely ends only a pool that it has used.
      if (!pool.ending) await pool.end()
    },
  }
}

/** Makes a connection prepare the texts of named queries, each once. Kysely hands over texts and values only. */
function prepareNamed(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown
  const prepare = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === 'string' ? nameOfQuery(text) : undefined
    return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest)
  }
  client.query = prepare as typeof client.query
}

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184

/** bigint counts and sequence numbers stay far below 2^53; a date is a day, not an instant. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format !== 'binary') {
    if (oid === INT8) return Number
    if (oid === DATE) return String
    if (oid === TIMESTAMPTZ) return parseInstant
  }
  return pg.types.getTypeParser(oid, format)
}

/** Reads an instant. As our sessions write those of our time, they are but three characters away from what every engine reads at
 *  once; `infinity` and years before Christ take pg's own way. */
function parseInstant(text: string): unknown {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/.test(text)) return readAnyInstant(text)
  return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
}

const readAnyInstant: (text: string) => unknown = pg.types.getTypeParser(TIMESTAMPTZ, 'text')
