import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { addPendingEvent } from '../../packages/server/dist/database/pending-event.js'
import { indexPost } from '../../packages/server/dist/posts/index-post.js'
import { openDatabase } from '../../packages/server/dist/database/database.js'
import type { Database } from '../../packages/server/dist/database/database.js'
import { insertFollows, insertPost, insertRepost, insertUser } from '../support/content-rows.ts'
import { readEvents } from '../support/event-reader.ts'
import { readAfter, readFeed } from '../support/feed-reading.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const siteId = 'default'
const writers = 8
const rounds = 5

describe('no feed skips or repeats what is committed late', () => {
  let server: TestServer
  let pool: Database
  let anna: TestUser
  let authors: string[]
  let root: string

  before(async () => {
    server = await startTestServer({ limits: { searchesPerMinute: 100_000 } })
    pool = openDatabase(server.databaseUrl, { max: 30 })
    anna = await signUp(server, { handle: 'anna_race', origin: testOrigins[0] })
    root = (await writePost(anna, { text: 'root' })).id
    authors = []
    for (let index = 0; index < writers; index += 1) authors.push(await insertUser(server.db, siteId, `racer_${index}`))
    await insertFollows(server.db, siteId, anna.userId, authors)
  })
  after(async () => {
    await pool.close()
    await server.close()
  })

  /** Writes a post that stands in every feed, slowly. */
  async function write(writer: number, pauseMs: number, kind: 'post' | 'comment' | 'remix'): Promise<string> {
    const id = await pool.db.transaction().execute(async (trx) => {
      // All who answer the same post wait for each other at its counter.
      await sql`set local statement_timeout = 0`.execute(trx)
      const made = await insertPost(trx, {
        siteId,
        authorId: authors[writer] ?? '',
        text: 'race',
        topic: 'race',
        ...(kind === 'comment' && { commentOn: root }),
        ...(kind === 'remix' && { remixOf: root }),
      })
      await trx
        .insertInto('post_tags')
        .values({ site_id: siteId, tag: 'race', position: null, post_id: made })
        .execute()
      await indexPost(trx, siteId, made)
      const feeds = ['tag:race', 'topic:race', `user:racer_${writer}`]
      feeds.push(kind === 'comment' ? `comments:${root}` : 'explore')
      await addPendingEvent(trx, {
        siteId,
        kind: 'post.created',
        subject: made,
        audience: { feeds },
        data: { feeds, postId: made, author: { id: authors[writer], handle: `racer_${writer}` }, at: new Date() },
      })
      await delay(pauseMs)
      return made
    })
    await sql`select publish()`.execute(pool.db)
    return id
  }

  it('on any of its ways: pages, `after` and the stream, while many write slowly', async () => {
    const feeds = ['explore', 'for-you', 'home', 'tag:race', 'topic:race', 'user:racer_3', `comments:${root}`]
    feeds.push(`remixes:${root}`, 'search:race')
    const written: { id: string; writer: number; kind: string }[] = []
    let isWriting = true
    const stream = await readEvents(
      anna.fetch(
        `/v1/events?${['explore', 'home', 'tag:race', `comments:${root}`].map((feed) => `feed=${feed}`).join('&')}`,
      ),
    )
    /** Follows a feed from page one on: its pages to the end, then what came since, again and again. */
    const follow = async (feed: string): Promise<string[]> => {
      const first = await readFeed(anna, feed, { limit: 3 })
      const keys = first.items.map(({ key }) => key)
      for (let cursor = first.next; cursor !== undefined;) {
        const page = await readFeed(anna, feed, { limit: 3, cursor })
        keys.push(...page.items.map(({ key }) => key))
        cursor = page.next
      }
      let newest = first.newest
      for (let isLast = false; ; isLast = !isWriting) {
        const since = await readAfter(anna, feed, newest, { limit: 4 })
        keys.push(...since.items.map(({ key }) => key))
        newest = since.newest
        if (isLast) return keys
        await delay(20)
      }
    }

    const following = Promise.all(feeds.map(async (feed) => [feed, await follow(feed)] as const))
    await Promise.all(
      authors.map(async (_, writer) => {
        for (let round = 0; round < rounds; round += 1) {
          const kind = (['post', 'comment', 'remix'] as const)[(writer + round) % 3] ?? 'post'
          written.push({ id: await write(writer, (writer * 37 + round * 53) % 80, kind), writer, kind })
        }
      }),
    )
    isWriting = false
    const expected: Record<string, (post: (typeof written)[number]) => boolean> = {
      explore: ({ kind }) => kind !== 'comment',
      'for-you': ({ kind }) => kind !== 'comment',
      home: ({ kind }) => kind !== 'comment',
      'user:racer_3': ({ writer }) => writer === 3,
      [`comments:${root}`]: ({ kind }) => kind === 'comment',
      [`remixes:${root}`]: ({ kind }) => kind === 'remix',
      'search:race': ({ kind }) => kind !== 'comment',
    }
    for (const [feed, keys] of await following) {
      const wanted = written.filter(expected[feed] ?? (() => true)).map(({ id }) => id)
      const seen = keys.filter((key) => key !== root)
      assert.deepEqual(seen.toSorted(), wanted.toSorted(), feed)
    }
    for (const { id } of written)
      await stream.find(({ kind, data }) => kind === 'post.created' && data['postId'] === id)
    const told = stream.events.filter(({ kind }) => kind === 'post.created')
    assert.equal(told.length, written.length)
    await stream.close()
  })

  it('on the way of likes, bookmarks and reposts', async () => {
    const posts = []
    for (let index = 0; index < 12; index += 1) posts.push(await write(index % writers, 0, 'post'))
    const [likes, bookmarks, home] = await Promise.all(
      ['likes', 'bookmarks', 'home'].map(async (feed) => (await readFeed(anna, feed)).newest),
    )
    let isWriting = true
    const follow = async (feed: string, start = ''): Promise<string[]> => {
      const keys: string[] = []
      let newest = start
      for (let isLast = false; ; isLast = !isWriting) {
        const since = await readAfter(anna, feed, newest, { limit: 2 })
        keys.push(...since.items.map(({ key }) => key))
        newest = since.newest
        if (isLast) return keys.toSorted()
        await delay(10)
      }
    }
    const following = Promise.all([follow('likes', likes), follow('bookmarks', bookmarks), follow('home', home)])
    const reposts: string[] = []
    await Promise.all(
      posts.map(async (postId, index) => {
        const mark = { site_id: siteId, user_id: anna.userId, post_id: postId }
        await pool.db.transaction().execute(async (trx) => {
          await trx
            .insertInto('reactions')
            .values({ ...mark, type: 'like' })
            .execute()
          await trx.insertInto('bookmarks').values(mark).execute()
          await delay((index * 29) % 60)
        })
        await pool.db.transaction().execute(async (trx) => {
          reposts.push(await insertRepost(trx, { siteId, userId: authors[index % writers] ?? '', postId }))
          await delay((index * 31) % 60)
        })
        await sql`select publish()`.execute(pool.db)
      }),
    )
    isWriting = false

    const [liked, bookmarked, reposted] = await following
    assert.deepEqual([liked, bookmarked], [posts.toSorted(), posts.toSorted()])
    assert.deepEqual(reposted, reposts.toSorted())
  })
})
