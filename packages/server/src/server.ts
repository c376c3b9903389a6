import { sql } from 'kysely'
import { createAdmission } from './http/admission.js'
import { createApp } from './http/app.js'
import { createFindClientAddress } from './http/client-address.js'
import type { Config } from './config.js'
import { ConfigError } from './config-error.js'
import { createDiskGuard } from './database/disk-guard.js'
import { openDatabase } from './database/database.js'
import type { Database } from './database/database.js'
import { startEmbeddedPostgres } from './database/embedded-postgres.js'
import { claimMedia } from './database/media-mark.js'
import { migrate } from './database/migrate.js'
import { loadSecrets } from './database/secrets.js'
import { embedRoutes } from './embed/embed-routes.js'
import { findEmbedFiles } from './embed/find-embed-files.js'
import { startFeatures } from './features.js'
import type { ServerTools } from './features.js'
import { crawlerRoutes } from './http/crawler-routes.js'
import { findGrowingFolders } from './growing-folders.js'
import { createFrontDoor } from './http/front-door.js'
import { createLog } from './log.js'
import type { Log } from './log.js'
import { createRequestMetrics } from './metrics/request-metrics.js'
import { startMetrics } from './metrics/start-metrics.js'
import { openPictures } from './open-pictures.js'
import { openapiRoute } from './http/openapi-route.js'
import { problemOfError } from './http/problem-of-error.js'
import { createShutdown } from './shutdown.js'
import type { Shutdown } from './shutdown.js'
import { startSweeping } from './start-sweeping.js'
import { ensureDefaultSite } from './sites/add-site.js'
import type { NewSite } from './sites/add-site.js'
import { systemRoutes } from './http/system-routes.js'

export interface ServerOptions {
  readonly log?: Log
  readonly clock?: () => number
  /** Nothing but this server runs in the process; it may then replace the global `Request` and `Response` by lighter ones. */
  readonly ownsProcess?: boolean
  /** The site that a fresh database gets. Default: `default`, with the server's own origin, closed for sign-up. */
  readonly defaultSite?: Omit<NewSite, 'isDefault'>
  /** Called when the server cannot go on: another one took its database while that was down. */
  readonly onLost?: (reason: Error) => void
}

/** A server that takes requests. */
export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly databaseUrl: string
  /** Where /metrics is answered, when the configuration says so. */
  readonly metricsUrl?: string
  /** What code in the same process may use beside HTTP, to fill a database. */
  readonly tools: ServerTools
  /** Ends streams and requests, then jobs, connections and the embedded database: within 10 seconds. */
  close(): Promise<void>
}

/** A disk is filled faster than anybody looks at metrics. */
const diskPauseMs = 1_000
/** Well below the time for which new secrets rest. */
const secretsPauseMs = 5_000

