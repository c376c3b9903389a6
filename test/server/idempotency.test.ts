import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { runOnce, sweepIdempotency } from '../../packages/server/dist/database/idempotency.js'
import type { Made, OnceRequest } from '../../packages/server/dist/database/idempotency.js'
import { insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'
const made: Made = { kind: 'post', id: 'p1', status: 201 }

describe('runOnce()', () => {
  let database: TestDatabase
  let pool: Database
  let userId: string

  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 20 })
    userId = await insertUser(pool.db, siteId, 'anna')
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  const request = (key: string, changes: Partial<OnceRequest> = {}): OnceRequest => ({
    viewer: { siteId, userId },
    key,
    route: 'POST /v1/posts',
    body: Buffer.from('{"text":"hello"}'),
    ...changes,
  })

  it('runs the work once and repeats what it made', async () => {
    let runs = 0
    const work = async (): Promise<Made> => ({ ...made, id: `p${(runs += 1)}` })

    const first = await runOnce(pool.db, request('again'), work)
    const second = await runOnce(pool.db, request('again'), work)

    assert.deepEqual(first, { ...made, isReplay: false })
    assert.deepEqual(second, { ...made, isReplay: true })
    assert.equal(runs, 1)
  })

  it('runs the work once for ten requests at the same time', async () => {
    let runs = 0
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        runOnce(pool.db, request('crowd'), async (trx) => {
          await sql`select pg_sleep(0.05)`.execute(trx)
          return { ...made, id: `c${(runs += 1)}` }
        }),
      ),
    )

    assert.equal(runs, 1)
    assert.deepEqual(new Set(results.map(({ id }) => id)), new Set(['c1']))
    assert.equal(results.filter(({ isReplay }) => !isReplay).length, 1)
  })

  for (const [name, changes] of [
    ['another body', { body: Buffer.from('{"text":"other"}') }],
    ['another route', { route: 'POST /v1/generations' }],
  ] as const) {
    it(`refuses a key that comes again with ${name}`, async () => {
      const key = `mismatch-${name.length}`
      await runOnce(pool.db, request(key), async () => made)

      await assert.rejects(
        runOnce(pool.db, request(key, changes), async () => made),
        { code: 'idempotency_mismatch' },
      )
    })
  }

  it('waits two seconds for the same request and then says that it is in progress', async () => {
    const started = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const first = runOnce(pool.db, request('slow'), async () => {
      started.resolve()
      await release.promise
      return made
    })
    await started.promise
    const beganMs = performance.now()

    await assert.rejects(
      runOnce(pool.db, request('slow'), async () => made),
      { code: 'idempotency_in_progress' },
    )
    const waitedMs = performance.now() - beganMs
    release.resolve()
    await first

    assert.ok(waitedMs > 1_900, `waited ${waitedMs} ms`)
    assert.equal((await runOnce(pool.db, request('slow'), async () => made)).isReplay, true)
  })

  it('lends its patience to nothing that the work does', async () => {
    const settings: unknown[] = []
    await runOnce(pool.db, request('patient'), async (trx) => {
      settings.push(...(await sql`select current_setting('lock_timeout') as patience`.execute(trx)).rows)
      return made
    })

    assert.deepEqual(settings, [{ patience: '0' }])
  })

  it('remembers nothing of a refusal, so that the key can be used again', async () => {
    await assert.rejects(
      runOnce(pool.db, request('refused'), async () => Promise.reject(new Error('no'))),
      { message: 'no' },
    )

    assert.equal((await runOnce(pool.db, request('refused'), async () => made)).isReplay, false)
  })

  it('keeps the keys of two users apart', async () => {
    const otherId = await insertUser(pool.db, 'other', 'anna')
    await runOnce(pool.db, request('shared'), async () => made)

    const result = await runOnce(
      pool.db,
      request('shared', { viewer: { siteId: 'other', userId: otherId } }),
      async () => made,
    )

    assert.equal(result.isReplay, false)
  })

  it('forgets keys after fourteen days and not before', async () => {
    await runOnce(pool.db, request('old'), async () => made)
    await runOnce(pool.db, request('young'), async () => made)
    await sql`update idempotency set created_at = now() - interval '14 days 1 minute' where key = 'old'`.execute(
      pool.db,
    )
    await sql`update idempotency set created_at = now() - interval '13 days 23 hours' where key = 'young'`.execute(
      pool.db,
    )

    assert.equal(await sweepIdempotency(pool.db), 1)

    assert.equal((await runOnce(pool.db, request('young'), async () => made)).isReplay, true)
    assert.equal((await runOnce(pool.db, request('old'), async () => made)).isReplay, false)
  })
})
