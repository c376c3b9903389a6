import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { insertUser } from '../support/content-rows.ts'
import { readEvents } from '../support/event-reader.ts'
import { mark } from '../support/marks.ts'
import { moveMarker, readNotifications, readUnread } from '../support/notifications.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('notifications', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let carla: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_told', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_tells', origin: testOrigins[0] })
    carla = await signUp(server, { handle: 'carla_tells', origin: testOrigins[0] })
  })
  beforeEach(async () => {
    await sql`truncate notifications, notification_actors, markers, blocks, mutes`.execute(server.db)
  })
  after(() => server.close())

  it('of likes of one post are one until it is read, then another', async () => {
    const post = await writePost(anna, { text: 'liked' })
    await mark(ben, post.id, 'likes')
    await mark(carla, post.id, 'likes')
    const [first] = (await readNotifications(anna)).items
    assert.ok(first)
    await moveMarker(anna, { id: first.id })
    await mark(ben, post.id, 'likes', false)
    await mark(ben, post.id, 'likes')

    const { items } = await readNotifications(anna)
    assert.deepEqual([first.kind, first.actorCount, first.read, first.post?.id], ['like', 2, false, post.id])
    assert.deepEqual(
      first.actors.map(({ handle }) => handle),
      ['carla_tells', 'ben_tells'],
    )
    assert.deepEqual(
      items.map(({ read, actorCount, actors }) => [read, actorCount, actors[0]?.handle]),
      [
        [false, 1, 'ben_tells'],
        [true, 1, 'carla_tells'],
      ],
    )
    assert.equal(await readUnread(anna), 1)
  })

  it('name three of many actors and count all, however many come at once', async () => {
    const post = await writePost(anna, { text: 'many' })
    await Promise.all(
      Array.from({ length: 20 }, () => Promise.all([mark(ben, post.id, 'likes'), mark(carla, post.id, 'likes')])),
    )
    const { notify } = await import('../../packages/server/dist/notifications/notify.js')
    const crowd = await Promise.all(
      Array.from({ length: 30 }, (_, index) => insertUser(server.db, 'default', `crowd_told_${index}`)),
    )
    await Promise.all(
      crowd.map((actorId) =>
        server.db
          .transaction()
          .execute((trx) =>
            notify.tell(trx, [{ siteId: 'default', receiverId: anna.userId, kind: 'like', actorId, postId: post.id }]),
          ),
      ),
    )
    await sql`select publish()`.execute(server.db)

    const { items } = await readNotifications(anna)
    assert.deepEqual([items.length, items[0]?.actorCount, items[0]?.actors.length], [1, 32, 3])
    assert.equal(await readUnread(anna), 1)
  })

  it('tell nobody of their own acts', async () => {
    const post = await writePost(anna, { text: 'mine @anna_told' })
    await mark(anna, post.id, 'likes')
    await mark(anna, post.id, 'reposts')

    assert.deepEqual(await readNotifications(anna), { items: [] })
  })

  it('disappear with what they told of, and leave no number behind', async () => {
    const post = await writePost(anna, { text: 'undone' })
    await mark(ben, post.id, 'reposts')
    const told = await readUnread(anna)
    await mark(ben, post.id, 'reposts', false)

    assert.deepEqual([told, await readUnread(anna)], [1, 0])
    assert.deepEqual(await readNotifications(anna), { items: [] })
  })

  it('do not come from those whom one blocks or mutes, neither before nor after', async () => {
    const post = await writePost(anna, { text: 'quiet please' })
    await mark(carla, post.id, 'likes')
    await sql`insert into mutes (site_id, user_id, other_id) values ('default', ${anna.userId}, ${carla.userId})`.execute(
      server.db,
    )
    await mark(carla, post.id, 'reposts')
    const muted = await readNotifications(anna)
    await sql`delete from mutes`.execute(server.db)

    const heard = await readNotifications(anna)
    assert.deepEqual(muted, { items: [] })
    assert.deepEqual(
      heard.items.map(({ kind }) => kind),
      ['like'],
    )
  })

  it('reach the user’s streams with the number that is unread, also when the marker moves on another device', async () => {
    const post = await writePost(anna, { text: 'live' })
    const other = await writePost(anna, { text: 'live too' })
    const stream = await readEvents(anna.fetch('/v1/events'))
    try {
      await mark(ben, post.id, 'likes')
      const first = await stream.find(({ kind }) => kind === 'notification')
      await mark(ben, other.id, 'likes')
      const second = await stream.find(({ kind, data }) => kind === 'notification' && data['unread'] === 2)
      await moveMarker(anna, { id: String(first.data['id']) })
      const moved = await stream.find(({ data }) => data['kind'] === 'unread')

      assert.deepEqual([first.data['kind'], first.data['unread'], second.data['kind']], ['like', 1, 'like'])
      assert.equal(moved.data['unread'], 1)
      assert.ok(stream.events.every(({ data }) => !('actor' in data) && !('text' in data)))
    } finally {
      await stream.close()
    }
  })

  it('have a marker that never moves back', async () => {
    const ids: string[] = []
    for (const text of ['one', 'two', 'three']) {
      const post = await writePost(anna, { text })
      await mark(ben, post.id, 'likes')
      ids.unshift((await readNotifications(anna)).items[0]?.id ?? '')
    }
    const moves = [await moveMarker(anna, { id: ids[0] ?? '' }), await moveMarker(anna, { id: ids[2] ?? '' })]

    assert.deepEqual(moves, [204, 204])
    assert.ok((await readNotifications(anna)).items.every(({ read }) => read))
    for (const id of ['x', '0198a5b0-0000-7000-8000-000000000000']) assert.equal(await moveMarker(anna, { id }), 404)
    assert.equal(await moveMarker(ben, { id: ids[0] ?? '' }), 404)
  })

  it('keep unread what came after the number that was seen', async () => {
    const old = await writePost(anna, { text: 'old' })
    await mark(ben, old.id, 'likes')
    const [seen] = (await readNotifications(anna)).items
    const between = await writePost(anna, { text: 'between' })
    await mark(ben, between.id, 'likes')
    await mark(carla, old.id, 'likes')
    await moveMarker(anna, { id: seen?.id ?? '', seq: seen?.seq })

    assert.deepEqual(
      (await readNotifications(anna)).items.map(({ post, read }) => [post?.id, read]),
      [
        [old.id, false],
        [between.id, false],
      ],
    )
  })

  it('are read page by page without gap or repetition', async () => {
    for (let index = 0; index < 7; index += 1) {
      const post = await writePost(anna, { text: `page ${index}` })
      await mark(ben, post.id, 'likes')
    }
    const all = await readNotifications(anna)
    const ids: string[] = []
    let next: string | undefined
    do {
      const page = await readNotifications(anna, `?limit=3${next === undefined ? '' : `&cursor=${next}`}`)
      ids.push(...page.items.map(({ id }) => id))
      next = page.next
    } while (next !== undefined)

    assert.deepEqual(
      ids,
      all.items.map(({ id }) => id),
    )
    const { next: cursor } = await readNotifications(anna, '?limit=3')
    assert.equal((await ben.fetch(`/v1/notifications?cursor=${cursor}`)).status, 400)
    assert.equal((await server.get('/v1/notifications')).status, 401)
  })

  it('stay within a site', async () => {
    const stranger = await signUp(server, { handle: 'anna_told', origin: otherOrigin, site: 'other' })
    await writePost(ben, { text: 'hello @anna_told' })

    assert.deepEqual(await readNotifications(stranger), { items: [] })
  })
})
