import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { after, before, describe, it } from 'node:test'
import type { Post, Problem } from '@ai-feed/protocol'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('a write', () => {
  let server: TestServer
  let anna: TestUser
  let post: Post
  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    post = (await (await write('POST', '/v1/posts', { text: 'Hello' })).json()) as Post
  })
  after(() => server.close())

  const write = (method: string, path: string, value?: object): Promise<Response> =>
    anna.fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(value && { body: JSON.stringify(value) }),
    })
  const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code

  for (const [method, path, value] of [
    ['POST', '/v1/posts', { text: 'Hello' }],
    ['PUT', '/v1/posts/{id}/likes/me', undefined],
    ['DELETE', '/v1/posts/{id}/likes/me', undefined],
    ['PATCH', '/v1/me', { bio: 'Hello' }],
    ['POST', '/v1/media', undefined],
  ] as const) {
    it(`by ${method} to ${path} refuses parameters that nobody reads`, async () => {
      const address = path.replace('{id}', post.id)

      const unknown = await write(method, `${address}?site=default&draft=1`, value)
      const twice = await write(method, `${address}?site=default&site=default`, value)

      assert.equal(await codeOf(unknown), 'unknown_field')
      assert.equal(await codeOf(twice), 'invalid_field')
    })
  }

  it('may name the site of its token', async () => {
    assert.equal((await write('POST', '/v1/posts?site=default', { text: 'Again' })).status, 201)
  })

  it('refuses a body in a coding that nobody undoes, also one that only says so', async () => {
    for (const body of [gzipSync('{"text":"Hello"}'), Buffer.from('{"text":"Hello"}')]) {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
      const response = await anna.fetch('/v1/posts', { method: 'POST', headers, body: new Uint8Array(body) })

      assert.equal(response.status, 415)
      assert.equal(await codeOf(response), 'unsupported_type')
    }
  })
})
