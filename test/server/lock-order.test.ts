import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { forgetNotifications } from '../../packages/server/dist/database/forget-notifications.js'
import type { Schema } from '../../packages/server/dist/database/schema.js'
import { insertPost, insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'
import { pollUntil } from '../support/poll.ts'

const siteId = 'default'

describe('whoever changes several notifications', () => {
  let database: TestDatabase
  let pool: Database
  let postId: string
  /** From the lowest to the highest, stored the other way round. */
  let ids: string[]
  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 4 })
    const authorId = await insertUser(pool.db, siteId, 'author')
    postId = await insertPost(pool.db, { siteId, authorId, position: 1 })
    const { rows } = await sql<{ id: string }>`
      select uuidv7() as id from generate_series(1, 40) order by 1`.execute(pool.db)
    ids = rows.map(({ id }) => id)
    for (const id of ids.toReversed()) {
      await sql`
        insert into notifications (id, site_id, user_id, group_key, kind, post_id)
        values (${id}, ${siteId}, ${authorId}, ${id}, 'like', ${postId})`.execute(pool.db)
    }
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  /** Holds the lowest while `work` runs into it, on plans that come to the rows as they are stored: the highest first.
   *  @returns the others that `work` holds meanwhile. */
  const heldBy = async (work: (trx: Transaction<Schema>) => Promise<unknown>): Promise<string[]> => {
    for (const id of ids.toReversed()) await sql`update notifications set at = now() where id = ${id}`.execute(pool.db)
    const run = async (): Promise<unknown> =>
      pool.db.transaction().execute(async (trx) => {
        for (const plan of ['nestloop', 'indexscan', 'bitmapscan', 'sort', 'mergejoin']) {
          await sql`set local ${sql.raw(`enable_${plan}`)} = off`.execute(trx)
        }
        await work(trx)
      })
    const { held, running } = await pool.db.transaction().execute(async (trx) => {
      await lock(trx, ids.slice(0, 1))
      const begun = { running: run() }
      await pollUntil(async () => {
        const { rows } =
          await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
            pool.db,
          )
        return rows.length > 0
      })
      const free = await lock(trx, ids.slice(1))
      return { held: ids.slice(1).filter((id) => !free.includes(id)), ...begun }
    })
    await running
    return held
  }

  const lock = async (trx: Transaction<Schema>, wanted: readonly string[]): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`
      select id from notifications where id = any (${[...wanted]}::uuid[]) for no key update skip locked`.execute(trx)
    return rows.map(({ id }) => id)
  }

  it('locks them by id: publish()', async () => {
    await sql`
      insert into pending_events (site_id, kind, subject, audience, data)
      select ${siteId}, 'notification', id, '{}', '{}' from unnest(${ids.toReversed()}::text[]) as n (id)`.execute(
      pool.db,
    )

    assert.deepEqual(await heldBy((trx) => sql`select publish()`.execute(trx)), [])
  })

  it('locks them by id: forgetting a post', async () => {
    assert.deepEqual(await heldBy((trx) => forgetNotifications(trx, siteId, postId)), [])
  })
})
