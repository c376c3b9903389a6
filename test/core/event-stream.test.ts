import { expect } from '@open-wc/testing'
import { readEventStream, type StreamEvent } from '../../packages/core/dist/http/event-stream.js'

describe('readEventStream', () => {
  // The cases of the HTML standard, section 9.2.6, and of web-platform-tests/eventsource.
  const cases: [sentence: string, text: string, events: Partial<StreamEvent>[]][] = [
    ['ends lines at LF', 'data: a\n\n', [{ kind: 'message', data: 'a' }]],
    ['ends lines at CR', 'data: a\r\rdata: b\r\r', [{ data: 'a' }, { data: 'b' }]],
    ['ends lines at CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', [{ data: 'a' }, { data: 'b' }]],
    ['drops a byte order mark at the start', '\uFEFFdata: a\n\n', [{ data: 'a' }]],
    ['keeps a byte order mark elsewhere', '\uFEFF\uFEFFdata: a\n\ndata: b\n\n', [{ data: 'b' }]],
    ['joins lines of data by LF', 'data: a\ndata\ndata: b\n\n', [{ data: 'a\n\nb' }]],
    ['leaves comments out', ': ping\n:data: x\ndata: a\n\n', [{ data: 'a' }]],
    ['takes one space after the colon away', 'data:  a\n\ndata:b\n\n', [{ data: ' a' }, { data: 'b' }]],
    [
      'gives the kind once',
      'event: x\ndata: a\n\ndata: b\n\n',
      [
        { kind: 'x', data: 'a' },
        { kind: 'message', data: 'b' },
      ],
    ],
    ['leaves events without data out', 'event: x\n\ndata: b\n\n', [{ kind: 'message', data: 'b' }]],
    ['gives an event of empty data', 'data\n\n', [{ data: '' }]],
    ['keeps the last id', 'id: 7\ndata: a\n\ndata: b\n\n', [{ lastId: '7' }, { lastId: '7' }]],
    ['ignores an id with NULL', 'id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n', [{ lastId: '7' }, { lastId: '7' }]],
    ['resets the id at an empty one', 'id: 7\ndata: a\n\nid\ndata: b\n\n', [{ lastId: '7' }, { lastId: '' }]],
    ['ignores unknown fields', 'foo: x\ndata : y\ndata: a\n\n', [{ data: 'a' }]],
    ['drops what no blank line ends', 'data: a\n\ndata: b\n', [{ data: 'a' }]],
  ]

  for (const [sentence, text, events] of cases) {
    it(sentence, async () => {
      const whole = await collect(streamOf([encode(text)]))
      const bytes = await collect(streamOf(Array.from(encode(text), (byte) => Uint8Array.of(byte))))

      for (const [index, event] of events.entries()) expect(whole[index]).to.include(event)
      expect(whole).to.have.length(events.length)
      expect(bytes, 'one byte at a time').to.deep.equal(whole)
    })
  }

  it('puts characters together that a chunk border cut', async () => {
    const bytes = encode('data: 🦊é\n\n')

    for (let cut = 1; cut < bytes.length; cut += 1) {
      const [event] = await collect(streamOf([bytes.slice(0, cut), bytes.slice(cut)]))

      expect(event?.data).to.equal('🦊é')
    }
  })

  it('reports life and the pause that the server asks for', async () => {
    const pauses: number[] = []
    let signsOfLife = 0
    const hooks = { onActivity: () => (signsOfLife += 1), onRetry: (ms: number) => pauses.push(ms) }

    await collect(streamOf([encode('retry: 3000\nretry: soon\n'), encode(': ping\n\n')]), hooks)

    expect(pauses).to.deep.equal([3000])
    expect(signsOfLife).to.equal(2)
  })

  it('cancels the body when the reader leaves', async () => {
    let isCanceled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode('data: a\n\n')),
      cancel: () => void (isCanceled = true),
    })

    for await (const _ of readEventStream(body)) break

    expect(isCanceled).to.equal(true)
  })

  for (const [what, piece] of [
    ['a line', 'x'.repeat(100_000)],
    ['an event', `data: ${'x'.repeat(100_000)}\n`],
    ['an event of empty lines', 'data:\n'.repeat(100_000)],
  ] as const)
    it(`gives up ${what} that never ends`, async () => {
      const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(encode(piece)) })

      const failure = await collect(body).catch((error: unknown) => error)

      expect(failure).to.be.instanceOf(RangeError)
    })
})

async function collect(body: ReadableStream<Uint8Array>, hooks = {}): Promise<StreamEvent[]> {
  const events: StreamEvent[] = []
  for await (const event of readEventStream(body, hooks)) events.push(event)
  return events
}

function streamOf(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
