import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { enterAccount } from '../support/account-browser.ts'
import { signUp, testPassword } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('a page for a new password, while more of them wait to be hashed than may', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ limits: { requestsRunning: 400 } })
    await signUp(server, { handle: 'anna', origin: testOrigins[0] })
  })
  after(() => server.close())

  it('says so, with a time to come back', async () => {
    const { browser, open } = await enterAccount(server, { handle: 'anna' })
    const form = await open('/account/password')

    const press = (): ReturnType<typeof open> => browser.submit(form, 'Change password', { password: testPassword })
    const answers = await Promise.all(Array.from({ length: 400 }, press))

    const busy = answers.find(({ status }) => status === 503)
    assert.match(busy?.html ?? '', /The server is busy/)
    assert.equal(busy?.headers.get('Retry-After'), '1')
  })
})
