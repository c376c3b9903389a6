import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a feed of one’s own', () => {
  let opened: StubbedClient
  beforeEach(() => {
    opened = openClient({ storage: 'memory' })
    opened.stub.addPost()
  })
  afterEach(() => opened.closeAll())

  for (const id of ['home', 'likes', 'bookmarks'] as const)
    it(`asks the server for nothing while nobody is signed in: ${id}`, async () => {
      const feed = opened.client.feed(id)
      const stop = feed.subscribe(() => {})

      await until(feed, ({ error }) => error?.code === 'sign_in_required')

      expect(opened.stub.requests).to.deep.equal([])
      stop()
    })

  it('is loaded once somebody has signed in', async () => {
    const feed = opened.client.feed('home')
    const stop = feed.subscribe(() => {})
    await until(feed, ({ error }) => error !== undefined)

    await opened.signIn()

    await until(feed, ({ source, error }) => source === 'network' && error === undefined)
    expect(opened.stub.seen('GET /v1/feeds/home').every(({ query }) => query.get('viewer') === 'me')).to.equal(true)
    stop()
  })
})
