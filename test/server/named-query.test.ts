import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { namedQuery } from '../../packages/server/dist/database/named-query.js'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

describe('named queries', () => {
  let database: TestDatabase
  let pool: Database
  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 1 })
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  it('are written once and prepared once on a connection, with other values each time', async () => {
    let written = 0
    const add = namedQuery<{ a: number; b: number }, { sum: number }>('test.add', (value) => {
      written += 1
      return sql`select ${value('a')}::int + ${value('b')}::int + ${value('a')}::int as sum`
    })

    const sums = [await add(pool.db, { a: 1, b: 2 }), await add(pool.db, { a: 10, b: 20 })]
    const inside = await pool.db.transaction().execute((trx) => add(trx, { a: 0, b: 5 }))

    assert.deepEqual([...sums, inside], [[{ sum: 4 }], [{ sum: 40 }], [{ sum: 5 }]])
    assert.equal(written, 1)
    const { rows } = await sql<{ name: string }>`select name from pg_prepared_statements`.execute(pool.db)
    assert.deepEqual(rows, [{ name: 'test.add' }])
  })
})
