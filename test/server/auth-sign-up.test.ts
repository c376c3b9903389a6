import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signIn, signUp } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('signing up', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  it('gives a key-bound token that says who it is', async () => {
    const anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    const response = await anna.fetch('/v1/me')
    assert.equal(response.status, 200, await response.clone().text())
  })
})
