import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { startRoundRobin } from './round-robin.ts'
import type { RoundRobin } from './round-robin.ts'
import { makeTestDatabase } from './test-database.ts'
import { findFreePort, spawnTestServer } from './test-server.ts'
import type { SpawnedServer } from './test-server.ts'

/** Two server processes on one database and one folder of pictures, behind a balancer without sticky sessions. */
export interface ServerPair {
  /** Of the balancer. */
  readonly url: string
  readonly db: Kysely<Schema>
  readonly balancer: RoundRobin
  readonly servers: readonly SpawnedServer[]
  /** Kills one with SIGKILL; requests go to the other one until it is started again. */
  kill(index: 0 | 1): Promise<void>
  restart(index: 0 | 1): Promise<void>
  close(): Promise<void>
}

/** Starts a pair with one open site whose page is the balancer's own origin.
 *  @param limits replaces some of the limits, on both. */
export async function startServerPair(limits: Readonly<Record<string, number>> = {}): Promise<ServerPair> {
  const database = await makeTestDatabase()
  const { db, close: closePool } = openDatabase(database.url, { max: 2 })
  const folder = await mkdtemp(join(tmpdir(), 'ai-feed-pair-'))
  const balancer = await startRoundRobin(await findFreePort())
  await addSite(db, { id: 'default', name: 'Pair', origins: [balancer.url], signUp: 'open', isDefault: true })
  const limitsFile = join(folder, 'limits.json')
  await writeFile(limitsFile, JSON.stringify(limits))
  const env = {
    DATABASE_URL: database.url,
    PUBLIC_URL: balancer.url,
    AI_FEED_DATA_DIR: join(folder, 'data'),
    AI_FEED_MEDIA: join(folder, 'media'),
    AI_FEED_PROXY: '127.0.0.1',
    AI_FEED_LIMITS: limitsFile,
  }
  const servers = await Promise.all([spawnTestServer(env), spawnTestServer(env)])
  const aim = (): void => balancer.aim(servers.map((server) => server.url))
  aim()

  return {
    url: balancer.url,
    db,
    balancer,
    servers,
    kill: async (index) => void (await servers[index]?.end('SIGKILL')),
    async restart(index) {
      servers[index] = await spawnTestServer(env)
      aim()
    },
    async close() {
      await balancer.close()
      await Promise.all(servers.map((server) => server.end('SIGTERM')))
      await closePool()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
