import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { createLiveStream } from '../../packages/core/dist/feed/live-stream.js'
import { errorOfResponse } from '../../packages/core/dist/http/read-problem.js'
import { systemClock } from '../../packages/core/dist/platform/clock.js'
import { createTransport } from '../../packages/core/dist/http/transport.js'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (isFeedError(error) ? error.code : String(error)),
  )

describe('a network that answers everything with 200 and its own page', () => {
  let opened: StubbedClient
  beforeEach(async () => {
    opened = openClient()
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  it('has not ended every sign-in', async () => {
    opened.stub.fail('POST /oauth/revoke', 'html-200')

    const code = await codeOf(opened.client.signOut({ everywhere: true }))

    expect(code).to.equal('bad_response')
    expect(opened.client.session.getSnapshot().status).to.equal('signed-in')
  })

  it('has not taken notifications as read', async () => {
    const notice = { seq: 1, kind: 'follow', actorCount: 1, at: '2026-01-01T00:00:00.000Z', read: false } as const
    opened.stub.people.notifications = [{ ...notice, id: 'a', actors: [{ id: 'u', handle: 'ben', name: '' }] }]
    await opened.client.notifications.refresh()
    opened.stub.fail('PUT /v1/notifications/marker', 'html-200')

    const code = await codeOf(opened.client.notifications.markRead())

    expect(code).to.equal('bad_response')
    expect(opened.client.notifications.getSnapshot().items[0]?.read).to.equal(false)
  })

  it('is no event stream, and is asked again ever more seldom', async () => {
    const waits: number[] = []
    const enough = Promise.withResolvers<void>()
    const transport = createTransport({
      server: opened.stub.server,
      fetch: async () => new Response('<h1>Welcome to the hotel</h1>', { headers: { 'content-type': 'text/html' } }),
      authorization: { prove: async () => undefined, observe() {}, recover: async () => false },
      readProblem: (response) => errorOfResponse(response, systemClock),
    })
    let hasOpened = false
    const stream = createLiveStream({
      transport,
      site: 'default',
      clock: {
        now: () => 0,
        random: () => 1,
        async wait(ms, signal) {
          // The watch over its silence waits for 40 s.
          if (ms === 40_000) return new Promise((_resolve, reject) => signal?.addEventListener('abort', reject))
          waits.push(ms)
          if (waits.length > 5) enough.resolve()
          await new Promise((resolve) => requestAnimationFrame(resolve))
          signal?.throwIfAborted()
        },
      },
      hasSession: async () => false,
      lastSeq: () => undefined,
      onOpen: () => (hasOpened = true),
      onClose() {},
      onEvent: () => undefined,
    })

    stream.open(['explore'])
    await enough.promise
    stream.close()

    expect(hasOpened).to.equal(false)
    expect(waits.slice(1, 6)).to.deep.equal([1000, 2000, 4000, 8000, 16_000])
  })
})

describe('a page that froze what its scripts share', () => {
  let opened: StubbedClient
  beforeEach(() => {
    opened = openClient()
    Reflect.defineProperty(Error.prototype, 'name', { writable: false })
  })
  afterEach(() => {
    Reflect.defineProperty(Error.prototype, 'name', { writable: true })
    opened.closeAll()
  })

  it('is told the reason of a failure all the same', async () => {
    opened.stub.fail('GET /v1/posts', { code: 'overloaded' })

    expect(await codeOf(opened.client.loadPost('any'))).to.equal('overloaded')
  })

  it('is told that an answer has no shape', async () => {
    opened.stub.fail('GET /v1/posts', 'html-200')

    expect(await codeOf(opened.client.loadPost('any'))).to.equal('bad_response')
  })
})

describe('a server', () => {
  let opened: StubbedClient
  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => opened.closeAll())

  it('whose answer breaks off in the middle has given a bad response, and was not unreachable', async () => {
    const client = opened.open({
      fetch: async () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              controller.enqueue(new TextEncoder().encode('{"items":['))
              controller.error(new TypeError('network error'))
            },
          }),
        ),
    })

    expect(await codeOf(client.feed('explore').refresh())).to.equal('bad_response')
  })

  it('that leads notifications in a circle comes to an end', async () => {
    await opened.signIn()
    const notice = { seq: 1, kind: 'follow', actorCount: 1, at: '2026-01-01T00:00:00.000Z', read: false } as const
    const items = [{ ...notice, id: 'a', actors: [{ id: 'u', handle: 'ben', name: '' }] }]
    const client = opened.open({
      fetch: async (input, init) => {
        const { pathname, searchParams } = new URL(new Request(input).url)
        if (pathname !== '/v1/notifications') return opened.stub.fetch(input, init)
        return Response.json({ items, next: searchParams.get('cursor') === 'one' ? 'two' : 'one' })
      },
    })
    const { notifications } = client
    await until(client.session, ({ status }) => status === 'signed-in')

    let pages = 0
    do {
      await notifications.loadMore()
      pages += 1
    } while (notifications.getSnapshot().hasMore && pages < 10)

    expect(pages).to.equal(3)
  })

  it('that has ended the session is read without it at once', async () => {
    let token = 'anna'
    opened.stub.addPost()
    const client = opened.open({ getToken: async () => token })
    await client.signIn()
    token = 'nobody'
    opened.stub.revokeTokens()

    const { items, error } = await until(client.feed('explore'), ({ activity }) => activity === 'idle')

    expect(error?.code).to.equal(undefined)
    expect(items).to.have.length(1)
    expect(client.session.getSnapshot().status).to.equal('expired')
  })

  for (const [asked, waited] of [
    ['3000000', 86_400_000],
    ['1e300', 86_400_000],
    ['Fri, 01 Jan 9999 00:00:00 GMT', 86_400_000],
    ['-5', 0],
  ] as const)
    it(`that says Retry-After: ${asked} is given ${waited} ms, as timers cannot count to a month`, async () => {
      const client = opened.open({
        fetch: async () => new Response('', { status: 503, headers: { 'retry-after': asked } }),
      })

      const error: unknown = await client.loadPost('any').catch((cause: unknown) => cause)

      expect(isFeedError(error) && error.retryAfterMs).to.equal(waited)
    })
})
