import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { otherRoutes, routes } from '@ai-feed/protocol'
import type { FeedPage, Post, Problem, UserPage } from '@ai-feed/protocol'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { pollUntil } from '../support/poll.ts'
import { relate, readUser, signUpAll } from '../support/people.ts'
import { readPost, writePost } from '../support/posts.ts'
import type { TestUser } from '../support/sign-in.ts'
import { newKey, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('users who are suspended', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser
  let post: Post
  let answer: Post
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000, signUpsPerIpHour: 100 } })
    ;({ anna, ben } = await signUpAll(server, ['anna', 'ben']))
    post = await writePost(anna, { text: 'a word' })
    answer = await writePost(ben, { text: 'and another', commentOn: post.id })
    await relate(anna, 'followers', ben)
    await relate(ben, 'followers', anna)
  })
  after(() => server.close())

  const statusOf = async (reader: TestUser | undefined, path: string, method = 'GET'): Promise<number> => {
    const response = await (reader ? reader.fetch(path, { method }) : server.get(path, { method }))
    await response.body?.cancel()
    return response.status
  }
  const read = async <T>(path: string): Promise<T> => (await (await server.get(path)).json()) as T

  /** Everything that others see of Anna. */
  const seen = async () => ({
    profile: (await readUser(server, 'anna')) !== undefined,
    profileForFollowers: (await readUser(ben, 'anna')) !== undefined,
    post: await statusOf(undefined, routes.post(post.id)),
    postForFollowers: await statusOf(ben, `${routes.post(post.id)}?viewer=me`),
    feed: await statusOf(undefined, routes.feed('user:anna')),
    comments: await statusOf(undefined, routes.feed(`comments:${post.id}`)),
    inExplore: (await read<FeedPage>(routes.feed('explore'))).items.some((item) => item.post.id === post.id),
    inReference: (await readPost(server, answer.id)).commentOn?.state,
    inFollowers: (await read<UserPage>(otherRoutes.followers('ben'))).items.length,
    like: await statusOf(ben, routes.mark(post.id, 'likes'), 'PUT'),
    follow: await statusOf(ben, routes.relation('anna', 'followers'), 'PUT'),
  })
  const present = {
    profile: true,
    profileForFollowers: true,
    post: 200,
    postForFollowers: 200,
    feed: 200,
    comments: 200,
    inExplore: true,
    inReference: 'visible',
    inFollowers: 1,
    like: 200,
    follow: 200,
  }
  const absent = {
    profile: false,
    profileForFollowers: false,
    post: 404,
    postForFollowers: 404,
    feed: 404,
    comments: 404,
    inExplore: false,
    inReference: 'hidden',
    inFollowers: 0,
    like: 404,
    follow: 404,
  }
  const setState = async (state: 'active' | 'suspended' | 'deleted'): Promise<void> => {
    if (state === 'deleted') await server.db.updateTable('users').set({ state }).where('id', '=', anna.userId).execute()
    else await setUserState(server.db, 'default', 'anna', state)
    // What everybody sees of a feed is kept for a second; whatever is published clears it.
    await writePost(ben, { text: 'something new' })
  }

  it('are gone for others with all that they made, and come back as they were', async () => {
    assert.deepEqual(await seen(), present)
    await setState('suspended')
    assert.deepEqual(await seen(), absent)
    const own = await anna.fetch('/v1/me')
    assert.equal(((await own.json()) as Problem).code, 'suspended')
    await setState('active')
    assert.deepEqual(await seen(), present)
  })

  it('are told so, and not that their post is gone, when that happens before its answer', async () => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() }
    const send = (): Promise<Response> =>
      ben.fetch('/v1/posts', { method: 'POST', headers, body: JSON.stringify({ text: 'between two moments' }) })
    const sent = await server.db.transaction().execute(async (trx) => {
      // The lock of publish(): the post is committed, and its answer waits.
      await sql`select pg_advisory_xact_lock(4181970002)`.execute(trx)
      const begun = { answer: send() }
      await pollUntil(async () => {
        const { rows } = await sql`
          select from pending_events where kind = 'post.created' and data ->> 'postId' is not null`.execute(server.db)
        return rows.length > 0
      })
      await setUserState(server.db, 'default', 'ben', 'suspended')
      return begun
    })
    const answer = await sent.answer
    const refusal = (await answer.json()) as Problem
    await setUserState(server.db, 'default', 'ben', 'active')

    assert.deepEqual([answer.status, refusal.code], [403, 'suspended'])
    assert.equal((await send()).status, 201)
  })

  it('are told so, and not that their session is none, when that happens amid a change of their profile', async () => {
    const sent = await server.db.transaction().execute(async (trx) => {
      await sql`select from users where id = ${ben.userId} for update`.execute(trx)
      const headers = { 'Content-Type': 'application/json' }
      const begun = { answer: ben.fetch('/v1/me', { method: 'PATCH', headers, body: '{"name":"Benno"}' }) }
      await pollUntil(async () => {
        const { rows } = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%update "users"%'`.execute(
          server.db,
        )
        return rows.length > 0
      })
      await setUserState(trx, 'default', 'ben', 'suspended')
      return begun
    })
    const answer = await sent.answer
    const refusal = (await answer.json()) as Problem
    await setUserState(server.db, 'default', 'ben', 'active')

    assert.deepEqual([answer.status, refusal.code], [403, 'suspended'])
  })

  it('are gone for good when they are deleted', async () => {
    await setState('deleted')

    assert.deepEqual(await seen(), absent)
    assert.ok(!(await setUserState(server.db, 'default', 'anna', 'active')))
  })
})
