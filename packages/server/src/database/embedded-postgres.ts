import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ConfigError } from '../config-error.js'
import type { Log } from '../log.js'
import { connectionSettings } from './database.js'
import { choosePostgresAccount } from './postgres-account.js'
import type { PostgresAccount } from './postgres-account.js'
import { findPostgresBinaries } from './postgres-binaries.js'
import type { PostgresBinaries } from './postgres-binaries.js'
import { POSTGRES_USER, findCluster, openCluster } from './postgres-cluster.js'
import type { PostgresCluster } from './postgres-cluster.js'
import { choosePostgresPlace, findPostgresParent, giveTo } from './postgres-place.js'
import { clearRemains, findPostmaster, startPostmaster, stopPostmaster } from './postmaster.js'
import type { Postmaster, PostgresAddress, StartedPostmaster } from './postmaster.js'
import { DatabaseTakenError, takeServerLock } from './server-lock.js'
import type { ServerLock } from './server-lock.js'

/** A PostgreSQL that belongs to this process alone. */
export interface EmbeddedPostgres {
  /** Connects as its superuser to the one database. The same for as long as the process lives. */
  readonly url: string
  /** Stops the database and gives the folder free. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string
  readonly log: Log
  /** Default: the best one that this machine allows. */
  readonly account?: PostgresAccount
  /** Where the database goes when its account cannot enter `dataDir`. */
  readonly shelter?: string
  /** Called when the right to the folder was lost for good: another server took it while the database was down. */
  readonly onLost?: (reason: Error) => void
}

/** Starts PostgreSQL in `dataDir`, making the database on the first start, and holds the lock that keeps other servers out.
 *  One that a killed server left running is adopted; one that ends by itself is started again.
 *  @throws ConfigError in one sentence: another server runs here, another version made the folder, or it cannot start. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log, account = choosePostgresAccount() } = options
  const place = await choosePostgresPlace(dataDir, await findPostgresBinaries(), account, options)
  const cluster = await openCluster(place.parent, place.binaries, account)
  const installation: Installation = { cluster, binaries: place.binaries, account, dataDir, log }

  let held = await hold(installation)
  const url = urlOf(held.postmaster, cluster, databaseName)
  const stopping = new AbortController()
  let returning: Promise<Held> | undefined
  const watching = watch()
  try {
    await makeDatabase(urlOf(held.postmaster, cluster, 'postgres'))
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await held.lock.lost
      if (stopping.signal.aborted) return
      log.warn('postgres.lost', { pid: held.postmaster.pid })
      try {
        returning = holdAgain(installation, held.postmaster, stopping.signal)
        held = await returning
        log.info('postgres.back', { pid: held.postmaster.pid })
      } catch (error) {
        if (!stopping.signal.aborted) options.onLost?.(error instanceof Error ? error : new Error(String(error)))
        return
      }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    // One that is being started again right now must not outlive us.
    await returning?.catch(() => undefined)
    await stopPostmaster(held.postmaster, cluster.dataFolder)
    await held.lock.release()
    await watching
  }
}

/** Finds the embedded database of a server that runs on `dataDir` now, without taking its place. One that somebody who was
 *  killed left running is nobody's: to start is to adopt it. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  const cluster = await findCluster(await findPostgresParent(dataDir))
  const postmaster = cluster && (await findPostmaster(cluster.dataFolder))
  if (!postmaster) return undefined
  const attempt = await tryLock(urlOf(postmaster, cluster, 'postgres'))
  if (attempt === 'refused') return urlOf(postmaster, cluster, databaseName)
  if (attempt !== 'unavailable') await attempt.release()
  return undefined
}

interface Installation {
  readonly cluster: PostgresCluster
  readonly binaries: PostgresBinaries
  readonly account: PostgresAccount
  readonly dataDir: string
  readonly log: Log
}

/** A database that runs, and the lock on it. */
interface Held {
  readonly postmaster: Postmaster
  readonly lock: ServerLock
}

