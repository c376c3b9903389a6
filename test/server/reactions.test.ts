import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as v from 'valibot'
import { reactionResultSchema } from '@ai-feed/protocol'
import type { ReactionResult } from '@ai-feed/protocol'
import { insertUser } from '../support/content-rows.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('likes', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_likes', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_likes', origin: testOrigins[0] })
  })
  after(() => server.close())

  async function like(user: TestUser, postId: string, on = true): Promise<ReactionResult> {
    const response = await user.fetch(`/v1/posts/${postId}/likes/me`, { method: on ? 'PUT' : 'DELETE' })
    assert.equal(response.status, 200)
    return v.parse(reactionResultSchema, await response.json())
  }

  it('count once however often they are sent, and raise the version once', async () => {
    const post = await writePost(anna, { text: 'like me' })
    const first = await like(ben, post.id)
    const second = await like(ben, post.id)
    const third = await like(anna, post.id)

    assert.deepEqual([first.counts.likes, second.counts.likes, third.counts.likes], [1, 1, 2])
    assert.equal(first.viewer.liked, true)
    assert.ok(first.version > post.version)
    assert.equal(second.version, first.version)
    assert.ok(third.version > second.version)
  })

  it('are taken back, also when there was none', async () => {
    const post = await writePost(anna, { text: 'never mind' })
    await like(ben, post.id)
    const undone = await like(ben, post.id, false)
    const again = await like(ben, post.id, false)

    assert.deepEqual([undone.counts.likes, again.counts.likes], [0, 0])
    assert.deepEqual([undone.viewer.liked, again.viewer.liked], [false, false])
  })

  it('add up after 200 of them at the same time, on and off', async () => {
    const post = await writePost(anna, { text: 'popular' })
    await Promise.all(Array.from({ length: 200 }, (_, index) => like(index % 2 ? anna : ben, post.id, index % 3 !== 0)))

    const { counts } = await readPost(server, post.id)
    const { rows } = await sql<{ n: number }>`select count(*) as n from reactions where post_id = ${post.id}`.execute(
      server.db,
    )
    assert.equal(counts.likes, rows[0]?.n)
  })

  it('add up when 200 users like and half of them change their minds', async () => {
    const post = await writePost(anna, { text: 'the crowd' })
    const users = await Promise.all(
      Array.from({ length: 200 }, (_, index) => insertUser(server.db, 'default', `crowd_${index}`)),
    )
    const change = (userId: string): Promise<unknown> =>
      sql`insert into reactions (site_id, post_id, user_id, type) values ('default', ${post.id}, ${userId}, 'like')`.execute(
        server.db,
      )
    const undo = (userId: string): Promise<unknown> =>
      sql`delete from reactions where post_id = ${post.id} and user_id = ${userId}`.execute(server.db)
    await Promise.all(
      users.map(async (userId, index) => {
        await change(userId)
        if (index % 2) await undo(userId)
      }),
    )

    assert.equal((await readPost(server, post.id)).counts.likes, 100)
  })

  it('are refused for a post that is not there', async () => {
    const post = await writePost(anna, { text: 'gone soon' })
    await anna.fetch(`/v1/posts/${post.id}`, { method: 'DELETE' })

    for (const id of [post.id, '0198a5b0-0000-7000-8000-000000000000', 'x']) {
      for (const method of ['PUT', 'DELETE']) {
        assert.equal((await ben.fetch(`/v1/posts/${id}/likes/me`, { method })).status, 404)
      }
    }
    assert.equal((await server.get(`/v1/posts/${post.id}/likes/me`, { method: 'PUT' })).status, 401)
  })
})
