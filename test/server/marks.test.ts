import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { routes } from '@ai-feed/protocol'
import { readEvents } from '../support/event-reader.ts'
import { mark } from '../support/marks.ts'
import { readNotifications } from '../support/notifications.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('reposts and bookmarks', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_marks', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_marks', origin: testOrigins[0] })
  })
  after(() => server.close())

  const refused = async (answer: Promise<Response>, status: number, code: string): Promise<void> => {
    const response = await answer
    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [status, code])
  }

  it('of one user count once and are taken back once', async () => {
    const post = await writePost(anna, { text: 'pass it on' })
    const answers = [
      await mark(ben, post.id, 'reposts'),
      await mark(ben, post.id, 'reposts'),
      await mark(anna, post.id, 'reposts'),
      await mark(ben, post.id, 'reposts', false),
      await mark(ben, post.id, 'reposts', false),
    ]

    assert.deepEqual(
      answers.map(({ counts }) => counts.reposts),
      [1, 1, 2, 1, 1],
    )
    assert.deepEqual(
      answers.map(({ viewer }) => viewer.reposted),
      [true, true, true, false, false],
    )
    assert.equal((await readPost(server, post.id)).counts.reposts, 1)
  })

  it('give a repost its place in the order of publication', async () => {
    const post = await writePost(anna, { text: 'older' })
    const later = await writePost(anna, { text: 'later' })
    await mark(ben, post.id, 'reposts')

    const { rows } = await sql<{ isLater: boolean }>`
      select r.position > p.position as "isLater" from reposts r, posts p
      where r.post_id = ${post.id} and p.id = ${later.id}`.execute(server.db)
    assert.deepEqual(rows, [{ isLater: true }])
  })

  it('are private where they are bookmarks', async () => {
    const post = await writePost(anna, { text: 'keep' })
    const kept = await mark(ben, post.id, 'bookmarks')

    assert.deepEqual([kept.viewer.bookmarked, kept.version], [true, post.version])
    assert.equal((await readPost(anna, post.id)).viewer?.bookmarked, false)
    assert.ok((await readNotifications(anna)).items.every((item) => item.post?.id !== post.id))
    assert.equal((await mark(ben, post.id, 'bookmarks', false)).viewer.bookmarked, false)
  })

  it('are refused where there is nothing to mark, and reposts of what is not public', async () => {
    const narrow = await writePost(anna, { text: 'for followers', visibility: 'followers' })
    const gone = await writePost(anna, { text: 'gone' })
    await anna.fetch(routes.post(gone.id), { method: 'DELETE' })
    const stranger = await signUp(server, { handle: 'anna_marks', origin: otherOrigin, site: 'other' })
    const open = await writePost(anna, { text: 'here' })

    await refused(anna.fetch(routes.mark(narrow.id, 'reposts'), { method: 'PUT' }), 403, 'quote_not_allowed')
    for (const kind of ['reposts', 'bookmarks'] as const) {
      for (const id of [narrow.id, gone.id, 'x', '0198a5b0-0000-7000-8000-000000000000']) {
        await refused(ben.fetch(routes.mark(id, kind), { method: 'PUT' }), 404, 'not_found')
      }
      await refused(stranger.fetch(routes.mark(open.id, kind), { method: 'PUT' }), 404, 'not_found')
      await refused(server.get(routes.mark(open.id, kind), { method: 'PUT' }), 401, 'sign_in_required')
    }
    assert.equal((await mark(anna, narrow.id, 'bookmarks')).viewer.bookmarked, true)
  })

  it('move the counters on open streams', async () => {
    const post = await writePost(anna, { text: 'live counts' })
    const stream = await readEvents(server.get('/v1/events?feed=explore'))
    try {
      await mark(ben, post.id, 'reposts')
      const { data } = await stream.find(({ kind, data }) => kind === 'counts' && data['postId'] === post.id)

      assert.equal((data['counts'] as { reposts: number }).reposts, 1)
    } finally {
      await stream.close()
    }
  })

  it('and likes go with the post, and so do notifications of it', async () => {
    const post = await writePost(anna, { text: 'goes' })
    for (const kind of ['likes', 'reposts', 'bookmarks'] as const) await mark(ben, post.id, kind)
    const comment = await writePost(ben, { text: 'hello', commentOn: post.id })
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })

    const { rows } = await sql`
      select 1 from reactions where post_id = ${post.id} union all select 2 from reposts where post_id = ${post.id}
      union all select 3 from bookmarks where post_id = ${post.id}
      union all select 4 from notifications where post_id = ${post.id}`.execute(server.db)
    assert.deepEqual(rows, [])
    assert.deepEqual(
      (await readNotifications(anna)).items.flatMap((item) => (item.post ? [item.post.id] : [])).slice(0, 1),
      [comment.id],
    )
  })
})
