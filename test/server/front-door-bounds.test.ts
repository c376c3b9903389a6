import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import { createFrontDoor } from '../../packages/server/dist/http/front-door.js'
import type { FrontDoor } from '../../packages/server/dist/http/front-door.js'
import { createLog } from '../../packages/server/dist/log.js'
import { pollUntil } from '../support/poll.ts'

const log = createLog({ write: () => {} })
const limits = {
  ...defaultLimits,
  requestHeaderSeconds: 1,
  requestSeconds: 1,
  silentConnectionSeconds: 2,
}

describe('a front door under attack', () => {
  let door: FrontDoor
  let port: number
  let most = 0
  const held: (() => void)[] = []
  const admission = createAdmission({ running: 2, waiting: 3 })
  before(async () => {
    const app = createApp({ log, admission, findClientAddress: (peer) => peer ?? '' })
    app.get('/hold', async (c) => {
      most = Math.max(most, admission.load().running)
      await new Promise<void>((done) => held.push(done))
      return c.text('held')
    })
    app.get('/healthz', (c) => c.text('ok'))
    app.get('/much', (c) => c.body('x'.repeat(50_000_000)))
    door = createFrontDoor({
      limits,
      log,
      admissions: { api: admission, signIn: createAdmission({ running: 2, waiting: 2 }) },
    })
    port = await door.listen('127.0.0.1', 0)
    const provider = (): void => {}
    door.open({ fetch: (request, bindings) => app.fetch(request, bindings), provider, isForProvider: () => false })
  })
  after(() => door.close(0))

  const open = (text = ''): Promise<Socket> => openSocket(port, text)
  const isAlive = async (): Promise<boolean> => {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { Connection: 'close' } })
      return answer.ok
    } catch {
      return false
    }
  }

  for (const [what, text] of [
    ['a head that never ends', 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: 1'],
    ['a body that never ends', 'POST /hold HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc'],
    [
      'a body in chunks that never ends',
      'POST /hold HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc',
    ],
    ['a connection that says nothing', ''],
  ] as const) {
    it(`ends ${what}`, async () => {
      const socket = await open(text)
      socket.resume()

      await once(socket, 'close')

      assert.ok(await isAlive())
    })
  }

  it('ends a reader who does not read', async () => {
    const socket = await open('GET /much HTTP/1.1\r\nHost: a\r\n\r\n')
    socket.pause()

    await pollUntil(() => admission.load().running === 0)
    // Its buffers are full and the rest of the answer is never taken.
    await pollUntil(async () => {
      socket.write('x')
      return socket.destroyed || socket.errored !== null
    })

    assert.ok(await isAlive())
  })

  it('turns away at once what is beyond its places and its line, and serves every one that it let in', async () => {
    const asked = Array.from({ length: 40 }, () => fetch(`http://127.0.0.1:${port}/hold`))
    const answers: number[] = []
    for (const request of asked) void request.then(({ status }) => answers.push(status))
    await pollUntil(() => answers.length === 35)

    // Nobody has been let go: all these answers are refusals.
    assert.deepEqual([...new Set(answers)], [503])
    const letGo = setInterval(() => held.splice(0).forEach((done) => done()), 5)
    const statuses = (await Promise.all(asked)).map(({ status, headers }) => [status, headers.get('Retry-After')])
    clearInterval(letGo)
    assert.equal(statuses.filter(([status]) => status === 200).length, 5)
    assert.ok(statuses.every(([status, retryAfter]) => (status === 503) === (retryAfter === '2')))
    assert.equal(most, 2)
  })
})

describe('a front door with places for three connections', () => {
  it('closes the fourth unheard, and takes others when these are gone', async () => {
    const door = createFrontDoor({
      limits: { ...defaultLimits, connectionsPerProcess: 3 },
      log,
      admissions: {
        api: createAdmission({ running: 2, waiting: 2 }),
        signIn: createAdmission({ running: 2, waiting: 2 }),
      },
    })
    const port = await door.listen('127.0.0.1', 0)
    const question = 'GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
    const hear = async (): Promise<string> => {
      let text = ''
      try {
        for await (const chunk of await openSocket(port, question)) text += String(chunk)
      } catch {
        // Closed before it was asked.
      }
      return text
    }
    const three = await Promise.all([1, 2, 3].map(() => openSocket(port, 'GET /healthz HTTP/1.1\r\n')))

    assert.deepEqual([await hear(), await hear()], ['', ''])
    for (const socket of three) socket.destroy()
    await pollUntil(async () => (await hear()).startsWith('HTTP/1.1 200'))
    await door.close(0)
  })
})

async function openSocket(port: number, text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  if (text !== '') socket.write(text)
  return socket
}
