import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as v from 'valibot'
import { eventSchemas } from '@ai-feed/protocol'
import type { EventKind } from '@ai-feed/protocol'
import { createLog } from '../../packages/server/dist/log.js'
import { startServer } from '../../packages/server/dist/server.js'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader, ReceivedEvent } from '../support/event-reader.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('GET /v1/events', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  const readers: EventReader[] = []

  before(async () => {
    server = await startTestServer({ limits: { streamsPerUser: 2, writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_streams', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_streams', origin: testOrigins[0] })
  })
  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.close()))
  })
  after(() => server.close())

  async function open(query: string, user?: TestUser, init: RequestInit = {}): Promise<EventReader> {
    const path = `/v1/events?${query}`
    const reader = await readEvents(user ? user.fetch(path, init) : server.get(path, init))
    readers.push(reader)
    return reader
  }
  const about = (kind: EventKind, postId: string) => (event: ReceivedEvent) =>
    event.kind === kind && event.data['postId'] === postId
  const createdIds = (reader: EventReader): unknown[] =>
    reader.events.filter(({ kind }) => kind === 'post.created').map(({ data }) => data['postId'])

  it('tells of a new post with its feeds, without its words, and begins with the pause before coming back', async () => {
    const reader = await open('feed=explore&feed=user:anna_streams')
    const post = await writePost(anna, { text: 'a secret word' })
    const event = await reader.find(about('post.created', post.id))

    assert.equal(reader.response.headers.get('Content-Type'), 'text/event-stream')
    assert.equal(reader.response.headers.get('Cache-Control'), 'no-store')
    assert.ok(reader.text().startsWith('retry: 3000\n\n'))
    const data = v.parse(v.strictObject(eventSchemas['post.created'].entries), event.data)
    assert.equal(event.id, String(data.seq))
    assert.deepEqual(data.feeds, ['explore', 'user:anna_streams'])
    assert.deepEqual(data.author, { id: anna.userId, handle: 'anna_streams' })
    assert.ok(!reader.text().includes('secret'))
    assert.equal(createdIds(reader).length, 1)
  })

  it('sends each feed its own: comments to their post, nothing to other users and sites', async () => {
    const post = await writePost(anna, { text: 'thread' })
    const thread = await open(`feed=comments:${post.id}`)
    const others = await open('feed=user:anna_streams')
    const elsewhere = await open('site=other&feed=explore&feed=user:anna_streams')
    const comment = await writePost(ben, { text: 'first', commentOn: post.id })
    const next = await writePost(anna, { text: 'to have seen the end' })
    const stranger = await signUp(server, { handle: 'stranger', origin: otherOrigin, site: 'other' })
    const foreign = await writePost(stranger, { text: 'elsewhere' })

    await thread.find(about('post.created', comment.id))
    await others.find(about('post.created', next.id))
    await elsewhere.find(about('post.created', foreign.id))
    assert.deepEqual([thread, others, elsewhere].map(createdIds), [[comment.id], [next.id], [foreign.id]])
  })

  it('resumes without loss and without repetition from the last id', async () => {
    const before = await open('feed=explore')
    const first = await writePost(anna, { text: 'seen' })
    const { id = '' } = await before.find(about('post.created', first.id))
    await before.close()
    const missed: string[] = []
    for (let index = 0; index < 30; index += 1)
      missed.push((await writePost(index % 2 ? anna : ben, { text: `missed ${index}` })).id)

    const [byHeader, byQuery] = await Promise.all([
      open('feed=explore', undefined, { headers: { 'Last-Event-ID': id } }),
      open(`feed=explore&after=${id}`),
    ])
    const live = await writePost(anna, { text: 'live' })
    for (const reader of [byHeader, byQuery]) {
      await reader.find(about('post.created', live.id))
      assert.deepEqual(createdIds(reader), [...missed, live.id])
    }
  })

  it('loses nothing for readers that come and go while many write', async () => {
    const start = await open('feed=explore')
    const mark = await writePost(anna, { text: 'mark' })
    let last = (await start.find(about('post.created', mark.id))).id ?? ''
    const written = new Set<string>()
    const writers = new Set([anna, ben])
    const writing = Promise.all(
      [...writers].map(async (user) => {
        for (let round = 0; round < 25; round += 1) written.add((await writePost(user, { text: `round ${round}` })).id)
        writers.delete(user)
      }),
    )

    const seen: unknown[] = []
    const listen = async (wait: (reader: EventReader) => Promise<unknown>): Promise<void> => {
      const reader = await open(`feed=explore&after=${last}`)
      await wait(reader)
      await reader.close()
      seen.push(...createdIds(reader))
      last = reader.events.findLast((event) => event.id !== undefined)?.id ?? last
    }
    while (writers.size > 0)
      await listen((reader) => Promise.race([reader.find(({ kind }) => kind === 'post.created'), writing]))
    const end = await writePost(anna, { text: 'end' })
    written.add(end.id)
    if (!seen.includes(end.id)) await listen((reader) => reader.find(about('post.created', end.id)))

    assert.deepEqual(new Set(seen), written)
    assert.equal(seen.length, written.size)
  })

  for (const [name, after] of [
    ['an id from the future', '999999999'],
    ['no number', 'abc'],
    ['a negative number', '-1'],
  ] as const) {
    it(`asks the reader to begin anew after ${name}`, async () => {
      const reader = await open('feed=explore', undefined, { headers: { 'Last-Event-ID': after } })
      const reset = await reader.find(({ kind }) => kind === 'reset')
      const post = await writePost(anna, { text: 'after the reset' })

      const created = await reader.find(about('post.created', post.id))
      assert.equal(reset.id, undefined)
      assert.ok(Number(created.id) > Number(reset.data['newest']))
    })
  }

  it('asks the reader to begin anew when what followed is swept', async () => {
    const reader = await open('feed=explore')
    const post = await writePost(anna, { text: 'old' })
    const { id = '' } = await reader.find(about('post.created', post.id))
    for (let index = 0; index < 3; index += 1) await writePost(anna, { text: `older ${index}` })
    await sql`update events set at = now() - interval '25 hours'`.execute(server.db)
    const { sweepEvents } = await import('../../packages/server/dist/events/event-log.js')
    await sweepEvents(server.db)

    const late = await open(`feed=explore&after=${id}`)
    await late.find(({ kind }) => kind === 'reset')
    assert.deepEqual(createdIds(late), [])
  })

  it('tells what happened to a private post to its author alone, decided when it is sent', async () => {
    const [own, foreign] = [await open('feed=user:anna_streams', anna), await open('feed=user:anna_streams', ben)]
    const hidden = await writePost(anna, { text: 'private', visibility: 'followers' })
    const open1 = await writePost(anna, { text: 'public' })

    await own.find(about('post.created', hidden.id))
    await foreign.find(about('post.created', open1.id))
    assert.deepEqual(createdIds(foreign), [open1.id])
    const replayed = await open(
      `feed=user:anna_streams&after=${Number((await own.find(about('post.created', hidden.id))).id) - 1}`,
    )
    await replayed.find(about('post.created', open1.id))
    assert.deepEqual(createdIds(replayed), [open1.id])
  })

  it('tells of a deleted post, and on resuming no more that it was made', async () => {
    const reader = await open('feed=explore')
    const post = await writePost(anna, { text: 'short' })
    const { id } = await reader.find(about('post.created', post.id))
    await anna.fetch(`/v1/posts/${post.id}`, { method: 'DELETE' })
    await reader.find(about('post.deleted', post.id))

    const again = await open(`feed=explore&after=${Number(id) - 1}`)
    await again.find(about('post.deleted', post.id))
    assert.ok(!createdIds(again).includes(post.id))
  })

  it('gathers the counts of a second into one event without id, for explore and for the thread', async () => {
    const post = await writePost(anna, { text: 'count me' })
    const reader = await open(`feed=comments:${post.id}`)
    const explore = await open('feed=explore')
    for (let index = 0; index < 11; index += 1) {
      await ben.fetch(`/v1/posts/${post.id}/likes/me`, { method: index % 2 === 0 ? 'PUT' : 'DELETE' })
    }
    await writePost(ben, { text: 'comment', commentOn: post.id })
    const isFinal = ({ kind, data }: ReceivedEvent): boolean => {
      if (kind !== 'counts' || data['postId'] !== post.id) return false
      const { counts } = v.parse(eventSchemas.counts, data)
      return counts.likes === 1 && counts.comments === 1
    }

    const event = await reader.find(isFinal)
    await explore.find(isFinal)
    assert.equal(event.id, undefined)
    assert.ok(reader.events.filter(({ kind }) => kind === 'counts').length <= 4)
  })

  it('reaches readers of another process on the same database', async () => {
    const second = await startServer(
      { ...server.config, port: 0, publicUrl: 'http://127.0.0.1:0', mediaUrl: 'http://127.0.0.1:0' },
      { log: createLog({ write: () => {} }) },
    )
    try {
      const reader = await readEvents(fetch(`${second.url}/v1/events?feed=explore`))
      readers.push(reader)
      const post = await writePost(anna, { text: 'across' })
      await reader.find(about('post.created', post.id))
      await ben.fetch(`/v1/posts/${post.id}/likes/me`, { method: 'PUT' })
      await reader.find(about('counts', post.id))
    } finally {
      await second.close()
    }
  })
})
