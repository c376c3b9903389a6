import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { findResumePoint, replayEvents } from '../../packages/server/dist/events/replay-events.js'
import { StreamReader } from '../../packages/server/dist/events/stream-reader.js'
import { insertPost, insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'
const events = 1_000

describe('replayEvents()', () => {
  let database: TestDatabase
  let pool: Database

  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 4 })
    const authorId = await insertUser(pool.db, siteId, 'anna')
    const postId = await insertPost(pool.db, { siteId, authorId, position: 1 })
    await sql`
      insert into events (seq, site_id, kind, subject, audience, data)
      select n, ${siteId}, 'post.updated', ${postId}, '{"feeds": ["explore"]}',
        jsonb_build_object('postId', ${postId}::text, 'version', n)
      from generate_series(1, ${events}::int) n`.execute(pool.db)
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  const createReader = (): StreamReader =>
    new StreamReader(
      { siteId, viewer: undefined, address: '127.0.0.1', feeds: ['explore'], after: '0', cut: () => {} },
      () => {},
      65_536,
    )

  it('sends more than the buffer holds to a reader who takes it, in order, and then lets it go live once', async () => {
    const reader = createReader()
    let live = 0
    const replay = replayEvents(
      { db: pool.db, fillUnread: async (all) => all },
      reader,
      () => events,
      () => (live += 1),
    ).then(() => reader.end('shutting_down'))
    const text = await new Response(reader.body).text()
    await replay

    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
    assert.deepEqual(
      ids,
      Array.from({ length: events }, (_, index) => index + 1),
    )
    assert.ok(text.length > 65_536)
    assert.deepEqual([live, reader.lastSeq], [1, events])
  })

  it('forgets a reader who has gone meanwhile', async () => {
    const reader = createReader()
    let live = 0
    const replay = replayEvents(
      { db: pool.db, fillUnread: async (all) => all },
      reader,
      () => 10,
      () => (live += 1),
    )
    await reader.body.cancel()
    await replay

    assert.equal(live, 0)
  })

  it('resumes only where everything after is still there', () => {
    const bounds = { oldest: 101, newest: 900 }

    for (const kept of [100, 101, 500, 900]) assert.equal(findResumePoint(bounds, String(kept)), kept)
    for (const lost of ['99', '0', '901', '1e2', '-1', '', '9'.repeat(30)]) {
      assert.equal(findResumePoint(bounds, lost), undefined, lost)
    }
    assert.equal(findResumePoint({ oldest: 0, newest: 0 }, '0'), 0)
    assert.equal(findResumePoint({ oldest: 1, newest: 1_000_000 }, '5'), undefined)
  })
})
