import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Problem } from '@ai-feed/protocol'
import { deleteUser } from '../../packages/server/dist/erasure/delete-user.js'
import { findOpened, makeThings, namingRequests } from '../support/operations.ts'
import type { NamingRequest, Things } from '../support/operations.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('every operation with ids', () => {
  let server: TestServer
  let anna: TestUser
  let stranger: TestUser
  let things: Things
  let requests: NamingRequest[]
  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 100_000 } })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    stranger = await signUp(server, { handle: 'stranger', origin: otherOrigin, site: 'other' })
    things = await makeThings(anna)
    requests = await namingRequests(server, things)
  })
  after(() => server.close())

  it('is answered to their owner', async () => {
    const answer = await anna.fetch(`/v1/posts/${things.post}?viewer=me`)

    assert.equal(answer.status, 200)
  })

  it('opens nothing of one site to a user of another', async () => {
    assert.deepEqual(await findOpened(stranger, requests, things), [])

    assert.equal((await anna.fetch(`/v1/posts/${things.post}`)).status, 200)
  })

  it('refuses a session that names another site', async () => {
    for (const path of [`/v1/posts/${things.post}`, '/v1/feeds/explore', '/v1/events?feed=explore', '/v1/me']) {
      const answer = await stranger.fetch(`${path}${path.includes('?') ? '&' : '?'}site=default`)

      assert.equal(((await answer.json()) as Problem).code, 'site_mismatch', path)
    }
  })

  it('opens nothing that was deleted to anybody of its site', async () => {
    const berta = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    assert.equal((await anna.fetch(`/v1/posts/${things.post}`, { method: 'DELETE' })).status, 204)
    await server.db.transaction().execute((trx) => deleteUser(trx, 'default', anna.userId))

    assert.deepEqual(await findOpened(berta, requests, things), [])
    assert.equal((await anna.fetch('/v1/me')).status, 401)
  })
})
