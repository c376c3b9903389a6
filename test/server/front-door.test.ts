import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { defaultLimits } from '@ai-feed/protocol'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import type { AppBindings } from '../../packages/server/dist/http/app.js'
import { createFrontDoor } from '../../packages/server/dist/http/front-door.js'
import type { FrontDoor } from '../../packages/server/dist/http/front-door.js'
import { createLog } from '../../packages/server/dist/log.js'

const log = createLog({ write: () => {} })

interface Opened {
  readonly door: FrontDoor
  readonly url: string
  readonly port: number
  /** Settles when a request to /hold has come in. */
  readonly held: Promise<void>
  letGo(): void
}

/** Two requests run, two wait; /hold answers when it is let go, /stream never ends. */
async function open(): Promise<Opened> {
  const admission = createAdmission({ running: 2, waiting: 2 })
  const app = createApp({ log, admission, findClientAddress: (peer) => peer ?? '' })
  const waiting: (() => void)[] = []
  let arrive = (): void => {}
  const held = new Promise<void>((done) => (arrive = done))
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/hold', async (c) => {
    await new Promise<void>((done) => {
      waiting.push(done)
      arrive()
    })
    return c.text('held')
  })
  app.get('/stream', (c) => c.body(new ReadableStream({ start: (stream) => stream.enqueue(': hello\n\n') }), 200))
  app.post('/echo', async (c) => c.text(await c.req.text()))
  const door = createFrontDoor({
    limits: defaultLimits,
    log,
    admissions: { api: admission, signIn: createAdmission({ running: 2, waiting: 2 }) },
  })
  const port = await door.listen('127.0.0.1', 0)
  door.open({
    fetch: (request, bindings: AppBindings) => app.fetch(request, bindings),
    provider: (incoming, outgoing) => void incoming.pipe(outgoing),
    isForProvider: (path) => path.startsWith('/oauth/'),
  })
  return { door, url: `http://127.0.0.1:${port}`, port, held, letGo: () => waiting.splice(0).forEach((done) => done()) }
}

/** For doors that are never opened. */
const places = createAdmission({ running: 1, waiting: 1 })
const closedDoors = { api: places, signIn: places }

/** Sends raw bytes and gives all that comes back until the connection ends. */
async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}

describe('front door', () => {
  let opened: Awaited<ReturnType<typeof open>>
  before(async () => {
    opened = await open()
  })
  after(() => opened.door.close(0))

  it('gives both sides the body that was sent, however it was cut', async () => {
    for (const path of ['/echo', '/oauth/token']) {
      for (const size of [0, 1, 16_384, 65_535, 65_536, 200_000]) {
        const body = 'x'.repeat(size)
        const response = await fetch(opened.url + path, { method: 'POST', body })

        assert.equal(await response.text(), body)
      }
    }
  })

  it('waits for a body that trickles in', async () => {
    const socket = connect(opened.port, '127.0.0.1')
    socket.write('POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 6\r\n\r\n')
    for (const part of ['ab', 'cd', 'ef']) {
      await delay(5)
      socket.write(part)
    }
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)

    assert.match(answer, /^HTTP\/1.1 200/)
    assert.match(answer, /abcdef$/)
  })

  it('answers too large headers with a problem', async () => {
    const answer = await sendRaw(opened.port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)

    assert.match(answer, /^HTTP\/1.1 400/)
    assert.match(answer, /"code":"bad_request"/)
  })

  for (const text of [
    'NONSENSE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: a\r\nhost: a\r\nConnection: close\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: a joke\r\nConnection: close\r\n\r\n',
  ]) {
    it(`answers ${JSON.stringify(text.slice(0, 60))} with 400 and lives on`, async () => {
      const answer = await sendRaw(opened.port, text)

      assert.match(answer, /^HTTP\/1.1 400/)
      assert.match(answer, /^X-Request-Id: [0-9a-f-]{36}\r$/im)
      assert.match(answer, /^Access-Control-Allow-Origin: \*\r$/im)
      assert.equal((await fetch(`${opened.url}/healthz`)).status, 200)
    })
  }

  it('takes HTTP/1.0 without a Host, as load balancers send it', async () => {
    const answer = await sendRaw(opened.port, 'GET /healthz HTTP/1.0\r\n\r\n')

    assert.match(answer, /^HTTP\/1.1 200 /)
  })

  it('turns requests away at once when places and line are full, but not the question whether it lives', async () => {
    const held = [1, 2, 3, 4].map(() => fetch(`${opened.url}/hold`))
    let refused = await fetch(`${opened.url}/hold`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    while (refused?.status !== 503) refused = await fetch(`${opened.url}/echo`, { method: 'POST', body: 'x' })

    assert.equal(refused.headers.get('Retry-After'), '2')
    assert.equal(((await refused.json()) as { code: string }).code, 'overloaded')
    assert.equal((await fetch(`${opened.url}/healthz`)).status, 200)
    while (await Promise.race([Promise.all(held).then(() => false), delay(5, true)])) opened.letGo()
  })

  it('counts neither streams nor bodies on their way as running', async () => {
    const streams = await Promise.all([1, 2, 3, 4, 5].map(() => fetch(`${opened.url}/stream`)))
    const slow = [1, 2, 3, 4, 5].map(() => {
      const socket = connect(opened.port, '127.0.0.1')
      socket.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc')
      return socket
    })

    assert.equal((await fetch(`${opened.url}/echo`, { method: 'POST', body: 'x' })).status, 200)
    for (const socket of slow) socket.destroy()
    await Promise.all(streams.map(async ({ body }) => body?.cancel()))
  })
})

describe('a closing front door', () => {
  it('lets running requests end and takes no others', async () => {
    const { door, url, held, letGo } = await open()
    const running = fetch(`${url}/hold`)
    await held
    const closed = door.close(5_000)
    await assert.rejects(fetch(`${url}/healthz`))

    letGo()

    assert.equal(await (await running).text(), 'held')
    await closed
  })

  it('cuts those that take too long', async () => {
    const { door, url, held } = await open()
    const running = fetch(`${url}/hold`)
    await held

    await Promise.all([assert.rejects(running), door.close(50)])
  })
})

describe('a front door that is not yet open', () => {
  it('lives, and asks to come back', async () => {
    const door = createFrontDoor({ limits: defaultLimits, log, admissions: closedDoors })
    const url = `http://127.0.0.1:${await door.listen('127.0.0.1', 0)}`
    const ready = await fetch(`${url}/readyz`)

    assert.equal((await fetch(`${url}/healthz`)).status, 200)
    assert.equal(ready.status, 503)
    assert.equal(ready.headers.get('Retry-After'), '1')
    await door.close(0)
  })

  it('says in one sentence that its port is taken', async () => {
    const door = createFrontDoor({ limits: defaultLimits, log, admissions: closedDoors })
    const second = createFrontDoor({
      limits: defaultLimits,
      log,
      admissions: closedDoors,
    })
    const port = await door.listen('127.0.0.1', 0)

    await assert.rejects(second.listen('127.0.0.1', port), { name: 'ConfigError', message: /is in use/ })
    await door.close(0)
  })
})
