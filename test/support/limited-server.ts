import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Limits } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { makeTestDatabase } from './test-database.ts'
import { otherOrigin, spawnTestServer, testOrigins } from './test-server.ts'

/** A server in a process of its own that reads its limits from AI_FEED_LIMITS, as an operator would give them. */
export interface LimitedServer {
  readonly url: string
  readonly db: Kysely<Schema>
  readonly pid: number
  /** fetch with a path. */
  get(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** Starts one with the sites `default` and `other`, both open for sign-up. Close it in `after`. */
export async function startLimitedServer(
  limits: Partial<Limits>,
  env: Readonly<Record<string, string>> = {},
): Promise<LimitedServer> {
  const database = await makeTestDatabase()
  const { db, close } = openDatabase(database.url, { max: 2 })
  await addSite(db, { id: 'default', name: 'Default', origins: testOrigins, signUp: 'open', isDefault: true })
  await addSite(db, { id: 'other', name: 'Other', origins: [otherOrigin], signUp: 'open' })
  const folder = await mkdtemp(join(tmpdir(), 'ai-feed-limits-'))
  const file = join(folder, 'limits.json')
  await writeFile(file, JSON.stringify(limits))
  const paths = { AI_FEED_DATA_DIR: join(folder, 'data'), AI_FEED_MEDIA: join(folder, 'media'), AI_FEED_LIMITS: file }
  const server = await spawnTestServer({ DATABASE_URL: database.url, ...paths, ...env })
  return {
    url: server.url,
    db,
    pid: server.child.pid ?? 0,
    get: (path, init) => fetch(server.url + path, init),
    async close() {
      await server.end('SIGTERM')
      await close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
