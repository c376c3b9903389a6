import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { createGuardedFetch } from '../../packages/server/dist/outgoing/guarded-fetch.js'
import { OutgoingError } from '../../packages/server/dist/outgoing/outgoing-error.js'
import { startAnsweringServer } from '../support/answering-server.ts'
import { hostileAnswers, outcomes } from '../support/hostile-answers.ts'

describe('the guarded fetch, against a hostile server', () => {
  for (const [name, answer] of Object.entries(hostileAnswers)) {
    it(`ends "${name}" as ${outcomes[name]}, and lets the connection go`, async () => {
      const server = await startAnsweringServer(answer)
      try {
        const fetchIt = createGuardedFetch({ limits: defaultLimits, trustedOrigins: [server.url] })
        const timeoutMs = outcomes[name] === 'timed_out' ? 300 : 10_000

        assert.equal(await outcomeOf(fetchIt(`${server.url}/`, { timeoutMs })), outcomes[name])
        for (const { socket } of server.requests) {
          if (!socket.destroyed) await new Promise((done) => socket.once('close', done))
        }
      } finally {
        await server.close()
      }
    })
  }

  it('ends a TLS handshake that never comes', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    const origin = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const fetchIt = createGuardedFetch({ limits: defaultLimits, trustedOrigins: [origin] })

    const outcome = await outcomeOf(fetchIt(origin, { timeoutMs: 200 }))
    silent.close()

    assert.equal(outcome, 'timed_out')
  })

  it('says too large one byte above the limit, and not at it', async () => {
    const server = await startAnsweringServer((_request, response) => response.write('12345678') && response.end('9'))
    const fetchIt = createGuardedFetch({ limits: defaultLimits, trustedOrigins: [server.url] })

    const outcomesOfBoth = [
      await outcomeOf(fetchIt(server.url, { maxBytes: 9 })),
      await outcomeOf(fetchIt(server.url, { maxBytes: 8 })),
    ]
    await server.close()

    assert.deepEqual(outcomesOfBoth, ['200 with 9 bytes', 'too_large'])
  })
})

async function outcomeOf(fetching: Promise<{ status: number; bytes: Buffer }>): Promise<string> {
  try {
    const { status, bytes } = await fetching
    return `${status} with ${bytes.byteLength} bytes`
  } catch (error) {
    assert.ok(error instanceof OutgoingError, String(error))
    return error.fault
  }
}
