import type { FeedClient, GenerationEvent } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('generations at once, in two tabs', () => {
  let opened: StubbedClient
  let tabs: readonly [FeedClient, FeedClient]
  const preview = { variant: 0, index: 0, url: 'https://feed.test/preview' }
  const follow = (tab: FeedClient, prompt: string) => {
    const events: GenerationEvent[] = []
    const done = (async () => {
      for await (const event of tab.generate({ prompt })) events.push(event)
      return events
    })()
    return { events, done }
  }
  const startThree = async () => {
    const running = [follow(tabs[0], 'one'), follow(tabs[0], 'two'), follow(tabs[1], 'three')]
    await eventually(() => running.every(({ events }) => events.length > 0))
    return running
  }

  beforeEach(async () => {
    opened = openClient()
    opened.stub.addPost()
    await opened.signIn()
    tabs = [opened.client, opened.open()]
    await until(tabs[1].session, ({ status }) => status === 'signed-in')
  })
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks')
    opened.closeAll()
  })

  it('ride on the one stream that carries the feeds too', async () => {
    const { stub } = opened
    const stop = tabs[0].feed('explore').subscribe(() => {})
    await eventually(() => stub.seen('GET /v1/events').some(({ query }) => query.getAll('feed').includes('explore')))
    const running = await startThree()
    let mostStreams = 0

    for (const id of stub.generations.keys()) stub.advance(id, { status: 'running', previews: [preview] })
    await eventually(() => {
      mostStreams = Math.max(mostStreams, stub.openStreams)
      return running.every(({ events }) => events.some(({ type }) => type === 'partial'))
    })
    for (const id of stub.generations.keys()) stub.advance(id, { status: 'succeeded', media: [makeMedia('m')] })
    const all = await Promise.all(running.map(({ done }) => done))

    for (const events of all)
      expect(events.map(({ type }) => type)).to.deep.equal(['queued', 'running', 'partial', 'succeeded'])
    expect(new Set(all.map(([first]) => first?.id)).size).to.equal(3)
    expect(mostStreams).to.equal(1)
    expect(stub.seen('GET /v1/generations').filter(({ path }) => path.endsWith('/events'))).to.deep.equal([])
    stop()
    await eventually(() => stub.openStreams === 0)
  })

  it('open one stream a tab where the browser has no locks, however many they are', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })
    const { stub } = opened
    const running = await startThree()
    await eventually(() => stub.openStreams === 2)

    for (const id of stub.generations.keys()) stub.advance(id, { status: 'succeeded', media: [makeMedia('m')] })
    await Promise.all(running.map(({ done }) => done))

    await eventually(() => stub.openStreams === 0)
  })

  it('go on in one tab when the other, which had the stream, is closed', async () => {
    const { stub } = opened
    const running = await startThree()
    await eventually(() => stub.openStreams === 1)

    const gone = Promise.allSettled([running[0]!.done, running[1]!.done])
    tabs[0].close()
    const left = await gone
    await eventually(() => stub.openStreams === 1)
    for (const id of stub.generations.keys()) stub.advance(id, { status: 'succeeded', media: [makeMedia('m')] })

    expect((await running[2]!.done).at(-1)?.type).to.equal('succeeded')
    expect(left.map((one) => one.status === 'rejected' && one.reason.name)).to.deep.equal(['AbortError', 'AbortError'])
  })
})
