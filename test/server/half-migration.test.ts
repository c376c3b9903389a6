import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import pg from 'pg'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import { migrate } from '../../packages/server/dist/database/migrate.js'
import { migrations } from '../../packages/server/dist/database/migrations.js'
import { pollUntil } from '../support/poll.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import { mainFile, serverEnvironment, spawnTestServer } from '../support/test-server.ts'

/** Any number: whoever holds this lock holds migrations up. */
const HELD = 7_345_020

/** Makes every change of a table, and every new index, wait for the lock: the middle of a step. */
const holdUp = `
  create schema hold;
  create function hold.wait() returns event_trigger language plpgsql as $$
  begin perform pg_advisory_xact_lock(${HELD}); end $$;
  create event trigger hold on ddl_command_end when tag in ('CREATE INDEX', 'ALTER TABLE') execute function hold.wait()`

describe('a start that is killed in the middle of a migration', () => {
  for (const { id } of migrations) {
    it(`leaves what was before step ${id} whole, and the next start goes on from there`, async () => {
      const database = await makeTestDatabase()
      const dataDir = await mkdtemp(join(tmpdir(), 'ai-feed-half-'))
      const env = { DATABASE_URL: database.url, AI_FEED_DATA_DIR: dataDir }
      const admin = new pg.Client({ connectionString: database.url })
      await admin.connect()
      const ask = async (text: string): Promise<unknown> => (await admin.query<{ n: unknown }>(text)).rows[0]?.n
      const describeAll = () =>
        ask(`select string_agg(attrelid::regclass || '.' || attname, ' ' order by attrelid::regclass::text, attname) as n
          from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 and not attisdropped`)
      const countWaiting = async (): Promise<number> =>
        Number(
          await ask(`select count(*) as n from pg_locks where locktype = 'advisory' and not granted
          and objid = ${HELD} and database = (select oid from pg_database where datname = current_database())`),
        )

      await admin.query('drop schema public cascade; create schema public')
      const { db, close } = openDatabase(database.url, { max: 1 })
      await migrate(db, migrations.slice(0, id - 1))
      await close()
      const before = await describeAll()
      await admin.query(`${holdUp}; select pg_advisory_lock(${HELD})`)
      const child = spawn(process.execPath, [mainFile, 'start'], {
        env: serverEnvironment({ ...env, PORT: '0' }),
        stdio: 'ignore',
      })
      const ended = once(child, 'exit')
      await pollUntil(async () => (await countWaiting()) > 0)
      child.kill('SIGKILL')
      await ended
      // PostgreSQL notices that nobody is there once the statement is over.
      await admin.query(`select pg_advisory_unlock(${HELD})`)
      const others = `select count(*)::int as n from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
      await pollUntil(async () => (await ask(others)) === 0)
      await admin.query('drop event trigger hold; drop schema hold cascade')
      assert.equal(await describeAll(), before)

      const server = await spawnTestServer(env)
      assert.equal(await ask('select max(id) as n from migrations'), migrations.at(-1)?.id)
      assert.equal((await fetch(`${server.url}/v1/feeds/explore`)).status, 200)

      await server.end('SIGTERM')
      await admin.end()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    })
  }
})