const databaseName = 'ai_feed'
/** A server that was just killed loses its session within milliseconds; one that lives keeps it. */
const refusalPatienceMs = 2_000
/** Recovery after a crash replays at most a few minutes of writing. */
const startPatienceMs = 300_000

/** Finds or starts the postmaster and takes the lock on it. */
async function hold(installation: Installation, formerPlace?: PostgresAddress, signal?: AbortSignal): Promise<Held> {
  const { cluster, log } = installation
  const beganMs = Date.now()
  let started: StartedPostmaster | undefined
  let refusedSinceMs: number | undefined
  for (;;) {
    const postmaster = started && !started.hasExited() ? started : await findPostmaster(cluster.dataFolder)
    if (!postmaster) {
      if (started) {
        // The folder of a former place is tried again.
        if (!formerPlace) await stopPostmaster(started, cluster.dataFolder)
        throw new ConfigError(`PostgreSQL does not start in ${cluster.folder}: ${await lastWords(cluster)}`)
      }
      started = await start(installation, formerPlace)
      continue
    }
    const attempt = await tryLock(urlOf(postmaster, cluster, 'postgres'))
    if (typeof attempt === 'object') {
      log.info(postmaster === started ? 'postgres.started' : 'postgres.adopted', {
        pid: postmaster.pid,
        host: postmaster.host,
      })
      return { postmaster, lock: attempt }
    }
    if (attempt === 'refused') refusedSinceMs ??= Date.now()
    if (refusedSinceMs !== undefined && Date.now() - refusedSinceMs > refusalPatienceMs) {
      throw new DatabaseTakenError(installation.dataDir)
    }
    if (Date.now() - beganMs > startPatienceMs) {
      throw new ConfigError(`PostgreSQL in ${cluster.folder} does not answer: ${await lastWords(cluster)}`)
    }
    if (signal?.aborted === true) {
      if (started) await stopPostmaster(started, cluster.dataFolder)
      throw signal.reason
    }
    await delay(25)
  }
}

async function start(installation: Installation, formerPlace: PostgresAddress | undefined): Promise<StartedPostmaster> {
  const { cluster, binaries, account } = installation
  await clearRemains(cluster.dataFolder, formerPlace?.host)
  await giveTo(account, cluster.folder)
  return startPostmaster(cluster, binaries, account, formerPlace)
}

/** Tries once a second for as long as it takes: a full disk may be emptied.
 *  @throws ConfigError only when another server took the folder. */
async function holdAgain(installation: Installation, formerPlace: PostgresAddress, signal: AbortSignal): Promise<Held> {
  for (;;) {
    await delay(1_000, undefined, { signal })
    try {
      const held = await hold(installation, formerPlace, signal)
      if (held.postmaster.host === formerPlace.host && held.postmaster.port === formerPlace.port) return held
      await held.lock.release()
      throw new DatabaseTakenError(installation.dataDir)
    } catch (error) {
      if (error instanceof DatabaseTakenError || signal.aborted) throw error
      installation.log.error('postgres.not_back', { error })
    }
  }
}

async function tryLock(url: string): Promise<ServerLock | 'refused' | 'unavailable'> {
  try {
    return (await takeServerLock(url)) ?? 'refused'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '28P01')
      throw new ConfigError('the embedded database does not accept the password in its folder', { cause: error })
    return 'unavailable'
  }
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ ...connectionSettings(url), statement_timeout: 0 })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
    if (rowCount === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

function urlOf({ host, port }: PostgresAddress, { password }: PostgresCluster, database: string): string {
  if (!host.startsWith('/')) return `postgres://${POSTGRES_USER}:${password}@${host}:${port}/${database}`
  return `postgres://${POSTGRES_USER}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

async function lastWords(cluster: PostgresCluster): Promise<string> {
  const text = await readFile(join(cluster.folder, 'postgres.log'), 'utf8').catch(() => '')
  const lines = text.trim().split('\n')
  return (lines.findLast((line) => line.includes('FATAL')) ?? lines.at(-1) ?? '').replace(/^.*?(FATAL|LOG):\s*/, '')
}
