import type { Kysely } from 'kysely'
import type { Config } from '../config.js'
import type { Log } from '../log.js'
import { openDatabase } from './database.js'
import { findRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.js'
import { migrate } from './migrate.js'
import type { Schema } from './schema.js'

/** A database that was reached. */
export interface ReachedDatabase {
  readonly url: string
  /** A server works on it right now, as far as can be known: the embedded database was running. */
  readonly isServed: boolean
}

/** Lends a command the address of the database: the operator's own, the one of a server that runs now, or the embedded one,
 *  started for as long as the command takes.
 *  @throws ConfigError when it cannot be started. */
export async function withDatabaseUrl<T>(
  config: Config,
  log: Log,
  use: (database: ReachedDatabase) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== undefined) return use({ url: config.databaseUrl, isServed: false })
  const runningUrl = await findRunningPostgres(config.dataDir)
  if (runningUrl !== undefined) return use({ url: runningUrl, isServed: true })
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log })
  try {
    return await use({ url: postgres.url, isServed: false })
  } finally {
    await postgres.stop()
  }
}

/** Lends a command the database. The schema is brought up to date unless a server is at it.
 *  @throws ConfigError when it cannot be reached. */
export async function withDatabase<T>(config: Config, log: Log, use: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  return withDatabaseUrl(config, log, async ({ url, isServed }) => {
    const { db, close } = openDatabase(url, { max: 1, log })
    try {
      if (!isServed) await migrate(db)
      return await use(db)
    } finally {
      await close()
    }
  })
}
