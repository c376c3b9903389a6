import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { routes } from '@ai-feed/protocol'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { relate, signUpAll } from '../support/people.ts'
import { writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('event streams of somebody who mutes and blocks', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let cleo: TestUser
  const readers: EventReader[] = []
  before(async () => {
    server = await startTestServer({ limits: { streamsPerUser: 50, writesPerUser5Min: 10_000 } })
    ;({ anna, ben, cleo } = await signUpAll(server, ['anna', 'ben', 'cleo']))
  })
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()))
    await muteWords([])
  })
  after(() => server.close())

  async function open(user: TestUser | undefined, query: string): Promise<EventReader> {
    const path = `/v1/events?${query}`
    const reader = await readEvents(user ? user.fetch(path) : server.get(path))
    readers.push(reader)
    return reader
  }
  const told = (reader: EventReader, kind = 'post.created'): unknown[] =>
    reader.events.flatMap((event) => (event.kind === kind ? [event.data['postId']] : []))
  /** Waits until readers have heard of a later post of Cleo: nothing earlier can come any more. */
  const settle = async (...streams: EventReader[]): Promise<string> => {
    const { id } = await writePost(cleo, { text: 'the end' })
    await Promise.all(streams.map((reader) => reader.find(({ data }) => data['postId'] === id)))
    return id
  }
  const muteWords = async (mutedWords: string[]): Promise<void> => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await ben.fetch('/v1/me', { method: 'PATCH', headers, body: JSON.stringify({ mutedWords }) })
    assert.equal(answer.status, 200)
  }
  const like = (user: TestUser, id: string): Promise<Response> =>
    user.fetch(routes.mark(id, 'likes'), { method: 'PUT' })

  it('leave out posts with a muted word, in text, tag or quote, but where they were asked for by name', async () => {
    await relate(ben, 'followers', anna)
    await muteWords(['spider', 'big house'])
    const [found, named, annas] = [
      await open(ben, 'feed=explore&feed=home&feed=tag:spider'),
      await open(ben, 'feed=explore&feed=user:anna'),
      await open(anna, 'feed=explore'),
    ]
    const start = await settle(annas)
    const spider = await writePost(anna, { text: 'A SPIDER!' })
    const others = [
      await writePost(anna, { text: 'see #Spider' }),
      await writePost(anna, { text: 'A big\nHouse' }),
      await writePost(anna, { text: 'Look', quote: spider.id }),
    ].map(({ id }) => id)
    const spiders = await writePost(anna, { text: 'spiders are other words' })
    const end = await settle(found, named, annas)

    const { id: after } = await annas.find(({ data }) => data['postId'] === start)
    const resumed = await open(ben, `feed=explore&feed=home&feed=tag:spider&after=${after}`)
    await resumed.find(({ data }) => data['postId'] === end)

    assert.deepEqual(told(found), [start, spiders.id, end])
    assert.deepEqual(told(resumed), [spiders.id, end])
    assert.deepEqual(told(named), [start, spider.id, ...others, spiders.id, end])
    assert.deepEqual(told(annas), [start, spider.id, ...others, spiders.id, end])
    await relate(ben, 'followers', anna, false)
  })

  it('leave out counters of what is muted', async () => {
    await relate(ben, 'mutes', anna)
    const [bens, annas] = [await open(ben, 'feed=explore'), await open(anna, 'feed=explore')]
    const { id } = await writePost(anna, { text: 'quiet' })
    await like(cleo, id)
    const counted = ({ kind, data }: { kind: string; data: object }): boolean =>
      kind === 'counts' && 'postId' in data && data.postId === id
    await annas.find(counted)
    const end = await settle(bens)
    await like(anna, end)
    await bens.find(({ kind, data }) => kind === 'counts' && data['postId'] === end)
    await relate(ben, 'mutes', anna, false)

    assert.deepEqual(
      told(bens, 'counts').filter((postId) => postId === id),
      [],
    )
  })

  it('tell nothing of a blocked author, not even that a post is gone, and the others that', async () => {
    const post = await writePost(anna, { text: 'soon gone' })
    const deaf = await open(ben, 'feed=explore&feed=user:anna')
    const [cleos, everybodys] = [await open(cleo, 'feed=explore'), await open(undefined, 'feed=explore')]
    await relate(anna, 'blocks', ben)
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })
    await settle(deaf, cleos, everybodys)
    await relate(anna, 'blocks', ben, false)

    assert.deepEqual(
      [deaf, cleos, everybodys].map((reader) => told(reader, 'post.deleted')),
      [[], [post.id], [post.id]],
    )
  })

  it('tell no more of notifications whose only actor was blocked since, when they are resumed', async () => {
    const before = await open(ben, 'feed=explore')
    const post = await writePost(ben, { text: 'mine' })
    const { id: after = '' } = await before.find(({ data }) => data['postId'] === post.id)
    await like(anna, post.id)
    await before.find(({ kind }) => kind === 'notification')
    await writePost(cleo, { text: 'nice', commentOn: post.id })
    await before.find(({ kind, data }) => kind === 'notification' && data['kind'] === 'comment')
    await relate(ben, 'blocks', anna)
    const resumed = await open(ben, `feed=explore&after=${after}`)
    await settle(resumed)
    await relate(ben, 'blocks', anna, false)

    const heard = resumed.events
      .filter(({ kind }) => kind === 'notification')
      .map(({ data }) => [data['kind'], data['unread']])
    assert.deepEqual(heard, [['comment', 1]])
  })
})
