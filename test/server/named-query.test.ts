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

  it('gives values of every kind as they are stored', async () => {
    const words = ['plain', 'a "quoted" one', String.raw`back\slash`, 'comma, {brace}', '', 'null']
    const echo = namedQuery<{ words: readonly string[]; number: number; yes: boolean }, Record<string, unknown>>(
      'test.echo',
      (value) => sql`select ${value('words')}::text[] as words, ${value('number')}::float8 as number,
        ${value('yes')}::bool as yes, 9007199254740991::bigint as big, null::text as nothing,
        '{"a": [1]}'::jsonb as json, timestamptz '2026-02-03 04:05:06Z' as at`,
    )
    const wanted = { big: 9_007_199_254_740_991, nothing: null, json: { a: [1] }, at: new Date('2026-02-03T04:05:06Z') }

    const first = await echo(pool.db, { words, number: -1.5, yes: true })
    const second = await echo(pool.db, { words: [], number: 1e21, yes: false })

    assert.deepEqual(first, [{ words, number: -1.5, yes: true, ...wanted }])
    assert.deepEqual(second, [{ words: [], number: 1e21, yes: false, ...wanted }])
  })

  it('leave their connection in order when a value is refused', async () => {
    const halve = namedQuery<{ text: string }, { half: number }>(
      'test.halve',
      (value) => sql`select 1.0::float8 / ${value('text')}::int as half from generate_series(1, 2)`,
    )
    for (const text of ['no number', '0', 'no number']) await assert.rejects(halve(pool.db, { text }))

    const [row, other] = await Promise.all([halve(pool.db, { text: '2' }), halve(pool.db, { text: '4' })])

    assert.deepEqual([row, other], [Array(2).fill({ half: 0.5 }), Array(2).fill({ half: 0.25 })])
  })

  it('let others have the only connection in between', async () => {
    const double = namedQuery<{ n: number }, { twice: number }>(
      'test.double',
      (value) => sql`select ${value('n')}::int * 2 as twice`,
    )
    const askTwice = async (n: number): Promise<number> => {
      const [first] = await double(pool.db, { n })
      const [second] = await double(pool.db, { n: first?.twice ?? 0 })
      return second?.twice ?? 0
    }
    const others = [1, 2, 3].map((n) =>
      pool.db.transaction().execute(async (trx) => (await double(trx, { n }))[0]?.twice),
    )

    assert.deepEqual(await Promise.all([1, 2, 3].map(askTwice)), [4, 8, 12])
    assert.deepEqual(await Promise.all(others), [2, 4, 6])
    assert.equal(pool.load().waiting, 0)
  })

  it('find their columns anew on every connection', async () => {
    const backend = namedQuery<object, { id: number }>('test.backend', () => sql`select pg_backend_pid() as id`)
    const [{ id: first } = { id: 0 }] = await backend(pool.db, {})
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(pool.db).catch(() => undefined)

    // The pool may hear of the cut a moment later.
    const ask = (): Promise<{ id: number }[] | undefined> => backend(pool.db, {}).catch(() => undefined)
    let rows = await ask()
    while (rows === undefined) rows = await ask()

    assert.ok(first > 0)
    assert.notEqual(rows[0]?.id, first)
  })
})
