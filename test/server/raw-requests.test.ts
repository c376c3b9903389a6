import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

/** Requests by the status that answers them. */
const known: readonly (readonly [status: number, head: string, body?: string])[] = [
  [200, 'GET /healthz HTTP/1.1'],
  [200, 'GET /v1/feeds/explore HTTP/1.1'],
  [404, 'GET /v1/feeds/user:nobody HTTP/1.1'],
  [404, 'HEAD /v1/posts/none HTTP/1.1'],
  [405, 'PUT /v1/limits HTTP/1.1', '{"is": "not read"}'],
  [401, 'POST /v1/posts HTTP/1.1', JSON.stringify({ text: 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n' })],
  [400, 'POST /oauth/token HTTP/1.1', 'grant_type=none'],
]

/** Ways to say where a request ends that are none, or two: what follows must not be taken for another one. */
const unclear: readonly string[] = [
  'Content-Length: 5\r\nTransfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nContent-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 5\r\nContent-Length: 5',
  'Content-Length: 5, 5',
  'Content-Length: +5',
  'Content-Length: -5',
  'Content-Length: 0x5',
  'Content-Length: 5 5',
  'Content-Length: 99999999999999999999',
  'Content-Length:',
  'Content-Length : 5',
  'Content-Length\r\n: 5',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: identity, chunked, chunked',
  'Transfer-Encoding : chunked',
  'Transfer-Encoding:\u000bchunked',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
  'X: a\nContent-Length: 5',
  'X: a\r\n Content-Length: 5\r\n\tTransfer-Encoding: chunked',
  'X: a\0b\r\nContent-Length: 5',
  'no colon\r\nContent-Length: 5',
]

describe('a connection', () => {
  let server: TestServer
  let port: number
  before(async () => {
    server = await startTestServer()
    port = Number(new URL(server.url).port)
  })
  after(() => server.close())

  /** Sends pieces, each in a packet of its own, and gives all that comes until the connection ends. */
  const send = async (pieces: readonly string[]): Promise<string> => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let answer = ''
    const reading = (async () => {
      for await (const chunk of socket) answer += String(chunk)
    })()
    for (const piece of pieces) await new Promise((done) => socket.write(piece, 'latin1', done))
    await reading
    return answer
  }
  const statusesOf = (answer: string): number[] =>
    [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
  const write = ([, head, body]: (typeof known)[number], isLast: boolean): string =>
    `${head}\r\nHost: a\r\n${isLast ? 'Connection: close\r\n' : ''}${body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`}\r\n${body ?? ''}`

  it('answers requests that come in one go, each once and in their order, however they are cut', async () => {
    const requests = fc.array(fc.constantFrom(...known), { minLength: 1, maxLength: 8 })
    const cuts = fc.array(fc.nat(2_000), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(requests, cuts, async (asked, places) => {
        const text = asked.map((request, at) => write(request, at === asked.length - 1)).join('')
        const ends = [...new Set([...places.map((place) => place % text.length), text.length])].toSorted(
          (a, b) => a - b,
        )
        const pieces = ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end)).filter((piece) => piece !== '')

        assert.deepEqual(
          statusesOf(await send(pieces)),
          asked.map(([status]) => status),
        )
      }),
      { numRuns: 60 },
    )
  })

  for (const header of unclear) {
    it(`ends where nobody can say where a request does: ${JSON.stringify(header)}`, async () => {
      const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
      const answer = await send([`POST /v1/posts HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n0\r\n\r\n${smuggled}`])

      assert.match(answer, /^HTTP\/1\.1 4\d\d /)
      assert.equal(statusesOf(answer).length, 1, answer)
      assert.deepEqual(
        server.logs.filter(({ path }) => path === '/smuggled'),
        [],
      )
    })
  }
})
