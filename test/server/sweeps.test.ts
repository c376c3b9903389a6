import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { sweepSignIns } from '../../packages/server/dist/auth/sweep.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { migrate } from '../../packages/server/dist/database/migrate.js'
import { sweepQuota } from '../../packages/server/dist/generations/quota.js'
import { addSite } from '../../packages/server/dist/sites/add-site.js'
import { makeTestDatabase } from '../support/test-database.ts'

describe('what is swept', () => {
  let database: Awaited<ReturnType<typeof makeTestDatabase>>
  let open: Database
  before(async () => {
    database = await makeTestDatabase()
    open = openDatabase(database.url, { max: 2 })
    await migrate(open.db)
    await addSite(open.db, { id: 'default', name: 'Default', origins: ['https://a.example'], isDefault: true })
  })
  after(async () => {
    await open.close()
    await database.drop()
  })

  it('are handles that have rested long enough', async () => {
    await sql`
      insert into freed_handles (site_id, handle_key, until)
      values ('default', 'over', now() - interval '1 second'), ('default', 'rests', now() + interval '1 day')`.execute(
      open.db,
    )

    await sweepSignIns(open.db)

    const left = await open.db.selectFrom('freed_handles').select('handle_key').execute()
    assert.deepEqual(left, [{ handle_key: 'rests' }])
  })

  it('are the budgets of days long ago', async () => {
    await sql`
      insert into quota (scope, subject, day, used, max)
      select 'user', 'somebody', (now() at time zone 'utc')::date - ago, 1, 3 from unnest(array[0, 35, 36]) ago`.execute(
      open.db,
    )

    assert.equal(await sweepQuota(open.db), 1)
    assert.equal(await sweepQuota(open.db), 0)
  })
})
