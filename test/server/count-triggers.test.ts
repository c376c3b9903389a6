import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { insertPost, insertUser } from '../support/content-rows.ts'
import { makeTestDatabase } from '../support/test-database.ts'
import type { TestDatabase } from '../support/test-database.ts'

const siteId = 'default'

describe('counters', () => {
  let database: TestDatabase
  let pool: Database
  let authorId: string

  before(async () => {
    database = await makeTestDatabase()
    pool = openDatabase(database.url, { max: 20 })
    authorId = await insertUser(pool.db, siteId, 'anna')
  })
  after(async () => {
    await pool.close()
    await database.drop()
  })

  const countsOf = async (id: string) =>
    pool.db
      .selectFrom('posts')
      .select(['version', 'comments_count as comments', 'quotes_count as quotes', 'remixes_count as remixes'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const remove = (id: string): Promise<unknown> =>
    sql`update posts set deleted_at = now() where id = ${id}`.execute(pool.db)

  it('rise and fall with comments, quotes and remixes', async () => {
    const id = await insertPost(pool.db, { siteId, authorId })
    const all = await insertPost(pool.db, { siteId, authorId, commentOn: id, quoteId: id, remixOf: id })
    const after = await countsOf(id)
    await remove(all)
    await remove(all)

    assert.deepEqual({ ...after, version: 0 }, { version: 0, comments: 1, quotes: 1, remixes: 1 })
    assert.equal(after.version, 2)
    assert.deepEqual(await countsOf(id), { version: 3, comments: 0, quotes: 0, remixes: 0 })
  })

  it('tell nothing of posts for followers until these become public', async () => {
    const id = await insertPost(pool.db, { siteId, authorId })
    const hidden = await insertPost(pool.db, { siteId, authorId, commentOn: id, visibility: 'followers' })
    const before = await countsOf(id)
    await sql`update posts set visibility = 'public' where id = ${hidden}`.execute(pool.db)

    assert.equal(before.comments, 0)
    assert.equal((await countsOf(id)).comments, 1)
  })

  it('move by the number of rows when one statement changes many', async () => {
    const id = await insertPost(pool.db, { siteId, authorId })
    for (let index = 0; index < 5; index += 1) await insertPost(pool.db, { siteId, authorId, commentOn: id })
    const before = await countsOf(id)
    await sql`delete from posts where comment_on = ${id}`.execute(pool.db)

    assert.equal(before.comments, 5)
    assert.equal((await countsOf(id)).comments, 0)
  })

  it('of an author say how many posts everybody can see', async () => {
    const userId = await insertUser(pool.db, siteId, 'carl')
    const first = await insertPost(pool.db, { siteId, authorId: userId })
    await insertPost(pool.db, { siteId, authorId: userId })
    await insertPost(pool.db, { siteId, authorId: userId, visibility: 'followers' })
    await remove(first)

    const user = await pool.db
      .selectFrom('users')
      .select('posts_count')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    assert.equal(user.posts_count, 1)
  })

  it('agree with a recount after many writers answered, liked and deleted each other at once', async () => {
    const users = await Promise.all(
      Array.from({ length: 12 }, (_, index) => insertUser(pool.db, siteId, `busy_${index}`)),
    )
    const posts = await Promise.all(users.map((userId) => insertPost(pool.db, { siteId, authorId: userId })))
    const pick = (seed: number): string => posts[seed % posts.length] ?? ''
    await Promise.all(
      users.map(async (userId, index) => {
        for (let round = 0; round < 15; round += 1) {
          const seed = index * 31 + round * 17
          const made = await insertPost(pool.db, {
            siteId,
            authorId: userId,
            commentOn: pick(seed),
            quoteId: pick(seed + 5),
            remixOf: pick(seed + 7),
          })
          await sql`insert into reactions (site_id, post_id, user_id, type)
            select ${siteId}, unnest(${[pick(seed + 3), pick(seed + 1), pick(seed + 2)]}::uuid[]), ${userId}, 'like'
            on conflict do nothing`.execute(pool.db)
          if (round % 3 === 0) await remove(made)
          if (round % 4 === 0) await sql`delete from reactions where user_id = ${userId}`.execute(pool.db)
        }
      }),
    )

    const { rows } = await sql`
      select p.id from posts p where
        p.likes_count <> (select count(*) from reactions r where r.post_id = p.id)
        or p.comments_count <> (select count(*) from posts c where c.comment_on = p.id and c.deleted_at is null and c.visibility = 'public')
        or p.quotes_count <> (select count(*) from posts c where c.quote_id = p.id and c.deleted_at is null and c.visibility = 'public')
        or p.remixes_count <> (select count(*) from posts c where c.remix_of = p.id and c.deleted_at is null and c.visibility = 'public')`.execute(
      pool.db,
    )
    const users2 = await sql`
      select u.id from users u where u.posts_count <>
        (select count(*) from posts p where p.author_id = u.id and p.deleted_at is null and p.visibility = 'public')`.execute(
      pool.db,
    )
    assert.deepEqual([rows, users2.rows], [[], []])
  })
})
