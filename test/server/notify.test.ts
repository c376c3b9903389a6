import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { createCountUnread } from '../../packages/server/dist/notifications/count-unread.js'
import { findNotifications, sweepNotifications } from '../../packages/server/dist/notifications/notification-rows.js'
import type { NotificationRow } from '../../packages/server/dist/notifications/notification-rows.js'
import { notify } from '../../packages/server/dist/notifications/notify.js'
import type { Notice } from '../../packages/server/dist/ports.js'
import { insertPost, insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'

describe('notify', () => {
  let database: TestDatabase
  let pool: Database
  let anna: string
  let ben: string
  let carla: string
  let postId: string

  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 10 })
    anna = await insertUser(pool.db, siteId, 'anna')
    ben = await insertUser(pool.db, siteId, 'ben')
    carla = await insertUser(pool.db, siteId, 'carla')
    postId = await insertPost(pool.db, { siteId, authorId: anna, position: 1 })
  })
  beforeEach(async () => {
    await sql`truncate notifications, notification_actors, markers`.execute(pool.db)
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  const publish = (): Promise<unknown> => sql`select publish()`.execute(pool.db)
  const tell = async (...notices: Notice[]): Promise<void> => {
    await pool.db.transaction().execute((trx) => notify.tell(trx, notices))
    await publish()
  }
  const list = (userId: string): Promise<NotificationRow[]> =>
    findNotifications(pool.db, { siteId, userId }, { before: undefined, limit: 100 })
  const unread = async (userId: string): Promise<number | undefined> =>
    (await createCountUnread(pool.db, defaultLimits)([{ siteId, userId }])).get(userId)
  const like = (actorId: string): Notice => ({ siteId, receiverId: anna, kind: 'like', actorId, postId })
  const follow = (actorId: string): Notice => ({ siteId, receiverId: anna, kind: 'follow', actorId })

  it('puts follows of one day together, and those of another day apart', async () => {
    await tell(follow(ben))
    await sql`update notifications set at = at - interval '1 day'`.execute(pool.db)
    await tell(follow(carla))
    const days = await list(anna)
    await pool.db.transaction().execute((trx) => notify.takeBack(trx, [follow(ben)]))

    assert.deepEqual(
      days.map(({ actors }) => actors.map(({ handle }) => handle)),
      [['carla'], ['ben']],
    )
    assert.deepEqual(
      (await list(anna)).map(({ actorCount, actors }) => [actorCount, actors[0]?.handle]),
      [[1, 'carla']],
    )
  })

  it('tells each decision to the user whom it is about, also about a post that they cannot see any more', async () => {
    const gone = await insertPost(pool.db, { siteId, authorId: anna, position: 2 })
    const decision = (group: string): Notice => ({ siteId, receiverId: anna, kind: 'decision', postId: gone, group })
    await tell(decision('one'))
    await tell(decision('two'), decision('one'))
    await sql`update posts set deleted_at = now() where id = ${gone}`.execute(pool.db)

    assert.deepEqual(
      (await list(anna)).map(({ kind, actors }) => [kind, actors[0]?.handle]),
      [
        ['decision', 'anna'],
        ['decision', 'anna'],
      ],
    )
    assert.equal(await unread(anna), 2)
  })

  it('leaves no trace of a transaction that is rolled back', async () => {
    await assert.rejects(
      pool.db.transaction().execute(async (trx) => {
        await notify.tell(trx, [like(ben)])
        throw new Error('the like did not happen')
      }),
    )
    await publish()

    assert.deepEqual([await list(anna), await unread(anna)], [[], 0])
  })

  it('loses nothing that commits late: it comes after what was read meanwhile', async () => {
    const other = await insertPost(pool.db, { siteId, authorId: anna, position: 3 })
    const release = Promise.withResolvers<void>()
    const isTold = Promise.withResolvers<void>()
    const slow = pool.db.transaction().execute(async (trx) => {
      await sql`insert into notifications (site_id, user_id, group_key, kind, post_id)
        values (${siteId}, ${anna}, 'repost:slow', 'repost', ${postId})`.execute(trx)
      await sql`insert into notification_actors (notification_id, site_id, actor_id)
        select id, site_id, ${ben} from notifications where group_key = 'repost:slow'`.execute(trx)
      await sql`insert into pending_events (site_id, kind, subject, audience, data)
        select site_id, 'notification', id, '{"userId": ""}', '{}' from notifications
        where group_key = 'repost:slow'`.execute(trx)
      isTold.resolve()
      await release.promise
    })
    await isTold.promise
    await tell({ ...like(carla), postId: other })
    const read = await list(anna)
    await sql`update markers set seq = ${read[0]?.seq}`.execute(pool.db)
    release.resolve()
    await slow
    await publish()

    const now = await list(anna)
    assert.deepEqual(
      now.map(({ kind, isRead }) => [kind, isRead]),
      [
        ['repost', false],
        ['like', true],
      ],
    )
    assert.equal(await unread(anna), 1)
  })

  it('does not show suspended people, and shows them again', async () => {
    await tell(like(ben))
    await sql`update users set state = 'suspended' where id = ${ben}`.execute(pool.db)
    const meanwhile = [await list(anna), await unread(anna)]
    await sql`update users set state = 'active' where id = ${ben}`.execute(pool.db)

    assert.deepEqual(meanwhile, [[], 0])
    assert.equal((await list(anna)).length, 1)
  })

  it('makes one group of likes that come at the same time and are taken back meanwhile', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 40 }, (_, index) => insertUser(pool.db, siteId, `many_${index}`)),
    )
    await Promise.all(
      crowd.map(async (actorId, index) => {
        await tell(like(actorId))
        if (index % 2) await pool.db.transaction().execute((trx) => notify.takeBack(trx, [like(actorId)]))
      }),
    )

    const groups = await list(anna)
    assert.deepEqual(
      groups.map(({ actorCount, actors }) => [actorCount, actors.length]),
      [[20, 3]],
    )
  })

  it('forgets what is older than its days', async () => {
    await tell(like(ben))
    await tell(follow(ben))
    await sql`insert into notifications (id, site_id, user_id, group_key, kind, seq)
      values (uuidv7(interval '-200 days'), ${siteId}, ${anna}, 'follow', 'follow', 1)`.execute(pool.db)
    const swept = await sweepNotifications(pool.db, 180)

    assert.equal(swept, 1)
    assert.equal((await list(anna)).length, 2)
  })
})
