import pg from 'pg'
import { ConfigError } from '../config-error.js'
import { connectionSettings } from './database.js'

/** Another server has the database; waiting does not help. */
export class DatabaseTakenError extends ConfigError {
  constructor(dataDir: string) {
    super(`another ai-feed server is running on ${dataDir}: stop it first, or set another AI_FEED_DATA_DIR`)
    this.name = 'DatabaseTakenError'
  }
}

/** The right to be the one server on an embedded database, held as long as its session lives. */
export interface ServerLock {
  /** Settles when the session is gone: the database stopped, or the connection broke. */
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** A number of our own, other than those of migrations and publishing. */
const SERVER_LOCK = 4_181_970_010

/** Tries to become the one server. The lock belongs to a session of the database itself: it does not depend on the path by
 *  which the folder is reached, a stopped process keeps it, a killed one loses it.
 *  @returns undefined when another server holds it.
 *  @throws the driver's error when the database cannot be reached. */
export async function takeServerLock(url: string): Promise<ServerLock | undefined> {
  const client = new pg.Client({ ...connectionSettings(url, 'ai-feed-lock') })
  const lost = new Promise<void>((done) => client.once('end', () => done()))
  client.on('error', () => {
    // `end` follows and is what the holder of the lock waits for.
  })
  await client.connect()
  const { rows } = await client.query<{ granted: boolean }>('select pg_try_advisory_lock($1) as granted', [SERVER_LOCK])
  if (rows[0]?.granted === true) return { lost, release: () => client.end() }
  await client.end()
  return undefined
}
