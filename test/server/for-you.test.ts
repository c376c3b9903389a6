import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { Me } from '@ai-feed/protocol'
import { readAfter, readFeed, readWhole, textsOf } from '../support/feed-reading.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the feed for-you', () => {
  let server: TestServer
  let anna: TestUser
  const posts: string[] = []

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_score', origin: testOrigins[0] })
    for (const text of ['p0', 'p1', 'p2', 'p3', 'p4']) posts.push((await writePost(anna, { text })).id)
    await sql`update posts set likes_count = 7, remixes_count = 1 where id = ${posts[1]}`.execute(server.db)
    await sql`update posts set likes_count = 1 where id = ${posts[3]}`.execute(server.db)
  })
  after(() => server.close())

  const choose = async (feedOrder: string): Promise<Response> =>
    anna.fetch('/v1/me', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ defaults: { feedOrder } }),
    })

  it('goes by a score whose terms every item names: time, and what others did with it', async () => {
    const page = await readFeed(server, 'for-you')

    assert.equal(page.order, 'score')
    assert.deepEqual(textsOf(page.items), ['p1', 'p3', 'p4', 'p2', 'p0'])
    const { rows } = await sql<{ score: number }>`select score from posts where id = ${posts[1]}`.execute(server.db)
    const because = page.items[0]?.because
    assert.ok(because?.kind === 'score')
    const { time = 0, ...others } = because.terms
    assert.deepEqual(others, { likes: 3, comments: 0, reposts: 0, quotes: 0, remixes: 2 })
    assert.ok(Math.abs(time + 5 - (rows[0]?.score ?? 0)) < 1e-6)
    assert.ok(page.items.every((item) => item.because?.kind === 'score'))
  })

  it('lets half a day of age weigh as much as twice the likes', async () => {
    await sql`update posts set created_at = created_at - interval '13 hours' where id = ${posts[3]}`.execute(server.db)
    const page = await readFeed(anna, 'for-you')

    assert.deepEqual(textsOf(page.items), ['p1', 'p4', 'p2', 'p0', 'p3'])
  })

  it('leaves the score of a popular post alone for most likes', async () => {
    const { rows } = await sql<{ steps: number }>`
      select count(distinct score_step(n)) as steps from generate_series(100, 199) n`.execute(server.db)

    assert.ok((rows[0]?.steps ?? 100) <= 9)
  })

  it('is walked in pages to its end, while what is newer than page one waits for `after`', async () => {
    const first = await readFeed(server, 'for-you', { limit: 2 })
    await writePost(anna, { text: 'p5' })
    await sql`update posts set likes_count = 3 where id = ${posts[0]}`.execute(server.db)
    const second = await readFeed(server, 'for-you', { limit: 10, cursor: first.next ?? '' })
    const since = await readAfter(server, 'for-you', first.newest)

    assert.deepEqual(textsOf(second.items), ['p2', 'p3'])
    assert.deepEqual([second.order, second.newest === first.newest, second.next], ['score', true, undefined])
    assert.deepEqual(textsOf(since.items), ['p5'])
    assert.ok(since.items.every((item) => item.because?.kind === 'score'))
    assert.deepEqual(textsOf(await readWhole(server, 'for-you', { limit: 2 })).length, 6)
  })

  it('opens around a post', async () => {
    const whole = textsOf((await readFeed(server, 'for-you')).items)
    const middle = await readFeed(server, 'for-you', { around: posts[4] ?? '', limit: 3 })
    const before = await readFeed(server, 'for-you', { cursor: middle.prev ?? '' })
    const after = await readFeed(server, 'for-you', { cursor: middle.next ?? '' })

    assert.deepEqual(textsOf([before, middle, after].flatMap(({ items }) => items)), whole)
  })

  it('becomes chronological for a viewer who wants that, for good, and says so', async () => {
    const begun = await readFeed(anna, 'for-you', { limit: 2 })
    const chosen = (await (await choose('newest')).json()) as Me
    const page = await readFeed(anna, 'for-you', { limit: 2 })
    const rest = await readFeed(anna, 'for-you', { cursor: page.next ?? '' })
    const goingOn = await readFeed(anna, 'for-you', { cursor: begun.next ?? '' })

    assert.equal(chosen.defaults.feedOrder, 'newest')
    assert.deepEqual([page.order, rest.order, goingOn.order], ['newest', 'newest', 'score'])
    assert.deepEqual(textsOf([...page.items, ...rest.items]), ['p5', 'p4', 'p3', 'p2', 'p1', 'p0'])
    assert.ok([...page.items, ...rest.items].every(({ because }) => because === undefined))
    assert.equal((await readFeed(server, 'for-you')).order, 'score')
    assert.equal((await choose('random')).status, 400)

    await choose('score')
    assert.equal((await readFeed(anna, 'for-you')).order, 'score')
  })
})
