import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import type { Viewer } from '../../packages/server/dist/http/request-context.js'
import { notify } from '../../packages/server/dist/notifications/notify.js'
import type { RelationKind } from '../../packages/server/dist/relations/relation.js'
import { addRelation, removeRelation } from '../../packages/server/dist/relations/set-relation.js'
import { insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'

describe('relations that change at the same time', () => {
  let database: TestDatabase
  let pool: Database
  let crowd: Viewer[]
  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 20 })
    crowd = []
    for (let index = 0; index < 200; index += 1) crowd.push(await makeViewer(`crowd_${index}`))
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  const makeViewer = async (handle: string): Promise<Viewer> => ({
    siteId,
    handle,
    userId: await insertUser(pool.db, siteId, handle),
    scopes: new Set(),
    grantId: '',
    createdAtMs: 0,
    tokenExpiresAtMs: 0,
  })
  const add = (viewer: Viewer, kind: RelationKind, handle: string): Promise<boolean> =>
    addRelation({ db: pool.db, limits: defaultLimits, notify }, { viewer, kind, handle })
  const remove = (viewer: Viewer, kind: RelationKind, handle: string): Promise<boolean> =>
    removeRelation({ db: pool.db, notify }, { viewer, kind, handle })
  const countsOf = async ({ userId }: Viewer): Promise<{ followers: number; following: number }> =>
    pool.db
      .selectFrom('users')
      .select(['followers_count as followers', 'following_count as following'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()

  it('count every one of 200 who follow, and of those who change their minds', async () => {
    const star = await makeViewer('star')

    await allInWaves(crowd, async (viewer, index) => {
      assert.ok(await add(viewer, 'followers', 'star'))
      if (index % 2) assert.ok(await remove(viewer, 'followers', 'star'))
    })

    assert.deepEqual(await countsOf(star), { followers: 100, following: 0 })
    assert.deepEqual(await countsOf(crowd[0]!), { followers: 0, following: 1 })
    assert.deepEqual(await countsOf(crowd[1]!), { followers: 0, following: 0 })
  })

  it('count one follow of one user once, whichever of 200 requests comes last', async () => {
    const [one, other] = [await makeViewer('one'), await makeViewer('other')]

    const changes = await allInWaves(crowd, (_, index) => (index % 3 ? add : remove)(one, 'followers', 'other'))

    const { rows } = await sql<{ n: number }>`
      select count(*) as n from follows where follower_id = ${one.userId}`.execute(pool.db)
    assert.equal((await countsOf(other)).followers, rows[0]?.n)
    assert.equal((await countsOf(one)).following, rows[0]?.n)
    assert.ok(changes.filter(Boolean).length >= 1)
  })

  it('of two who follow each other and block each other, leave no follow beside a block', async () => {
    const pairs = Array.from({ length: 50 }, (_, index) => [crowd[2 * index]!, crowd[2 * index + 1]!] as const)
    const attempt = (work: Promise<boolean>): Promise<unknown> => work.catch(() => false)

    await Promise.all(
      pairs.flatMap(([one, other]) => [
        attempt(add(one, 'followers', other.handle)),
        attempt(add(other, 'followers', one.handle)),
        attempt(add(one, 'blocks', other.handle)),
      ]),
    )

    const { rows } = await sql`
      select from follows f join blocks b
        on (b.user_id, b.other_id) in ((f.follower_id, f.followee_id), (f.followee_id, f.follower_id))`.execute(pool.db)
    const blocks = await sql<{ n: number }>`select count(*) as n from blocks`.execute(pool.db)
    assert.equal(rows.length, 0)
    assert.equal(blocks.rows[0]?.n, 50)
  })
})

/** Works on as many at once as a pool has connections: more would only wait for one, and give up waiting on a slow machine. */
async function allInWaves<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let from = 0; from < items.length; from += 20) {
    const wave = items.slice(from, from + 20)
    done.push(...(await Promise.all(wave.map((item, index) => work(item, from + index)))))
  }
  return done
}
