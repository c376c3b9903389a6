import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { createSessionKey } from '../support/session-key.ts'
import { writeAuthorizationRequest } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const publicUrl = 'https://feed.example'

describe('sign-in behind a proxy, at an https PUBLIC_URL', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ config: { publicUrl } })
  })
  after(() => server.close())

  /** Node's own request: fetch would follow Host. */
  function ask(
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
    const { port } = server.config
    return new Promise((done, fail) => {
      const sent = request({ port, path, headers, method: body === undefined ? 'GET' : 'POST' }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }))
      })
      sent.on('error', fail).end(body)
    })
  }

  for (const host of ['feed.example', 'evil.example', '127.0.0.1']) {
    it(`is the same whatever Host says: ${host}`, async () => {
      const headers = { Host: host, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' }
      const { text } = await ask('/.well-known/oauth-authorization-server', headers)
      const metadata = JSON.parse(text) as Record<string, unknown>
      assert.equal(metadata['issuer'], publicUrl)
      assert.equal(metadata['token_endpoint'], `${publicUrl}/oauth/token`)

      const key = await createSessionKey()
      const { url } = writeAuthorizationRequest({ url: publicUrl }, { origin: testOrigins[0], key })
      const answer = await ask(url.pathname + url.search, headers)
      assert.equal(answer.status, 303)
      assert.match(String(answer.headers['location']), /^\/sign-in\/[\w-]+$/)
      const cookies = answer.headers['set-cookie'] as string[]
      assert.ok(cookies.length > 0)
      for (const line of cookies) assert.match(line, /; secure/i)
    })
  }

  it('wants proofs for the public address, not for the one it was reached at', async () => {
    const key = await createSessionKey()
    const send = async (url: string, nonce?: string): Promise<string> => {
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'default',
        refresh_token: 'x',
      }).toString()
      const proof = await key.prove({ method: 'POST', url, nonce })
      const headers = {
        DPoP: proof,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': String(body.length),
      }
      const answer = await ask('/oauth/token', headers, body)
      const { error } = JSON.parse(answer.text) as { error: string }
      return error === 'use_dpop_nonce' ? send(url, String(answer.headers['dpop-nonce'])) : error
    }
    assert.equal(await send(`${publicUrl}/oauth/token`), 'invalid_grant')
    assert.equal(await send(`http://127.0.0.1:${server.config.port}/oauth/token`), 'invalid_dpop_proof')
  })
})
