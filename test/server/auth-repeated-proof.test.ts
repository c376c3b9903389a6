import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postToken, signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the token endpoint, asked twice with one proof', () => {
  let server: TestServer
  let user: TestUser
  before(async () => {
    server = await startTestServer()
    user = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
  })
  after(() => server.close())

  // Browsers send a request again by themselves when a connection breaks before its answer.
  it('says that the proof is at fault, not the grant', async () => {
    const url = `${server.url}/oauth/token`
    const values = { grant_type: 'refresh_token', client_id: 'default', refresh_token: user.refreshToken }
    const send = (proof: string): Promise<Response> =>
      fetch(url, { method: 'POST', headers: { DPoP: proof }, body: new URLSearchParams(values) })
    const unknown = await send(await user.key.prove({ method: 'POST', url }))
    const proof = await user.key.prove({ method: 'POST', url, nonce: unknown.headers.get('DPoP-Nonce') ?? '' })

    const first = await send(proof)
    const second = await send(proof)

    assert.equal(first.status, 200)
    assert.equal(second.status, 400)
    assert.equal(((await second.json()) as { error: string }).error, 'invalid_dpop_proof')
    assert.equal((await postToken(server, user.key, values)).status, 200)
  })
})
