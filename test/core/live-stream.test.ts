import { expect } from '@open-wc/testing'
import { createLiveStream } from '../../packages/core/dist/feed/live-stream.js'
import { errorOfResponse } from '../../packages/core/dist/http/read-problem.js'
import { systemClock } from '../../packages/core/dist/platform/clock.js'
import { createTransport } from '../../packages/core/dist/http/transport.js'
import { HandClock } from '../support/hand-clock.ts'
import { eventually } from '../support/until.ts'

/** Opens a stream whose server answers at once and ends. @returns its first pauses, without the one before the first answer */
async function pausesAfter(answer: () => Response, random = 0): Promise<number[]> {
  const waits: number[] = []
  const enough = Promise.withResolvers<void>()
  const transport = createTransport({
    server: 'https://feed.test',
    fetch: async () => answer(),
    authorization: { prove: async () => undefined, observe() {}, recover: async () => false },
    readProblem: (response) => errorOfResponse(response, systemClock),
  })
  const stream = createLiveStream({
    transport,
    site: 'default',
    clock: {
      now: () => 0,
      random: () => random,
      async wait(ms, signal) {
        // The watch over its silence waits for 40 s.
        if (ms === 40_000) return new Promise((_resolve, reject) => signal?.addEventListener('abort', reject))
        waits.push(ms)
        if (waits.length > 3) enough.resolve()
        await new Promise((resolve) => requestAnimationFrame(resolve))
        signal?.throwIfAborted()
      },
    },
    hasSession: async () => false,
    lastSeq: () => undefined,
    onOpen() {},
    onClose() {},
    onEvent: () => undefined,
  })
  stream.open(['explore'])
  await enough.promise
  stream.close()
  return waits.slice(1, 4)
}

const streamThatAsks = (ms: number) => () =>
  new Response(`retry: ${ms}\n\n`, { headers: { 'content-type': 'text/event-stream' } })

describe('the pause before the next event stream', () => {
  it('is no longer for a clock that was set back', async () => {
    const waits: number[] = []
    let nowMs = 86_400_000
    const stream = createLiveStream({
      transport: createTransport({
        server: 'https://feed.test',
        fetch: async () => new Promise<Response>(() => {}),
        authorization: { prove: async () => undefined, observe() {}, recover: async () => false },
        readProblem: (response) => errorOfResponse(response, systemClock),
      }),
      site: 'default',
      clock: {
        now: () => nowMs,
        random: () => 0,
        async wait(ms) {
          waits.push(ms)
          // The watch over its silence goes on for ever.
          if (waits.length % 2 === 0) await new Promise(() => {})
        },
      },
      hasSession: async () => false,
      lastSeq: () => undefined,
      onOpen() {},
      onClose() {},
      onEvent: () => undefined,
    })

    stream.open(['explore'])
    await new Promise((resolve) => setTimeout(resolve))
    nowMs = 0
    waits.length = 0
    stream.open(['home'])
    await new Promise((resolve) => setTimeout(resolve))
    stream.close()

    expect(waits[0]).to.equal(1000)
  })

  it('is the one that the server asks for, while ours is shorter', async () => {
    expect(await pausesAfter(streamThatAsks(3000))).to.deep.equal([3000, 3000, 3000])
  })

  it('is longer for some, who would return together otherwise', async () => {
    expect(await pausesAfter(streamThatAsks(3000), 0.5)).to.deep.equal([3750, 3750, 3750])
  })

  it('is never less than a second, and grows where little is asked for', async () => {
    expect(await pausesAfter(streamThatAsks(1), 0.999)).to.satisfy(
      ([first, second, third]: [number, number, number]) => first >= 999 && second > first && third > second,
    )
    expect(await pausesAfter(streamThatAsks(0))).to.deep.equal([1000, 1000, 2000])
  })

  it('is no longer than a minute, whatever is asked for', async () => {
    expect(await pausesAfter(streamThatAsks(86_400_000))).to.deep.equal([60_000, 60_000, 60_000])
  })
})

describe('an event stream of nothing', () => {
  for (const [what, hasSession, requests] of [
    ['is not asked for without a session', false, 0],
    ['tells a session of its notifications', true, 1],
  ] as const) {
    it(what, async () => {
      const asked: string[] = []
      const ended = Promise.withResolvers<void>()
      const stream = createLiveStream({
        transport: createTransport({
          server: 'https://feed.test',
          fetch: async (request) => {
            asked.push(new Request(request).url)
            return new Response(null, { status: 404 })
          },
          authorization: { prove: async () => undefined, observe() {}, recover: async () => false },
          readProblem: (response) => errorOfResponse(response, systemClock),
        }),
        site: 'default',
        clock: systemClock,
        hasSession: async () => hasSession,
        lastSeq: () => undefined,
        onOpen() {},
        onClose: ended.resolve,
        onEvent: () => undefined,
      })

      stream.open(hasSession ? [] : ['home'])
      await ended.promise
      stream.close()

      expect(asked).to.have.length(requests)
    })
  }
})

describe('an event stream that fell silent', () => {
  for (const [what, ms] of [
    ['goes on', 0],
    ['was set back by a day', -86_400_000],
    ['was set a day ahead', 86_400_000],
  ] as const)
    it(`is given up within two silences where the clock ${what}`, async () => {
      const clock = new HandClock()
      let connections = 0
      const stream = createLiveStream({
        transport: createTransport({
          server: 'https://feed.test',
          async fetch(_input, init) {
            connections += 1
            const silence = new ReadableStream({
              start: (controller) =>
                init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason)),
            })
            return new Response(silence, { headers: { 'content-type': 'text/event-stream' } })
          },
          authorization: { prove: async () => undefined, observe() {}, recover: async () => false },
          readProblem: (response) => errorOfResponse(response, systemClock),
        }),
        site: 'default',
        clock,
        hasSession: async () => false,
        lastSeq: () => undefined,
        onOpen() {},
        onClose() {},
        onEvent: () => undefined,
      })
      stream.open(['explore'])
      await eventually(() => {
        clock.pass(10)
        return connections === 1
      })

      clock.dateMs += ms
      for (let second = 0; second < 90; second += 1) {
        clock.pass(1000)
        await new Promise((resolve) => setTimeout(resolve))
      }
      stream.close()

      expect(connections).to.be.greaterThan(1)
    })
})