/** Starts everything in the order of need; what was started is stopped again when a later step fails.
 *  @throws ConfigError with one sentence for the operator. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const { log = createLog(), clock = Date.now } = options
  const shutdown = createShutdown(log)
  try {
    return await start(config, { ...options, log, clock }, shutdown)
  } catch (error) {
    await shutdown.run()
    throw describeFullDisk(error, config)
  }
}

function describeFullDisk(error: unknown, { dataDir, mediaDir }: Config): unknown {
  if (error instanceof ConfigError || problemOfError(error).code !== 'storage_full') return error
  const words = error instanceof Error ? error.message : String(error)
  return new ConfigError(`no space left under ${dataDir} or ${mediaDir}, make some and start again: ${words}`, {
    cause: error,
  })
}

async function start(
  config: Config,
  options: ServerOptions & { log: Log; clock: () => number },
  shutdown: Shutdown,
): Promise<RunningServer> {
  const { log, clock } = options
  const { limits } = config
  const places = { running: limits.requestsRunning, waiting: limits.requestsWaiting }

  // First, so that a port in use is told before a database is made.
  const doors = { api: createAdmission(places), signIn: createAdmission(places) }
  const requestMetrics = config.metrics && createRequestMetrics()
  const frontDoor = createFrontDoor({
    limits,
    log,
    admissions: doors,
    observer: requestMetrics,
    ownsProcess: options.ownsProcess ?? false,
  })
  const port = await frontDoor.listen(config.host, config.port)
  shutdown.add('connections', () => frontDoor.close(0), 500)
  const publicUrl = withPort(config.publicUrl, port)
  const mediaUrl = withPort(config.mediaUrl, port)

  const databaseUrl = config.databaseUrl ?? (await startOwnDatabase(config, options, shutdown))
  const httpDb = openPool(databaseUrl, 20, 'http', log, shutdown)
  const jobsDb = openPool(databaseUrl, 4, 'jobs', log, shutdown)
  const { db } = httpDb
  const ran = await migrate(db).catch((error: unknown) => Promise.reject(describeFailure(error, config)))
  if (ran.length > 0) log.info('database.migrated', { steps: ran })
  const secrets = await loadSecrets(db)
  const stopReloading = startSweeping([() => secrets.reload()], log, secretsPauseMs)
  shutdown.add('secrets', stopReloading, 500)
  // Of a database elsewhere the disk is not known.
  const diskGuard = config.databaseUrl === undefined ? createDiskGuard(config.dataDir, log) : undefined
  if (diskGuard) {
    await diskGuard.check()
    shutdown.add('disk guard', startSweeping([diskGuard.check], log, diskPauseMs), 500)
  }
  const pictures = openPictures(config)
  await claimMedia(db, pictures.mark)
  await ensureDefaultSite(db, options.defaultSite ?? { id: 'default', name: 'ai-feed', origins: [publicUrl] })

  const findClientAddress = createFindClientAddress(config.trustedProxies)
  const app = createApp({
    log,
    admission: doors.api,
    findClientAddress,
    observer: requestMetrics,
  })
  const askDatabase = async (): Promise<void> => void (await sql`select 1`.execute(db))
  app.route('/', systemRoutes({ limits, askDatabase, isClosing: shutdown.isRunning }))
  app.route('/', crawlerRoutes())
  app.route('/', openapiRoute(app, publicUrl))
  const embed = await findEmbedFiles()
  if (embed) app.route('/', embedRoutes({ embed, publicUrl, mediaUrl }))
  const features = await startFeatures({
    db,
    jobsDb,
    databaseUrl,
    secrets,
    limits,
    log,
    clock,
    publicUrl,
    mediaUrl,
    blobs: pictures.blobs,
    erasures: pictures.erasures,
    imagesAccount: config.images,
    moderationAccount: config.moderation,
    findClientAddress,
    isDiskFull: diskGuard?.isFull ?? (() => false),
    // The embedded database is locked for this process; one of the operator's may have several.
    isAlone: config.databaseUrl === undefined,
  })
  app.route('/', features.routes)

  // Streams would keep their connections open for ever: they end while the door waits for the other requests.
  shutdown.add('requests', () => Promise.all([frontDoor.close(3_000), features.close()]), 3_500)
  frontDoor.open({
    fetch: (request, bindings) => app.fetch(request, bindings),
    provider: features.provider,
    isForProvider: features.isForProvider,
  })
  const metrics =
    config.metrics &&
    requestMetrics &&
    (await startMetrics(config.metrics, {
      db,
      requests: requestMetrics,
      folders: findGrowingFolders(config),
      admissions: { api: doors.api.load, 'sign-in': doors.signIn.load },
      pools: { http: httpDb.load, jobs: jobsDb.load },
    }))
  if (metrics) shutdown.add('metrics', () => metrics.close(), 500)
  log.info('server.ready', { url: publicUrl, ...(metrics && { metrics: metrics.url }) })
  return {
    url: publicUrl,
    port,
    databaseUrl,
    tools: features.tools,
    ...(metrics && { metricsUrl: metrics.url }),
    close: () => shutdown.run(),
  }
}

async function startOwnDatabase(
  config: Config,
  options: ServerOptions & { log: Log },
  shutdown: Shutdown,
): Promise<string> {
  const { log, onLost } = options
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log, ...(onLost && { onLost }) })
  shutdown.add('embedded database', () => postgres.stop(), 4_000)
  return postgres.url
}

/** The first question to the operator's own database says whether it is there. */
function describeFailure(error: unknown, { databaseUrl }: Config): unknown {
  if (databaseUrl === undefined || error instanceof ConfigError) return error
  const reason = problemOfError(error).code === 'internal' ? 'used' : 'reached'
  const words = error instanceof AggregateError ? String(error.errors[0]) : String(error)
  return new ConfigError(`the database of DATABASE_URL cannot be ${reason}: ${words}`, { cause: error })
}

/** Opens a pool that is closed with the server. */
function openPool(url: string, max: number, name: string, log: Log, shutdown: Shutdown): Database {
  const database = openDatabase(url, { max, log, name: `ai-feed-${name}` })
  shutdown.add(`pool ${name}`, () => database.close(), 500)
  return database
}

/** Puts the port that the system chose into an origin that asked for any. */
function withPort(origin: string, port: number): string {
  return origin.replace(/:0$/, `:${port}`)
}
