import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setUserState } from '../../packages/server/dist/accounts/user-state.js'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('open event streams', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  async function follow(user: TestUser): Promise<{ end: Promise<string> }> {
    const response = await user.fetch('/v1/events?feed=explore', { headers: { Accept: 'text/event-stream' } })
    assert.equal(response.status, 200, await (response.ok ? '' : response.text()))
    return { end: response.text() }
  }

  it('end within ten seconds when their user signs out', async () => {
    const user = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    const { end } = await follow(user)
    await user.signOut()
    assert.match(await end, /event: end\ndata: \{"reason":"signed_out"\}/)
  })

  it('end within ten seconds when their user is suspended', async () => {
    const user = await signUp(server, { handle: 'berta', origin: testOrigins[0] })
    const { end } = await follow(user)
    await setUserState(server.db, 'default', 'berta', 'suspended')
    assert.match(await end, /event: end\ndata: \{"reason":"(suspended|signed_out)"\}/)
  })
})
