import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { connectionSettings } from './database.js'
import type { Schema } from './schema.js'

/** One connection, as typed queries and as the driver's own client: what one begins the other sees. */
export interface LongSession {
  readonly db: Kysely<Schema>
  readonly client: pg.Client
}

/** Lends one connection on which a transaction may take hours, as copying whole tables does.
 *  It is closed afterwards; what was not committed is undone. */
export async function withLongSession<T>(
  url: string,
  name: string,
  use: (session: LongSession) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    ...connectionSettings(url, name),
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  })
  // A lost connection fails the statement that runs on it; without a listener it would end the process.
  client.on('error', () => {})
  await client.connect()
  const lent = Object.assign(client, { release: () => {} })
  const pool = { connect: async () => lent, end: async () => {}, options: {} }
  try {
    return await use({ db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), client })
  } finally {
    await client.end()
  }
}
