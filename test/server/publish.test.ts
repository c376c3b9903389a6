import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { addPendingEvent } from '../../packages/server/dist/database/pending-event.js'
import type { Trx } from '../../packages/server/dist/database/schema.js'
import { createPublish } from '../../packages/server/dist/events/create-publish.js'
import { insertPost, insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'

describe('publish()', () => {
  let database: TestDatabase
  let pool: Database
  /** One each, because the posts of one author wait for each other at the author's counter. */
  let authors: string[]

  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 30 })
    authors = []
    for (let index = 0; index < 20; index += 1) authors.push(await insertUser(pool.db, siteId, `writer_${index}`))
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  async function writePost(trx: Trx, writer = 0): Promise<string> {
    const id = await insertPost(trx, { siteId, authorId: authors[writer] ?? '' })
    await addPendingEvent(trx, {
      siteId,
      kind: 'post.created',
      subject: id,
      audience: { feeds: ['explore'] },
      data: { postId: id },
    })
    return id
  }

  const publish = (): Promise<unknown> => sql`select publish()`.execute(pool.db)

  it('gives a post its place only after its transaction has committed', async () => {
    const open = Promise.withResolvers<void>()
    const close = Promise.withResolvers<void>()
    let slow = ''
    const slowWrite = pool.db.transaction().execute(async (trx) => {
      slow = await writePost(trx)
      open.resolve()
      await close.promise
    })
    await open.promise
    const quick = await pool.db.transaction().execute((trx) => writePost(trx, 1))
    await publish()

    const before = await positionsOf([slow, quick])
    close.resolve()
    await slowWrite
    await publish()
    const after = await positionsOf([slow, quick])

    assert.equal(before.get(slow), undefined)
    assert.equal(after.get(quick), before.get(quick))
    assert.ok((after.get(slow) ?? 0) > (after.get(quick) ?? 0))
  })

  it('hides nothing from a reader who follows positions while 20 writers commit late and in any order', async () => {
    const start = await newest()
    const written = new Set<string>()
    const seen: { id: string; position: number }[] = []
    let isWriting = true
    const reading = (async () => {
      let last = start
      for (let isLast = false; ;) {
        const rows = await pool.db
          .selectFrom('posts')
          .select(['id', 'position'])
          .where('position', '>', last)
          .orderBy('position')
          .limit(7)
          .$narrowType<{ position: number }>()
          .execute()
        seen.push(...rows)
        last = rows.at(-1)?.position ?? last
        if (isLast && rows.length === 0) return
        isLast = !isWriting
      }
    })()

    const writePublish = createPublish(pool.db, () => {})
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let round = 0; round < 8; round += 1) {
          const id = await pool.db.transaction().execute(async (trx) => {
            const made = await writePost(trx, writer)
            await delay((writer * 7 + round * 13) % 30)
            return made
          })
          written.add(id)
          await (round % 2 === 0 ? writePublish() : publish())
          assert.ok((await positionsOf([id])).get(id), 'a post is published when publish() returns')
        }
      }),
    )
    isWriting = false
    await reading

    assert.deepEqual(new Set(seen.map(({ id }) => id)), written)
    assert.equal(seen.length, written.size)
  })

  it('waits for a publisher that has given numbers and not yet committed', async () => {
    const first = await pool.db.transaction().execute((trx) => writePost(trx, 1))
    const numbered = Promise.withResolvers<void>()
    const commit = Promise.withResolvers<void>()
    const publishing = pool.db.transaction().execute(async (trx) => {
      await sql`select publish()`.execute(trx)
      numbered.resolve()
      await commit.promise
    })
    await numbered.promise
    const second = await pool.db.transaction().execute((trx) => writePost(trx, 2))
    const waiting = publish().then(() => 'published')
    const state = await Promise.race([waiting, someoneWaitsForLock()])
    commit.resolve()
    await Promise.all([publishing, waiting])

    assert.equal(state, 'waits')
    const positions = await positionsOf([first, second])
    assert.ok((positions.get(second) ?? 0) > (positions.get(first) ?? 0))
  })

  it('numbers events and posts from one sequence and fills the places of tags', async () => {
    const id = await pool.db.transaction().execute(async (trx) => {
      const made = await writePost(trx)
      await trx.insertInto('post_tags').values({ site_id: siteId, tag: 'cat', position: null, post_id: made }).execute()
      return made
    })
    await publish()

    const event = await pool.db.selectFrom('events').select('seq').where('subject', '=', id).executeTakeFirstOrThrow()
    const tag = await pool.db
      .selectFrom('post_tags')
      .select('position')
      .where('post_id', '=', id)
      .executeTakeFirstOrThrow()
    assert.equal((await positionsOf([id])).get(id), event.seq)
    assert.equal(tag.position, event.seq)
  })

  it('moves nothing when nothing is pending, and each event once', async () => {
    await pool.db.transaction().execute((trx) => writePost(trx))
    const results = await Promise.all(
      Array.from({ length: 10 }, () => sql<{ publish: number }>`select publish()`.execute(pool.db)),
    )
    const again = await sql<{ publish: number }>`select publish()`.execute(pool.db)

    assert.equal(
      results.reduce((sum, { rows }) => sum + (rows[0]?.publish ?? 0), 0),
      1,
    )
    assert.deepEqual(again.rows, [{ publish: 0 }])
  })

  it('wakes its caller even when the database refuses', async () => {
    let wakes = 0
    const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 })
    const failing = createPublish(gone.db, () => (wakes += 1))

    await assert.rejects(failing())
    await assert.rejects(failing())

    assert.equal(wakes, 2)
    await gone.close()
  })

  async function positionsOf(ids: string[]): Promise<Map<string, number>> {
    const rows = await pool.db
      .selectFrom('posts')
      .select(['id', 'position'])
      .where('id', 'in', ids)
      .where('position', 'is not', null)
      .execute()
    return new Map(rows.map((row) => [row.id, row.position ?? 0]))
  }

  async function someoneWaitsForLock(): Promise<string> {
    for (;;) {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`.execute(pool.db)
      if (rows.length > 0) return 'waits'
      await delay(5)
    }
  }

  async function newest(): Promise<number> {
    const row = await pool.db
      .selectFrom('events')
      .select((select) => select.fn.max('seq').as('seq'))
      .executeTakeFirst()
    return row?.seq ?? 0
  }
})
