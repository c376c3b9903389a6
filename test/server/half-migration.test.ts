import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { migrate } from '../../packages/server/dist/database/migrate.js'
import { migrations } from '../../packages/server/dist/database/migrations.js'
import { makeTestDatabase } from '../support/test-database.ts'
import { mainFile, spawnTestServer } from '../support/test-server.ts'

describe('a start that is killed in the middle of a migration', () => {
  it('leaves the step before it whole, and the next start goes on from there', async () => {
    const database = await makeTestDatabase()
    const dataDir = await mkdtemp(join(tmpdir(), 'ai-feed-half-'))
    const env = { DATABASE_URL: database.url, AI_FEED_DATA_DIR: dataDir }
    const admin = new pg.Client({ connectionString: database.url })
    await admin.connect()
    const ask = async (text: string): Promise<unknown> => (await admin.query<{ n: unknown }>(text)).rows[0]?.n
    const isWaiting = async (): Promise<boolean> =>
      (await ask(
        `select exists (select from pg_locks where not granted and relation = 'reactions'::regclass) as n`,
      )) === true
    await admin.query('drop schema public cascade; create schema public')
    const { db, close } = openDatabase(database.url, { max: 1 })
    await migrate(db, migrations.slice(0, 1))
    await close()
    // The second step changes this table, so it waits here, half done, when it is killed.
    await admin.query('begin; lock table reactions in access share mode')
    const child = spawn(process.execPath, [mainFile, 'start'], {
      env: { ...process.env, ...env, PORT: '0' },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    while (!(await isWaiting())) await delay(20)
    child.kill('SIGKILL')
    await ended
    await admin.query('rollback')
    while (await isWaiting()) await delay(20)
    assert.equal(await ask(`select to_regclass('public.follows') as n`), null)
    assert.equal(await ask('select max(id) as n from migrations'), 1)

    const server = await spawnTestServer(env)
    assert.equal(await ask('select max(id) as n from migrations'), migrations.at(-1)?.id)
    assert.equal((await fetch(`${server.url}/v1/feeds/explore`)).status, 200)

    await server.end('SIGTERM')
    await admin.end()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
})
