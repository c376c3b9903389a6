import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createSessionKey } from '../support/session-key.ts'
import { writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('the character U+0000', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  for (const path of [
    ...['tag:', 'topic:', 'user:', 'comments:', ''].map((kind) => `/v1/feeds/${kind}a%00b`),
    ...['tag:', 'topic:', 'user:', 'comments:'].map((kind) => `/v1/events?feed=${kind}%00`),
    '/v1/feeds/explore?site=%00',
    '/v1/feeds/explore?cursor=%00',
    '/v1/users/a%00b',
    '/v1/posts/%00',
    '/media/%00/40.webp',
    '/sign-in/%00',
    '/account?site=%00',
    '/oauth/relay/%00',
    '/oauth/authorize?client_id=%00',
  ]) {
    it(`in ${path} is the asker's fault`, async () => {
      const { status } = await server.get(path)

      assert.ok(status >= 400 && status < 500, String(status))
    })
  }

  for (const name of [
    'state',
    'dpop_jkt',
    'ui_locales',
    'login_hint',
    'scope',
    'code_challenge',
    'redirect_uri',
    'nonce',
  ]) {
    it(`in ${name} of a sign-in is the page's fault`, async () => {
      const key = await createSessionKey()
      const { url } = writeAuthorizationRequest(server, { origin: testOrigins[0], key, params: { [name]: 'a\0b' } })
      const answer = await fetch(url, { redirect: 'manual' })

      assert.ok(answer.status < 500, String(answer.status))
      const leadsTo = answer.headers.get('Location') ?? ''
      assert.ok(answer.status === 400 || leadsTo.includes('error='), `${answer.status} ${leadsTo}`)
    })
  }
})
