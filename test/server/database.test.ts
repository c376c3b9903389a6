import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '@ai-feed/server'
import type { Database } from '@ai-feed/server'
import { createFolderMark } from '../../packages/server/dist/database/media-folder.js'
import { claimMedia } from '../../packages/server/dist/database/media-mark.js'
import { migrate } from '../../packages/server/dist/database/migrate.js'
import { migrations } from '../../packages/server/dist/database/migrations.js'
import { loadSecrets } from '../../packages/server/dist/database/secrets.js'
import { addSite, ensureDefaultSite } from '../../packages/server/dist/sites/add-site.js'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

describe('the database', () => {
  let test: TestDatabase
  let database: Database
  before(async () => {
    test = await makeTestDatabase()
    database = openDatabase(test.url, { max: 4 })
  })
  after(async () => {
    await database.close()
    await test.drop()
  })

  it('holds every connection to short statements and numbers as numbers', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select current_setting('statement_timeout') as statement, current_setting('jit') as jit,
        current_setting('idle_in_transaction_session_timeout') as idle, current_setting('timezone') as zone,
        9007199254740991::bigint as big, date '2026-02-03' as day`.execute(database.db)

    assert.deepEqual(rows, [
      { statement: '5s', jit: 'off', idle: '5s', zone: 'UTC', big: 9_007_199_254_740_991, day: '2026-02-03' },
    ])
  })

  it('reads instants to the millisecond, and those outside of our time', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select timestamptz '2026-02-03 04:05:06.789999+00' as cut, timestamptz '2026-02-03 04:05:06Z' as whole,
        timestamptz '2026-02-03 04:05:06.28Z' as short, timestamptz '0001-01-01 00:00Z' as first,
        timestamptz '0044-03-15 12:00Z BC' as ancient, timestamptz '12026-02-03Z' as late,
        timestamptz 'infinity' as never, null::timestamptz as nothing`.execute(database.db)

    assert.deepEqual(rows, [
      {
        cut: new Date('2026-02-03T04:05:06.789Z'),
        whole: new Date('2026-02-03T04:05:06Z'),
        short: new Date('2026-02-03T04:05:06.280Z'),
        first: new Date('0001-01-01T00:00:00Z'),
        ancient: new Date('-000043-03-15T12:00:00Z'),
        late: new Date('+012026-02-03T00:00:00Z'),
        never: Infinity,
        nothing: null,
      },
    ])
  })

  it('survives that its connections are cut', async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.db)
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.db).catch(() => undefined)

    const ask = (): Promise<unknown> => sql`select 1 as one`.execute(database.db).then(({ rows }) => rows)
    let rows: unknown
    while (rows === undefined) rows = await ask().catch(() => undefined)

    assert.deepEqual(rows, [{ one: 1 }])
  })

  it('gives the rows of every statement', async () => {
    const { rows } = await database.executeSql('begin; select 1 as n; select 2 as n; commit')

    assert.deepEqual(rows, [{ n: 1 }, { n: 2 }])
  })

  describe('migrate', () => {
    it('does nothing on a database that is up to date', async () => {
      assert.deepEqual(await migrate(database.db), [])
    })

    // Steps that come after those of this release.
    const known = migrations.length
    const stepsUpTo = (last: number) =>
      Array.from({ length: last }, (_unused, index) => ({ id: index + 1, statements: ['select 1'] }))

    it('runs what is missing, once, though four processes start together', async () => {
      const steps = [
        ...stepsUpTo(known),
        { id: known + 1, statements: ['create table first (n int)', 'select pg_sleep(0.05)'] },
        { id: known + 2, statements: ['create table second (n int); insert into second values (3)'] },
      ]

      const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(database.db, steps)))

      assert.deepEqual(ran.flat().toSorted(), [known + 1, known + 2])
    })

    it('leaves the step before when one is cut, and goes on from there', async () => {
      const steps = stepsUpTo(known + 2)
      const killed = {
        id: known + 3,
        statements: ['create table third (n int)', 'select pg_terminate_backend(pg_backend_pid())'],
      }
      await assert.rejects(migrate(database.db, [...steps, killed]))
      const { rows } = await sql<{ third: string | null }>`select to_regclass('third') as third`.execute(database.db)
      assert.deepEqual(rows, [{ third: null }])

      const ran = await migrate(database.db, [...steps, { id: known + 3, statements: ['create table third (n int)'] }])

      assert.deepEqual(ran, [known + 3])
    })

    it('refuses a database of a newer release in one sentence', async () => {
      await assert.rejects(migrate(database.db, stepsUpTo(1)), {
        name: 'ConfigError',
        message: `the database is at version ${known + 3} and this release knows 1: start the newer release`,
      })
    })
  })

  describe('secrets', () => {
    it('are the same for all who start together, and later', async () => {
      const loaded = await Promise.all([1, 2, 3].map(() => loadSecrets(database.db)))
      const later = await loadSecrets(database.db)

      for (const name of ['cookie', 'nonce', 'media-url', 'cursor', 'end-user', 'oidc-jwks'] as const) {
        for (const secrets of loaded) assert.deepEqual(secrets.all(name), later.all(name))
        assert.equal(later.all(name).length, 1)
      }
      assert.equal(later.current('cookie').length, 32)
      assert.notDeepEqual(later.current('cookie'), later.current('nonce'))
      assert.equal((JSON.parse(later.current('oidc-jwks').toString()) as { crv: string }).crv, 'P-256')
    })

    it('are valid in two versions while one replaces the other, the new one first once all know it', async () => {
      const old = (await loadSecrets(database.db)).current('cursor')
      const fresh = Buffer.alloc(32, 7)
      await database.db.insertInto('secrets').values({ name: 'cursor', version: 2, value: fresh }).execute()
      assert.deepEqual((await loadSecrets(database.db)).all('cursor'), [old, fresh])

      await sql`update secrets set created_at = now() - interval '1 hour' where name = 'cursor'`.execute(database.db)
      assert.deepEqual((await loadSecrets(database.db)).all('cursor'), [fresh, old])

      await sql`update secrets set retired_at = now() where name = 'cursor' and version = 1`.execute(database.db)

      assert.deepEqual((await loadSecrets(database.db)).all('cursor'), [fresh])
    })
  })

  describe('the media folder', () => {
    let home: string
    before(async () => {
      home = await mkdtemp(join(tmpdir(), 'ai-feed-media-'))
    })
    after(() => rm(home, { recursive: true, force: true }))

    it('gets the id of its database and keeps it', async () => {
      await claimMedia(database.db, createFolderMark(join(home, 'a')))
      await claimMedia(database.db, createFolderMark(join(home, 'a')))
    })

    it('is refused when it belongs to another database', async () => {
      const foreign = join(home, 'a')
      await writeFile(join(foreign, '.ai-feed-media'), 'another\n')

      await assert.rejects(claimMedia(database.db, createFolderMark(foreign)), {
        message: /belongs to another database/,
      })
    })

    it('is refused when it is empty though there are pictures', async () => {
      await addSite(database.db, { id: 'pictures', name: 'P', origins: [] })
      await sql`with author as (insert into users (site_id, handle, handle_key) values ('pictures', 'anna', 'anna') returning id)
        insert into media (site_id, owner_id, width, height, widths, bytes, thumbhash, sha256, provenance)
        select 'pictures', id, 1, 1, '{1}', 1, '', '', '{}' from author`.execute(database.db)

      await assert.rejects(claimMedia(database.db, createFolderMark(join(home, 'empty'))), { message: /not the one/ })
    })
  })

  describe('sites', () => {
    it('take new origins and lose those that are not named again', async () => {
      await addSite(database.db, { id: 'shop', name: 'Shop', origins: ['https://a.example', 'https://b.example'] })
      await addSite(database.db, {
        id: 'shop',
        name: 'Shop 2',
        origins: ['https://b.example/', 'http://localhost:3000'],
      })

      const rows = await database.db.selectFrom('site_origins').select('origin').where('site_id', '=', 'shop').execute()
      assert.deepEqual(rows.map((row) => row.origin).toSorted(), ['http://localhost:3000', 'https://b.example'])
    })

    for (const origin of [
      'http://a.example',
      'https://a.example/path',
      'null',
      '*',
      'https://*.example',
      'javascript:1',
    ]) {
      it(`refuse the origin ${origin}`, async () => {
        await assert.rejects(addSite(database.db, { id: 'shop', name: 'Shop', origins: [origin] }), {
          name: 'ConfigError',
        })
      })
    }

    it('keep the default site that is there', async () => {
      await ensureDefaultSite(database.db, { id: 'first', name: 'First', origins: [] })
      await ensureDefaultSite(database.db, { id: 'second', name: 'Second', origins: [] })

      const rows = await database.db.selectFrom('sites').select('id').where('is_default', '=', true).execute()
      assert.deepEqual(rows, [{ id: 'first' }])
    })
  })
})
