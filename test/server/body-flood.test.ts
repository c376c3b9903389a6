import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Problem } from '@ai-feed/protocol'
import { startLimitedServer } from '../support/limited-server.ts'
import type { LimitedServer } from '../support/limited-server.ts'
import { writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { testOrigins } from '../support/test-server.ts'

/** Larger than the defaults, so that memory that is not held cannot be mistaken for noise. */
const bodyBytes = 4_000_000
const roomBytes = 16_000_000
const senders = 120

describe('a flood of bodies that never end', () => {
  let server: LimitedServer
  let anna: TestUser
  const sockets: Socket[] = []
  before(async () => {
    server = await startLimitedServer({ jsonBodyBytes: bodyBytes, bodyBytesAtOnce: roomBytes })
    anna = await signUp(server, { handle: 'anna', origin: testOrigins[0] })
  })
  after(async () => {
    for (const socket of sockets) socket.destroy()
    await server.close()
  })

  const head = (length: string): string => `POST /v1/posts HTTP/1.1\r\nHost: a\r\n${length}\r\n\r\n`
  /** Sends all but the last byte, as far as the server takes it. @returns what the server says to it. */
  const send = async (): Promise<{ socket: Socket; said: Promise<string> }> => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {})
    sockets.push(socket)
    const said = once(socket, 'data').then(([bytes]) => String(bytes))
    await once(socket, 'connect')
    socket.write(head(`Content-Length: ${bodyBytes}`))
    await new Promise((done) => socket.write(Buffer.alloc(bodyBytes - 1, 'x'), done))
    return { socket, said }
  }
  const residentBytes = async (): Promise<number> => {
    const kiloBytes = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1]
    return Number(kiloBytes) * 1_024
  }

  // Elsewhere nobody tells what another process holds.
  const skip = process.platform !== 'linux'
  it(
    'does not grow the memory of the server: whoever takes longest gives way, with a time to come back',
    { skip },
    async () => {
      const beforeBytes = await residentBytes()
      const first = await send()
      for (let at = 1; at < senders; at += 1) await send()

      const answer = await first.said
      assert.match(answer, /^HTTP\/1.1 503 /)
      assert.match(answer, /^Retry-After: 2\r$/m)
      assert.match(answer, /"code":"overloaded"/)
      const grownBytes = (await residentBytes()) - beforeBytes
      assert.ok(grownBytes < (senders * bodyBytes) / 2, `${grownBytes} bytes more, ${senders * bodyBytes} were sent`)
    },
  )

  it('keeps nobody else from reading and writing', async () => {
    await writePost(anna, { text: 'Still here' })

    assert.equal((await server.get('/v1/feeds/explore')).status, 200)
  })

  it('is not begun by a body of unknown length', async () => {
    for (const path of ['/v1/posts', '/oauth/token', '/sign-in/anything']) {
      const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('x')) })
      const answer = await fetch(server.url + path, { method: 'POST', body, duplex: 'half' } as RequestInit)

      assert.equal(((await answer.json()) as Problem).code, 'length_required', path)
    }
  })
})
