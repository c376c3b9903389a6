import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { handleKey } from '../../packages/server/dist/accounts/handle.js'
import { allCounters, recount } from '../../packages/server/dist/doctor/counters.js'
import { seed } from '../bench/seed.mjs'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

describe('the seeding of a database', () => {
  let database: TestDatabase
  let client: pg.Client
  let fresh: string[]
  before(async () => {
    database = await makeTestDatabase()
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
    fresh = await indexes()
    await seed(database.url, { posts: 400, users: 60, follows: 5 })
  })
  after(async () => {
    await client.end()
    await database.drop()
  })

  const indexes = async (): Promise<string[]> => {
    const { rows } = await client.query<{ definition: string }>(
      `select indexdef as definition from pg_indexes where schemaname = 'public' order by indexname`,
    )
    return rows.map(({ definition }) => definition)
  }

  it('leaves every index as it was', async () => {
    assert.deepEqual(await indexes(), fresh)
  })

  it('makes people who can sign in', async () => {
    const { rows } = await client.query<{ handle: string; key: string }>(
      `select handle, handle_key as key from users where site_id = 'bench'`,
    )

    assert.equal(rows.length, 60)
    for (const { handle, key } of rows) assert.equal(key, handleKey(handle))
  })

  it('counts what it makes', async () => {
    const findings = []
    for (const counters of allCounters) findings.push(await recount(client, counters, false))

    assert.deepEqual(
      findings.map(({ state }) => state),
      ['ok', 'ok'],
      JSON.stringify(findings),
    )
  })
})
