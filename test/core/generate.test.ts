import { isFeedError, type GenerationEvent } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('generate', () => {
  let opened: StubbedClient
  const id = 'generation-1'
  const preview = (index: number) => ({ variant: 0, index, url: `https://feed.test/preview/${index}` })

  beforeEach(async () => {
    opened = openClient()
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  it('tells each step once, up to the pictures', async () => {
    const events: GenerationEvent[] = []
    const collecting = (async () => {
      for await (const event of opened.client.generate({ prompt: 'a glass fox' })) events.push(event)
    })()
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.advance(id, { status: 'running' })
    opened.stub.advance(id, { previews: [preview(0)] })
    opened.stub.advance(id, { previews: [preview(0), preview(1)] })
    opened.stub.advance(id, { status: 'succeeded', media: [makeMedia('media-1')] })
    await collecting

    expect(events.map(({ type }) => type)).to.deep.equal(['queued', 'running', 'partial', 'partial', 'succeeded'])
    expect(events.every((event) => event.id === id)).to.equal(true)
  })

  it('keeps for one who looks away the latest previews, and the pictures', async () => {
    const iterator = opened.client.generate({ prompt: 'a glass fox' })[Symbol.asyncIterator]()
    await iterator.next()
    const running = iterator.next()
    const stop = opened.client.notifications.subscribe(() => {})
    await eventually(() => opened.stub.openStreams === 1)
    opened.stub.advance(id, { status: 'running' })
    await running

    for (let index = 0; index < 500; index += 1)
      opened.stub.emitUnstored('generation.preview', { id, ...preview(index) })
    opened.stub.advance(id, { status: 'succeeded', media: [makeMedia('media-1')] })
    opened.stub.emit('notification', { id: 'n', kind: 'follow', unread: 7 })
    await until(opened.client.notifications, ({ unread }) => unread === 7)
    stop()
    const rest: GenerationEvent[] = []
    for await (const event of { [Symbol.asyncIterator]: () => iterator }) rest.push(event)

    const partials = rest.flatMap((event) => (event.type === 'partial' ? [event.index] : []))
    expect(partials.length).to.be.below(100)
    expect([partials.at(-1), rest.at(-1)?.type]).to.deep.equal([499, 'succeeded'])
  })

  it('goes on by asking when there is no stream', async () => {
    opened.stub.fail('GET /v1/events', { code: 'too_many_streams', retryAfter: 60 })
    const types: string[] = []
    const collecting = (async () => {
      for await (const event of opened.client.generate({ prompt: 'a glass fox' })) types.push(event.type)
    })()
    await eventually(() => opened.stub.seen(`GET /v1/generations/${id}`).length > 0)

    opened.stub.advance(id, { status: 'succeeded', previews: [preview(0)], media: [makeMedia('media-1')] })
    await collecting

    expect(types).to.deep.equal(['queued', 'partial', 'succeeded'])
  })

  it('makes one generation though the first answer got lost', async () => {
    opened.stub.fail('POST /v1/generations', 'lost-answer')
    const iterator = opened.client.generate({ prompt: 'once' })[Symbol.asyncIterator]()

    await iterator.next()
    await iterator.return?.()

    expect(opened.stub.generations.size).to.equal(1)
    expect(opened.stub.seen('POST /v1/generations').length).to.be.greaterThan(1)
  })

  it('makes one generation of a server that is starting again', async () => {
    opened.stub.fail('POST /v1/generations', { code: 'database_unavailable', retryAfter: 1 })
    const iterator = opened.client.generate({ prompt: 'once' })[Symbol.asyncIterator]()

    const { value } = await iterator.next()
    await iterator.return?.()

    expect(value).to.deep.include({ type: 'queued', id })
    expect(opened.stub.generations.size).to.equal(1)
  })

  it('cancels on the server when aborted, and rejects with the reason', async () => {
    const controller = new AbortController()
    const reason = new Error('changed my mind')
    const iterator = opened.client
      .generate({ prompt: 'a glass fox' }, { signal: controller.signal })
      [Symbol.asyncIterator]()
    await iterator.next()

    const next = iterator.next().catch((error: unknown) => error)
    controller.abort(reason)

    expect(await next).to.equal(reason)
    await eventually(() => opened.stub.generations.get(id)?.status === 'canceled')
  })

  it('cancels even before the server has answered', async () => {
    const controller = new AbortController()
    opened.stub.fail(({ path }) => {
      if (path === '/v1/generations') controller.abort()
      return false
    }, 'offline')
    const iterator = opened.client
      .generate({ prompt: 'a glass fox' }, { signal: controller.signal })
      [Symbol.asyncIterator]()

    const next = iterator.next().catch((error: unknown) => error)

    expect(((await next) as DOMException).name).to.equal('AbortError')
    await eventually(() => opened.stub.generations.get(id)?.status === 'canceled')
  })

  it('resumes by id', async () => {
    const iterator = opened.client.generate({ prompt: 'a glass fox' })[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.return?.()
    opened.stub.advance(id, { status: 'succeeded', media: [makeMedia('media-1')] })
    const events: GenerationEvent[] = []

    for await (const event of opened.client.resumeGeneration(id)) events.push(event)

    expect(events[0]).to.deep.include({ id })
    expect(events.at(-1)).to.deep.include({ type: 'succeeded', id })
    expect(opened.stub.generations.get(id)?.status).to.equal('succeeded')
  })

  it('ends with what was refused, and by whom', async () => {
    const iterator = opened.client.generate({ prompt: 'a glass fox' })[Symbol.asyncIterator]()
    await iterator.next()
    opened.stub.advance(id, {
      status: 'refused',
      error: { code: 'provider_refused', stage: 'provider', category: 'violence', retryable: false },
    })

    const { value } = await iterator.next()

    expect(value).to.deep.equal({ type: 'refused', id, stage: 'provider', category: 'violence', retryable: false })
  })

  it('ends with a typed failure that says how long to wait', async () => {
    const iterator = opened.client.generate({ prompt: 'a glass fox' })[Symbol.asyncIterator]()
    await iterator.next()
    opened.stub.advance(id, {
      status: 'failed',
      error: { code: 'provider_rate_limited', stage: 'provider', retryable: true, retryAfter: 12 },
    })

    const { value } = await iterator.next()

    expect(value?.type === 'failed' && isFeedError(value.error, 'provider_rate_limited')).to.equal(true)
    expect(value?.type === 'failed' && [value.error.retryable, value.error.retryAfterMs]).to.deep.equal([true, 12_000])
  })

  it('throws what the server refuses before there is a generation', async () => {
    const failure = await opened.client
      .generate({ prompt: 'forbidden' })
      [Symbol.asyncIterator]()
      .next()
      .catch((error: unknown) => error)

    expect(isFeedError(failure, 'prompt_refused')).to.equal(true)
  })
})
