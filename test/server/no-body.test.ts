import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'] as const
const paths = [
  '/account',
  '/account/ai',
  '/account/words',
  '/account/sign-in',
  '/sign-in/none',
  '/sign-in/none/sign-up',
  '/oauth/authorize',
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/relay/none',
  '/v1/posts',
  '/v1/media',
  '/v1/me',
  '/media/none/320.webp',
  '/embed/none',
] as const

describe('a request without a body and its length', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  /** HTTP/1.1 as curl writes it; other clients add a length of 0. */
  const send = async (method: string, path: string): Promise<number> => {
    const { hostname, port, host } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(await text(socket))?.[1])
  }

  for (const path of paths) {
    it(`to ${path} is answered without fault, whatever its method`, async () => {
      for (const method of methods) {
        const status = await send(method, path)
        assert.ok(status >= 200 && status < 500, `${method}: ${status}`)
      }
    })
  }
})
