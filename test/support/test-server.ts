import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import type { Config } from '../../packages/server/dist/config.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import { createLog } from '../../packages/server/dist/log.js'
import { startServer } from '../../packages/server/dist/server.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import type { NewSite } from '../../packages/server/dist/sites/add-site.js'
import { makeTestDatabase } from './test-database.ts'

/** The origins of the default site's pages, and that of the site `other`. Nothing listens there. */
export const testOrigins = ['http://127.0.0.1:1', 'http://localhost:1'] as const
export const otherOrigin = 'http://127.0.0.1:2'

export interface TestServerOptions {
  /** More sites beside `default` and `other`. */
  readonly sites?: readonly NewSite[]
  readonly limits?: Partial<Limits>
  readonly clock?: () => number
  readonly config?: Partial<Config>
}

/** A whole server in this process, on a database and folders of its own. */
export interface TestServer {
  readonly url: string
  readonly db: Kysely<Schema>
  readonly databaseUrl: string
  readonly config: Config
  /** Every log record so far. */
  readonly logs: readonly Record<string, unknown>[]
  /** fetch with a path. */
  get(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

const sites: readonly NewSite[] = [
  { id: 'default', name: 'Default site', origins: testOrigins, signUp: 'open', isDefault: true },
  { id: 'other', name: 'Other site', origins: [otherOrigin], signUp: 'open' },
]

/** Starts a server with the sites `default` and `other`, both open for sign-up. Close it in `after`. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await makeTestDatabase()
  const { db, close: closePool } = openDatabase(database.url, { max: 4 })
  for (const site of [...sites, ...(options.sites ?? [])]) await addSite(db, site)

  const folder = await mkdtemp(join(tmpdir(), 'ai-feed-test-'))
  const config = testConfig(
    { dataDir: folder, mediaDir: join(folder, 'media'), databaseUrl: database.url, ...options.config },
    options.limits,
  )
  const logs: Record<string, unknown>[] = []
  const log = createLog({ write: (line) => void logs.push(JSON.parse(line) as Record<string, unknown>) })
  const server = await startServer(config, { log, ...(options.clock && { clock: options.clock }) })

  return {
    url: server.url,
    db,
    databaseUrl: database.url,
    config: { ...config, port: server.port, publicUrl: server.url, mediaUrl: server.url },
    logs,
    get: (path, init) => fetch(server.url + path, init),
    async close() {
      await server.close()
      await closePool()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A configuration on any free port. */
export function testConfig(
  config: Partial<Config> & Pick<Config, 'dataDir' | 'mediaDir'>,
  limits: Partial<Limits> = {},
): Config {
  return {
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:0',
    mediaUrl: 'http://127.0.0.1:0',
    trustedProxies: [],
    limits: { ...defaultLimits, ...limits },
    ...config,
  }
}

/** A server in a process of its own, to be killed. */
export interface SpawnedServer {
  readonly url: string
  readonly child: ChildProcess
  /** Everything that it wrote. */
  output(): string
  /** Sends a signal and waits for the end. @returns the exit code, or the signal. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
}

/** The command `ai-feed-server`. */
export const mainFile = new URL('../../packages/server/dist/main.js', import.meta.url).pathname

/** Starts `ai-feed-server start` as a child process on a free port and waits until it is ready.
 *  @param env DATABASE_URL for a database of the test; without it the server runs its own in AI_FEED_DATA_DIR.
 *  @throws when it ends before it is ready, with what it wrote. */
export async function spawnTestServer(env: Readonly<Record<string, string>>): Promise<SpawnedServer> {
  const port = env['PORT'] ?? String(await findFreePort())
  const child = spawn(process.execPath, [mainFile, 'start'], {
    env: serverEnvironment({ ...env, PORT: port }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (written += chunk.toString()))
  const ended = new Promise<number | NodeJS.Signals | null>((done) =>
    child.once('close', (code, signal) => done(code ?? signal)),
  )

  await new Promise<void>((done, fail) => {
    child.stdout.on('data', () => written.includes('"server.ready"') && done())
    void ended.then((result) => fail(new Error(`server ended with ${result}: ${written}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    output: () => written,
    end(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** The environment of a process of the server: its own settings, and nothing that whoever runs the tests has set. */
export function serverEnvironment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], ...env }
}

/** Finds a port that nobody listens on right now. */
export async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** A key for one write. */
export function newKey(): string {
  return randomBytes(12).toString('base64url')
}
