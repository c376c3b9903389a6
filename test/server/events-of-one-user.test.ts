import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addPendingEvent } from '../../packages/server/dist/database/pending-event.js'
import { LIVE_CHANNEL } from '../../packages/server/dist/events/live-channel.js'
import { readEvents } from '../support/event-reader.ts'
import type { EventReader } from '../support/event-reader.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const generationId = '0198a5b0-0000-7000-8000-00000000000a'

describe('events of one user', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_private', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_private', origin: testOrigins[0] })
  })
  after(() => server.close())

  const open = (user: TestUser, query = 'feed=explore'): Promise<EventReader> =>
    readEvents(user.fetch(`/v1/events?${query}`))
  const kindsOf = (reader: EventReader): string[] => reader.events.map(({ kind }) => kind)

  it('reach all streams of the user, with and without feeds, live and resumed, and nobody else', async () => {
    const [own, silent, foreign] = [await open(anna), await open(anna, ''), await open(ben)]
    const anonymous = await readEvents(server.get('/v1/events?feed=explore'))
    await server.db.transaction().execute((trx) =>
      addPendingEvent(trx, {
        siteId: 'default',
        kind: 'generation',
        subject: generationId,
        audience: { userId: anna.userId },
        data: { id: generationId, status: 'succeeded' },
      }),
    )
    const marker = await writePost(anna, { text: 'published together' })

    const event = await own.find(({ kind }) => kind === 'generation')
    await silent.find(({ kind }) => kind === 'generation')
    for (const reader of [foreign, anonymous]) await reader.find(({ data }) => data['postId'] === marker.id)
    assert.deepEqual(event.data, { seq: Number(event.id), id: generationId, status: 'succeeded' })
    assert.deepEqual([foreign, anonymous].map(kindsOf), [['post.created'], ['post.created']])

    const [resumed, curious] = [await open(anna, 'feed=explore&after=0'), await open(ben, 'feed=explore&after=0')]
    await resumed.find(({ kind }) => kind === 'generation')
    await curious.find(({ data }) => data['postId'] === marker.id)
    assert.ok(!kindsOf(curious).includes('generation'))
    await Promise.all([own, silent, foreign, anonymous, resumed, curious].map((reader) => reader.close()))
  })

  it('carry previews from another process to their author, without an id', async () => {
    const [own, foreign] = [await open(anna), await open(ben)]
    const preview = { id: generationId, variant: 0, index: 1, url: 'http://127.0.0.1:1/media/x/512.webp' }
    const message = { type: 'preview', siteId: 'default', userId: anna.userId, preview }
    await sql`select pg_notify(${LIVE_CHANNEL}, ${JSON.stringify({ self: 'another process', message })})`.execute(
      server.db,
    )
    const event = await own.find(({ kind }) => kind === 'generation.preview')
    const marker = await writePost(anna, { text: 'later' })
    await foreign.find(({ data }) => data['postId'] === marker.id)

    assert.deepEqual([event.id, event.data], [undefined, preview])
    assert.deepEqual(kindsOf(foreign), ['post.created'])
    await Promise.all([own.close(), foreign.close()])
  })
})
