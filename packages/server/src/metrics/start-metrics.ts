import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import { createDatabaseMetrics } from './database-metrics.js'
import { readLoad } from './load-metrics.js'
import type { Load } from './load-metrics.js'
import { readFreeBytes } from './disk-metrics.js'
import { startMetricsServer } from './metrics-server.js'
import type { MetricsServer } from './metrics-server.js'
import { watchProcess } from './process-metrics.js'
import type { RequestMetrics } from './request-metrics.js'

/** Starts answering GET /metrics with everything that is measured. */
export async function startMetrics(
  place: { readonly host: string; readonly port: number },
  {
    db,
    requests,
    folders,
    ...load
  }: Load & {
    db: Kysely<Schema>
    requests: RequestMetrics
    /** Whose disks may fill up, by name. */
    folders: Readonly<Record<string, string>>
  },
): Promise<MetricsServer> {
  const watched = watchProcess()
  const askDatabase = createDatabaseMetrics(db)
  const server = await startMetricsServer(place, async () => [
    ...requests.read(),
    ...readLoad(load),
    ...(await askDatabase()),
    ...watched.read(),
    await readFreeBytes(folders),
  ])
  return {
    url: server.url,
    async close() {
      watched.close()
      await server.close()
    },
  }
}
