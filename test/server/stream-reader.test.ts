import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { StreamReader } from '../../packages/server/dist/events/stream-reader.js'

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(46)

function createReader() {
  const onEnd = mock.fn()
  const cut = mock.fn()
  const request = {
    siteId: 'default',
    viewer: undefined,
    address: '127.0.0.1',
    feeds: ['explore'],
    after: undefined,
    cut,
  }
  return { reader: new StreamReader(request, onEnd, 65_536), onEnd, cut }
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(body).text()
}

describe('StreamReader', () => {
  it('keeps 64 kB for a reader that pauses, and cuts it off with the reason beyond', async () => {
    const { reader, onEnd } = createReader()
    for (let index = 0; index < 64; index += 1) reader.write(bytes(1_024))
    const isEndedWhenFull = reader.isEnded
    reader.write(bytes(1))
    reader.write(bytes(1))

    assert.equal(isEndedWhenFull, false)
    assert.equal(reader.isEnded, true)
    assert.equal(onEnd.mock.callCount(), 1)
    const text = await readAll(reader.body)
    assert.equal(text, `${'.'.repeat(65_536)}event: end\ndata: {"reason":"slow_reader"}\n\n`)
  })

  it('writes on for a reader that takes what it gets', async () => {
    const { reader } = createReader()
    const source = reader.body.getReader()
    for (let index = 0; index < 200; index += 1) {
      reader.write(bytes(1_024))
      await source.read()
    }

    assert.equal(reader.isEnded, false)
  })

  it('lets a replay wait for room', async () => {
    const { reader } = createReader()
    reader.write(bytes(65_000))
    const waiting = reader.writeWithPatience(bytes(2_000))
    const source = reader.body.getReader()
    await source.read()
    await waiting

    assert.equal(reader.isEnded, false)
    assert.equal((await source.read()).value?.byteLength, 2_000)
  })

  it('closes the connection of a reader who does not take the last bytes', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { reader, cut } = createReader()
    reader.write(bytes(1_024))
    reader.end('shutting_down')
    t.mock.timers.tick(4_999)
    const early = cut.mock.callCount()
    t.mock.timers.tick(1)

    assert.deepEqual([early, cut.mock.callCount()], [0, 1])
  })

  it('ends once when its connection goes away', async () => {
    const { reader, onEnd } = createReader()
    await reader.body.cancel()
    reader.end('signed_out')
    reader.abort()
    reader.write(bytes(1))

    assert.equal(onEnd.mock.callCount(), 1)
  })
})
