import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { relate, signUpAll } from '../support/people.ts'
import { writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('event streams among people', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let cleo: TestUser
  const readers: EventReader[] = []
  before(async () => {
    server = await startTestServer({
      limits: { streamsPerUser: 50, writesPerUser5Min: 10_000, signUpsPerIpHour: 100 },
    })
    ;({ anna, ben, cleo } = await signUpAll(server, ['anna', 'ben', 'cleo']))
  })
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()))
  })
  after(() => server.close())

  async function open(user?: TestUser, query = 'feed=explore&feed=user:anna'): Promise<EventReader> {
    const path = `/v1/events?${query}`
    const reader = await readEvents(user ? user.fetch(path) : server.get(path))
    readers.push(reader)
    return reader
  }
  const told = (reader: EventReader, kind = 'post.created'): unknown[] =>
    reader.events.flatMap((event) => (event.kind === kind ? [event.data['postId']] : []))
  /** Waits until a reader has heard of a later post of Cleo: nothing earlier can come any more. */
  const settle = async (...streams: EventReader[]): Promise<string> => {
    const { id } = await writePost(cleo, { text: 'the end' })
    await Promise.all(streams.map((reader) => reader.find(({ data }) => data['postId'] === id)))
    return id
  }
  const remove = (user: TestUser, id: string): Promise<Response> => user.fetch(routes.post(id), { method: 'DELETE' })

  it('tell of a followers’ post to followers and its author alone, and to nobody after a block', async () => {
    await relate(ben, 'followers', anna)
    const [annas, bens, cleos, everybodys] = [await open(anna), await open(ben), await open(cleo), await open()]
    const first = await writePost(anna, { text: 'for you', visibility: 'followers' })
    const middle = await settle(annas, bens, cleos, everybodys)
    await relate(anna, 'blocks', ben)
    const second = await writePost(anna, { text: 'for others', visibility: 'followers' })
    await remove(anna, first.id)
    const end = await settle(annas, bens, cleos, everybodys)
    await relate(anna, 'blocks', ben, false)

    assert.deepEqual(told(annas), [first.id, middle, second.id, end])
    assert.deepEqual(told(bens), [first.id, middle, end])
    assert.deepEqual(told(cleos), [middle, end])
    assert.deepEqual(told(everybodys), [middle, end])
    assert.deepEqual(
      [annas, bens, cleos].map((reader) => told(reader, 'post.deleted')),
      [[first.id], [], []],
    )
  })

  it('keep the posts and counters of each from the other after a block', async () => {
    await relate(anna, 'blocks', ben)
    const bens = await open(ben)
    const annas = await open(anna, 'feed=explore&feed=user:ben')
    const everybodys = await open()
    const [one, other] = [await writePost(anna, { text: 'one' }), await writePost(ben, { text: 'other' })]
    await cleo.fetch(routes.mark(one.id, 'likes'), { method: 'PUT' })
    await everybodys.find(({ kind, data }) => kind === 'counts' && data['postId'] === one.id)
    const end = await settle(bens, annas, everybodys)
    await relate(anna, 'blocks', ben, false)

    assert.deepEqual(told(bens), [other.id, end])
    assert.deepEqual(told(annas), [one.id, end])
    assert.deepEqual(told(everybodys), [one.id, other.id, end])
    assert.ok(!told(bens, 'counts').includes(one.id))
  })

  it('leave muted people out of explore, and tell of them where they were asked for by name', async () => {
    await relate(ben, 'mutes', anna)
    const [explore, named] = [await open(ben, 'feed=explore'), await open(ben)]
    const post = await writePost(anna, { text: 'quiet' })
    const end = await settle(explore, named)
    await relate(ben, 'mutes', anna, false)

    assert.deepEqual(told(explore), [end])
    assert.deepEqual(told(named), [post.id, end])
  })

  it('hold the same when they are resumed', async () => {
    const before = await open()
    const start = await settle(before)
    const { id = '' } = await before.find(({ data }) => data['postId'] === start)
    await relate(anna, 'blocks', ben)
    const hidden = await writePost(anna, { text: 'hidden from Ben' })
    const end = await settle(before)
    const bens = await open(ben, `feed=explore&after=${id}`)
    const cleos = await open(cleo, `feed=explore&after=${id}`)
    await Promise.all([bens, cleos].map((reader) => reader.find(({ data }) => data['postId'] === end)))
    await relate(anna, 'blocks', ben, false)

    assert.deepEqual(told(bens), [end])
    assert.deepEqual(told(cleos), [hidden.id, end])
  })

  it('tell nothing of posts while their author is suspended', async () => {
    const before = await open()
    const start = await settle(before)
    const { id = '' } = await before.find(({ data }) => data['postId'] === start)
    const post = await writePost(anna, { text: 'soon away' })
    const end = await settle(before)
    const resume = async (user?: TestUser): Promise<unknown[]> => {
      const reader = await open(user, `feed=explore&after=${id}`)
      await reader.find(({ data }) => data['postId'] === end)
      return told(reader)
    }
    await setUserState(server.db, 'default', 'anna', 'suspended')
    const during = [await resume(), await resume(ben)]
    await setUserState(server.db, 'default', 'anna', 'active')

    assert.deepEqual(during, [[end], [end]])
    assert.deepEqual(await resume(ben), [post.id, end])
  })

  it('miss nothing when they are opened amid many posts', async () => {
    const before = await open()
    const start = await settle(before)
    const { id = '' } = await before.find(({ data }) => data['postId'] === start)
    const [streams, posts] = await Promise.all([
      Promise.all(Array.from({ length: 30 }, () => open(ben, `feed=explore&after=${id}`))),
      Promise.all(Array.from({ length: 30 }, (_, index) => writePost(anna, { text: `post ${index}` }))),
    ])
    const end = await settle(...streams)

    for (const reader of streams) {
      assert.deepEqual(told(reader).toSorted(), [...posts.map((post) => post.id), end].toSorted())
      const seqs = reader.events.flatMap(({ id: seq }) => (seq === undefined ? [] : [Number(seq)]))
      assert.deepEqual(
        seqs,
        seqs.toSorted((a, b) => a - b),
      )
    }
  })
})
