import type { Config } from '../config.js'
import type { Log } from '../log.js'
import { openDatabase } from './database.js'
import { findRunningPostgres, startEmbeddedPostgres } from './embedded-postgres.js'
import { migrate } from './migrate.js'
import type { Db } from './schema.js'

/** Lends a command the database: the operator's own, the one of a server that runs now, or the embedded one, started
 *  for as long as the command takes. The schema is brought up to date unless a server is at it.
 *  @throws ConfigError when it cannot be reached. */
export async function withDatabase<T>(config: Config, log: Log, use: (db: Db) => Promise<T>): Promise<T> {
  const runningUrl = config.databaseUrl ?? (await findRunningPostgres(config.dataDir))
  if (runningUrl !== undefined) return lend(runningUrl, config.databaseUrl !== undefined)
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log })
  try {
    return await lend(postgres.url, true)
  } finally {
    await postgres.stop()
  }

  async function lend(url: string, mayMigrate: boolean): Promise<T> {
    const { db, close } = openDatabase(url, { max: 1, log })
    try {
      if (mayMigrate) await migrate(db)
      return await use(db)
    } finally {
      await close()
    }
  }
}
