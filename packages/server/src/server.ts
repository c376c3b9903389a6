import { sql } from 'kysely'
import { createAdmission } from './admission.js'
import { createApp } from './app.js'
import { createFindClientAddress } from './client-address.js'
import type { Config } from './config.js'
import { openDatabase } from './database/database.js'
import type { Database } from './database/database.js'
import { startEmbeddedPostgres } from './database/embedded-postgres.js'
import { claimMediaFolder } from './database/media-folder.js'
import { migrate } from './database/migrate.js'
import { loadSecrets } from './database/secrets.js'
import { embedRoutes } from './embed-routes.js'
import { findEmbedFiles } from './find-embed-files.js'
import { createFrontDoor } from './front-door.js'
import { createLog } from './log.js'
import type { Log } from './log.js'
import { openapiRoute } from './openapi-route.js'
import { createShutdown } from './shutdown.js'
import { createSignIn } from './sign-in.js'
import { ensureDefaultSite } from './sites/add-site.js'
import type { NewSite } from './sites/add-site.js'
import { systemRoutes } from './system-routes.js'

export interface ServerOptions {
  readonly log?: Log
  readonly clock?: () => number
  /** The site that a fresh database gets. Default: `default`, with the server's own origin, closed for sign-up. */
  readonly defaultSite?: Omit<NewSite, 'isDefault'>
  /** Called when the server cannot go on: another one took its database while that was down. */
  readonly onLost?: (reason: Error) => void
}

/** A server that takes requests. */
export interface RunningServer {
  readonly url: string
  readonly port: number
  /** The database in use, for an operator's tools in the same process. */
  readonly databaseUrl: string
  /** Ends streams and requests, then jobs, connections and the embedded database: within 10 seconds. */
  close(): Promise<void>
}

/** Starts everything in the order of need; what was started is stopped again when a later step fails.
 *  @throws ConfigError with one sentence for the operator. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const { log = createLog(), clock = Date.now } = options
  const shutdown = createShutdown(log)
  try {
    return await start(config, { ...options, log, clock }, shutdown)
  } catch (error) {
    await shutdown.run()
    throw error
  }
}

async function start(
  config: Config,
  options: ServerOptions & { log: Log; clock: () => number },
  shutdown: ReturnType<typeof createShutdown>,
): Promise<RunningServer> {
  const { log, clock } = options
  const { limits } = config
  const places = { running: limits.requestsRunning, waiting: limits.requestsWaiting }

  // First, so that a port in use is told before a database is made.
  const frontDoor = createFrontDoor({ limits, log, admission: createAdmission(places) })
  const port = await frontDoor.listen(config.host, config.port)
  shutdown.add('front door', () => frontDoor.close(3_000), 3_500)
  const publicUrl = withPort(config.publicUrl, port)

  const databaseUrl = config.databaseUrl ?? (await startOwnDatabase(config, options, shutdown))
  const { db } = openPool(databaseUrl, 20, 'http', log, shutdown)
  const ran = await migrate(db)
  if (ran.length > 0) log.info('database.migrated', { steps: ran })
  const secrets = await loadSecrets(db)
  await claimMediaFolder(db, config.mediaDir)
  await ensureDefaultSite(db, options.defaultSite ?? { id: 'default', name: 'ai-feed', origins: [publicUrl] })

  const app = createApp({
    log,
    admission: createAdmission(places),
    findClientAddress: createFindClientAddress(config.trustedProxies),
  })
  const askDatabase = async (): Promise<void> => void (await sql`select 1`.execute(db))
  app.route('/', systemRoutes({ limits, askDatabase, isClosing: shutdown.isRunning }))
  app.route('/', openapiRoute(app, publicUrl))
  const embed = await findEmbedFiles()
  if (embed) app.route('/', embedRoutes(embed))

  const signIn = createSignIn({ db, publicUrl, secrets, limits, log, clock })
  app.use('/v1/*', signIn.authenticate)
  app.route('/', signIn.routes)

  const { provider, isForProvider } = signIn
  frontDoor.open({ fetch: (request, bindings) => app.fetch(request, bindings), provider, isForProvider })
  log.info('server.ready', { url: publicUrl })
  return { url: publicUrl, port, databaseUrl, close: () => shutdown.run() }
}

async function startOwnDatabase(
  config: Config,
  options: ServerOptions & { log: Log },
  shutdown: ReturnType<typeof createShutdown>,
): Promise<string> {
  const { log, onLost } = options
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log, ...(onLost && { onLost }) })
  shutdown.add('embedded database', () => postgres.stop(), 5_000)
  return postgres.url
}

/** Opens a pool that is closed with the server. */
function openPool(
  url: string,
  max: number,
  name: string,
  log: Log,
  shutdown: ReturnType<typeof createShutdown>,
): Database {
  const database = openDatabase(url, { max, log, name: `ai-feed-${name}` })
  shutdown.add(`pool ${name}`, () => database.close(), 1_000)
  return database
}

/** Puts the port that the system chose into an origin that asked for any. */
function withPort(origin: string, port: number): string {
  return origin.replace(/:0$/, `:${port}`)
}
