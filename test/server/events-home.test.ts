import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import type { Post } from '@ai-feed/protocol'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { relate, signUpAll } from '../support/people.ts'
import { writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('event streams of home, tags and topics', () => {
  let server: TestServer
  let second: TestServer
  let anna: TestUser
  let ben: TestUser
  let cleo: TestUser
  const readers: EventReader[] = []
  before(async () => {
    server = await startTestServer({ limits: { streamsPerUser: 50, writesPerUser5Min: 10_000 } })
    second = await startTestServer({ config: { databaseUrl: server.databaseUrl } })
    ;({ anna, ben, cleo } = await signUpAll(server, ['anna', 'ben', 'cleo']))
  })
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()))
  })
  after(async () => {
    await second.close()
    await server.close()
  })

  async function open(query: string, user?: TestUser, host: TestServer = server): Promise<EventReader> {
    const path = `/v1/events?${query}`
    const reader = await readEvents(user ? user.fetch(path) : host.get(path))
    readers.push(reader)
    return reader
  }
  const told = (reader: EventReader, kind = 'post.created'): unknown[] =>
    reader.events.flatMap((event) => (event.kind === kind ? [event.data['postId']] : []))
  const hear = (reader: EventReader, id: string, kind = 'post.created') =>
    reader.find((event) => event.kind === kind && event.data['postId'] === id)
  /** A post of one's own comes last to one's own home. */
  const settle = async (...streams: EventReader[]): Promise<string> => {
    const { id } = await writePost(anna, { text: 'the end' })
    for (const reader of streams) await hear(reader, id)
    return id
  }

  it('tell home of whom the reader follows, also of somebody followed while it is open', async () => {
    const home = await open('feed=home', anna)
    await writePost(ben, { text: 'before' })
    await relate(anna, 'followers', ben)
    const open1 = await writePost(ben, { text: 'public' })
    const closed = await writePost(ben, { text: 'closed', visibility: 'followers' })
    await writePost(ben, { text: 'a comment', commentOn: open1.id })
    await writePost(cleo, { text: 'a stranger' })
    await relate(anna, 'followers', ben, false)
    await writePost(ben, { text: 'afterwards' })
    const end = await settle(home)

    assert.deepEqual(told(home), [open1.id, closed.id, end])
    assert.deepEqual((await hear(home, open1.id)).data['feeds'], ['explore', 'user:ben', 'home'])
  })

  it('resume home without loss, and name it only to those in whose home a post stands', async () => {
    await relate(anna, 'followers', ben)
    const before = await open('feed=home', anna)
    const start = await settle(before)
    const { id = '' } = await hear(before, start)
    const post = await writePost(ben, { text: 'missed' })
    await writePost(cleo, { text: 'not mine' })
    const end = await settle(before)
    const [resumed, both, foreign] = [
      await open(`feed=home&after=${id}`, anna),
      await open(`feed=home&feed=explore&after=${id}`, anna),
      await open(`feed=home&feed=explore&after=${id}`, cleo),
    ]
    await hear(resumed, end)
    await hear(both, end)
    await hear(foreign, end)

    assert.deepEqual(told(resumed), [post.id, end])
    assert.equal(told(both).length, 3)
    assert.deepEqual((await hear(both, post.id)).data['feeds'], ['explore', 'user:ben', 'home'])
    assert.deepEqual((await hear(foreign, post.id)).data['feeds'], ['explore', 'user:ben'])
  })

  it('leave the muted out of home, tell there of what is deleted, and of counters', async () => {
    const home = await open('feed=home', anna)
    const post = await writePost(ben, { text: 'short' })
    await hear(home, post.id)
    await cleo.fetch(routes.mark(post.id, 'likes'), { method: 'PUT' })
    await hear(home, post.id, 'counts')
    await ben.fetch(routes.post(post.id), { method: 'DELETE' })
    await hear(home, post.id, 'post.deleted')
    await relate(anna, 'mutes', ben)
    await writePost(ben, { text: 'muted' })
    await relate(anna, 'mutes', ben, false)
    const end = await settle(home)

    assert.deepEqual(told(home), [post.id, end])
  })

  it('tell of tags in any spelling and of topics', async () => {
    const tags = await open('feed=tag:CAT')
    const topics = await open(`feed=${encodeURIComponent('topic:https://a.example/x')}`)
    const post = await writePost(anna, { text: 'a #Cat', topic: 'https://a.example/x' })
    const other = await writePost(anna, { text: 'a #dog #cat', topic: 'y' })

    await hear(topics, post.id)
    await hear(tags, other.id)
    assert.deepEqual([told(tags), told(topics)], [[post.id, other.id], [post.id]])
  })

  it('tell those who lose sight of a post that it is gone, and others that it changed', async () => {
    await relate(anna, 'followers', ben)
    const [everybody, stranger, follower] = [
      await open('feed=explore'),
      await open('feed=explore', cleo),
      await open('feed=home', anna),
    ]
    const post: Post = await writePost(ben, { text: 'soon among us' })
    const edit = await ben.fetch(routes.post(post.id), {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${post.version}"` },
      body: JSON.stringify({ visibility: 'followers' }),
    })
    assert.equal(edit.status, 200, await edit.text())

    await hear(everybody, post.id, 'post.deleted')
    await hear(stranger, post.id, 'post.deleted')
    await hear(follower, post.id, 'post.updated')
    assert.deepEqual(told(follower, 'post.deleted'), [])
  })

  it('keep to themselves what is the server’s own: reposts', async () => {
    await relate(anna, 'followers', ben)
    const home = await open('feed=home&feed=explore&feed=user:ben', anna)
    const post = await writePost(cleo, { text: 'repost me' })
    await ben.fetch(routes.mark(post.id, 'reposts'), { method: 'PUT' })
    await settle(home)

    assert.ok(home.events.every(({ kind }) => !kind.startsWith('repost')))
  })

  it('are shared by two servers on one database, and resumed on the other', async () => {
    const there = await open('feed=explore&feed=tag:across', undefined, second)
    const here = await open('feed=explore')
    const post = await writePost(anna, { text: 'across #across' })
    const { id = '' } = await hear(here, post.id)
    await hear(there, post.id)
    const next = await writePost(anna, { text: 'next' })
    const resumed = await open(`feed=explore&after=${id}`, undefined, second)
    await hear(resumed, next.id)

    assert.deepEqual(told(resumed), [next.id])
  })

  it('are resumed after a restart', async () => {
    const stream = await open('feed=explore')
    const post = await writePost(anna, { text: 'before the restart' })
    const { id = '' } = await hear(stream, post.id)
    const missed = await writePost(anna, { text: 'during the restart' })
    const third = await startTestServer({ config: { databaseUrl: server.databaseUrl } })
    try {
      const resumed = await open(`feed=explore&after=${id}`, undefined, third)
      await hear(resumed, missed.id)
      assert.deepEqual(told(resumed), [missed.id])
    } finally {
      await third.close()
    }
  })

  it('end within ten seconds after the user was deleted', async () => {
    const stream = await open('feed=home', cleo)
    await server.db.updateTable('users').set({ state: 'deleted' }).where('id', '=', cleo.userId).execute()

    // The reader waits ten seconds at most.
    const end = await stream.find(({ kind }) => kind === 'end')
    assert.equal(end.data['reason'], 'suspended')
  })
})
