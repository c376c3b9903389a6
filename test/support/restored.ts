import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../packages/server/dist/config.js'
import { makeTestDatabase } from './test-database.ts'
import { testConfig } from './test-server.ts'

/** A place to restore into: an empty database and an empty folder below `parent`. */
export async function makePlace(
  parent: string,
  config: Partial<Config> = {},
): Promise<{ config: Config; drop: () => Promise<void> }> {
  const { url: databaseUrl, drop } = await makeTestDatabase()
  const dataDir = await mkdtemp(join(parent, 'place-'))
  return { config: testConfig({ dataDir, mediaDir: join(dataDir, 'media'), databaseUrl, ...config }), drop }
}
