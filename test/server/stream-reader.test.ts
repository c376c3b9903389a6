import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { StreamReader } from '../../packages/server/dist/events/stream-reader.js'

const request = { siteId: 'default', viewer: undefined, address: '127.0.0.1', feeds: ['explore'], after: undefined }
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(46)

function createReader(): { reader: StreamReader; onEnd: ReturnType<typeof mock.fn> } {
  const onEnd = mock.fn()
  return { reader: new StreamReader(request, onEnd), onEnd }
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

  it('frees its buffer when nobody takes the last bytes', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { reader } = createReader()
    reader.write(bytes(1_024))
    reader.end('shutting_down')
    t.mock.timers.tick(5_000)

    await assert.rejects(readAll(reader.body))
  })

  it('ends once when its connection goes away', async () => {
    const { reader, onEnd } = createReader()
    await reader.body.cancel()
    reader.end('signed_out')
    reader.abort(new Error('late'))
    reader.write(bytes(1))

    assert.equal(onEnd.mock.callCount(), 1)
  })
})
