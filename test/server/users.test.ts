import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as v from 'valibot'
import { userSchema } from '@ai-feed/protocol'
import type { Problem, User } from '@ai-feed/protocol'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('GET /v1/users/{handle}', () => {
  let server: TestServer
  let anna: TestUser

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_profile', origin: testOrigins[0] })
    await server.db
      .updateTable('users')
      .set({ name: 'Anna', bio: 'Paints. See https://anna.example #ink' })
      .where('id', '=', anna.userId)
      .execute()
  })
  after(() => server.close())

  const read = async (path: string, user?: TestUser): Promise<User> => {
    const response = await (user ? user.fetch(path) : server.get(path))
    assert.equal(response.status, 200)
    return v.parse(userSchema, await response.json())
  }

  for (const handle of ['nobody', 'a b', '%00', '%F0%9F%98%80', 'x'.repeat(300)]) {
    it(`knows nobody called ${handle.slice(0, 20)}`, async () => {
      for (const path of [`/v1/users/${handle}`, `/v1/feeds/user%3A${handle}`]) {
        const response = await server.get(path)

        assert.equal(response.status, 404)
        assert.equal(((await response.json()) as Problem).code, 'not_found')
      }
    })
  }

  it('gives profile and counts, and viewer state only with viewer=me', async () => {
    await writePost(anna, { text: 'one' })
    await writePost(anna, { text: 'hidden', visibility: 'followers' })
    const everybody = await read('/v1/users/anna_profile')
    const own = await read('/v1/users/anna_profile?viewer=me', anna)

    assert.deepEqual([everybody.id, everybody.handle, everybody.name], [anna.userId, 'anna_profile', 'Anna'])
    assert.deepEqual(
      everybody.bio.map(({ type }) => type),
      ['text', 'link', 'text', 'tag'],
    )
    assert.deepEqual(everybody.counts, { posts: 1, followers: 0, following: 0 })
    assert.equal(everybody.viewer, undefined)
    assert.deepEqual(own.viewer, { following: false, followedBy: false, blocking: false, muting: false })
  })

  it('finds a handle however its letters were typed, on its own site only', async () => {
    assert.equal((await read('/v1/users/Anna_Profile')).handle, 'anna_profile')
    for (const path of ['/v1/users/anna_profile?site=other', '/v1/users/nobody_here', "/v1/users/x'%20or%20'1'='1"]) {
      assert.equal((await server.get(path)).status, 404)
    }
  })

  it('answers 304 until something changes', async () => {
    const first = await server.get('/v1/users/anna_profile')
    const headers = { 'If-None-Match': first.headers.get('ETag') ?? '' }
    const unchanged = await server.get('/v1/users/anna_profile', { headers })
    await server.db.updateTable('users').set({ name: 'Anna B.' }).where('id', '=', anna.userId).execute()
    const changed = await server.get('/v1/users/anna_profile', { headers })

    assert.deepEqual([unchanged.status, changed.status], [304, 200])
  })
})
