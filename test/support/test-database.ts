import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { startEmbeddedPostgres } from '../../packages/server/dist/database/embedded-postgres.js'
import { migrate } from '../../packages/server/dist/database/migrate.js'
import { migrations } from '../../packages/server/dist/database/migrations.js'
import { createLog } from '../../packages/server/dist/log.js'

/** An empty database with all tables. */
export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** Makes a database of its own on the cluster of this test run: that of TEST_POSTGRES_URL, else one that is
 *  stopped at the end of the test file. It is copied from a template, which takes some 50 ms. */
export async function makeTestDatabase(): Promise<TestDatabase> {
  const clusterUrl = process.env['TEST_POSTGRES_URL'] ?? (await (ownCluster ??= startOwnCluster())).url
  const name = `test_${randomBytes(8).toString('hex')}`
  await withClient(clusterUrl, async (client) => {
    const template = await makeTemplate(client, clusterUrl)
    await client.query(`create database ${name} template ${template} strategy wal_log`)
  })
  return {
    url: withDatabase(clusterUrl, name),
    drop: () =>
      withClient(
        clusterUrl,
        async (client) => void (await client.query(`drop database if exists ${name} with (force)`)),
      ),
  }
}

/** The template is named after the migrations: other migrations make another one. */
async function makeTemplate(client: pg.Client, clusterUrl: string): Promise<string> {
  const name = `template_${createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)}`
  const finished = `select from pg_database where datname = '${name}' and datistemplate`
  if ((await client.query(finished)).rowCount !== 0) return name
  await client.query('select pg_advisory_lock(734501)')
  try {
    if ((await client.query(finished)).rowCount !== 0) return name
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name}`)
    const { db, close } = openDatabase(withDatabase(clusterUrl, name), { max: 1 })
    await migrate(db)
    await close()
    await client.query(`alter database ${name} is_template true`)
    return name
  } finally {
    await client.query('select pg_advisory_unlock(734501)')
  }
}

interface OwnCluster {
  readonly url: string
  stop(): Promise<void>
}

let ownCluster: Promise<OwnCluster> | undefined

// Registered while the test file is imported, so it runs after everything else in that file.
after(async () => (await ownCluster)?.stop())

async function startOwnCluster(): Promise<OwnCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ai-feed-test-postgres-'))
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLog({ write: () => {} }) })
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, name: string): string {
  const [address = '', query] = url.split('?')
  return `${address.slice(0, address.lastIndexOf('/'))}/${name}${query === undefined ? '' : `?${query}`}`
}
