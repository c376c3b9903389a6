import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { connectionSettings, openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { createListener } from '../../packages/server/dist/database/listener.js'
import { createLog } from '../../packages/server/dist/log.js'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

describe('listener', () => {
  let database: TestDatabase
  let pool: Database

  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 2 })
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  it('hears its channels, and again after its connection was cut', async () => {
    const heard: string[] = []
    let listening = Promise.withResolvers<void>()
    let hearing = Promise.withResolvers<void>()
    const listener = createListener({
      connection: connectionSettings(database.url, 'test-listener'),
      channels: ['some_channel'],
      log: createLog({ write: () => {} }),
      onNotification: (channel, payload) => {
        heard.push(`${channel} ${payload}`)
        hearing.resolve()
      },
      onListening: () => listening.resolve(),
    })
    const notify = async (channel: string, payload: string): Promise<void> =>
      void (await sql`select pg_notify(${channel}, ${payload})`.execute(pool.db))

    await listening.promise
    await notify('other_channel', 'not for us')
    await notify('some_channel', 'one')
    await hearing.promise
    listening = Promise.withResolvers()
    hearing = Promise.withResolvers()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-listener'`.execute(
      pool.db,
    )
    await listening.promise
    await notify('some_channel', 'two')
    await hearing.promise
    await listener.close()

    assert.deepEqual(heard, ['some_channel one', 'some_channel two'])
    const { rows } = await sql`select from pg_stat_activity where application_name = 'test-listener'`.execute(pool.db)
    assert.equal(rows.length, 0)
  })

  it('closes while the database cannot be reached', async () => {
    const listener = createListener({
      connection: connectionSettings('postgres://nobody@127.0.0.1:1/none'),
      channels: ['some_channel'],
      log: createLog({ write: () => {} }),
      onNotification: () => {},
      onListening: () => assert.fail('nothing to listen to'),
    })

    await listener.close()
  })
})
