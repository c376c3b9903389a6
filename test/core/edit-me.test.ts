import { isFeedError, type User } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { createStore, get, set } from 'idb-keyval'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('editMe', () => {
  let opened: StubbedClient
  let stop = () => {}
  const openForYou = async () => {
    const feed = opened.client.feed('for-you')
    stop = feed.subscribe(() => {})
    await until(feed, ({ source }) => source === 'network')
    return feed
  }

  beforeEach(async () => {
    opened = openClient()
    opened.stub.addPost()
    await opened.signIn()
  })
  afterEach(() => {
    stop()
    opened.closeAll()
  })

  it('shows the wished order of for-you at once, and loads it anew when the server has it', async () => {
    const feed = await openForYou()
    const before = feed.getSnapshot().order

    const { done } = await opened.client.editMe({ defaults: { feedOrder: 'newest' } })
    const atOnce = feed.getSnapshot().order
    const me = await done
    await eventually(() => {
      const [change] = opened.stub.seen('PATCH /v1/me').slice(-1)
      const [load] = opened.stub.seen('GET /v1/feeds/for-you').slice(-1)
      return opened.stub.requests.indexOf(load!) > opened.stub.requests.indexOf(change!)
    })

    expect([before, atOnce, feed.getSnapshot().order]).to.deep.equal(['score', 'newest', 'newest'])
    expect(me.defaults.feedOrder).to.equal('newest')
    expect(opened.stub.seen('PATCH /v1/me').map(({ body }) => body)).to.deep.equal([
      { defaults: { feedOrder: 'newest' } },
    ])
  })

  it('shows the order as it was when the server refuses', async () => {
    const feed = await openForYou()
    opened.stub.fail('PATCH /v1/me', { code: 'rate_limited', retryAfter: 3600 })
    opened.stub.fail('PATCH /v1/me', { code: 'invalid_field' })

    const { id, done } = await opened.client.editMe({ defaults: { feedOrder: 'newest' } })
    await eventually(() => opened.client.outbox.getSnapshot()[0]?.error?.code === 'rate_limited')
    const whileItWaits = feed.getSnapshot().order
    await opened.client.outbox.retry(id)
    const failure = await done.catch((error: unknown) => error)

    expect(isFeedError(failure, 'invalid_field')).to.equal(true)
    expect([whileItWaits, feed.getSnapshot().order]).to.deep.equal(['newest', 'score'])
  })

  it('is said of no other feed', async () => {
    const feed = opened.client.feed('explore')
    stop = feed.subscribe(() => {})
    await until(feed, ({ source }) => source === 'network')

    await opened.client.editMe({ defaults: { feedOrder: 'newest' } })

    expect(feed.getSnapshot().order).to.equal(undefined)
  })

  it('gives the session a new name', async () => {
    await (
      await opened.client.editMe({ name: 'Anna Two' })
    ).done

    const session = await until(opened.client.session, (now) => 'user' in now && now.user.name === 'Anna Two')
    expect(session.status).to.equal('signed-in')
  })

  it('gives the session a new name that another tab has stored', async () => {
    const key = `session ${opened.stub.server} default`
    const store = createStore('ai-feed-session', 'keyval')
    const record = await get<{ user: User }>(key, store)
    await set(key, { ...record, user: { ...record?.user, name: 'Anna Two' } }, store)
    const tab = new BroadcastChannel(`ai-feed-${key}`)

    tab.postMessage('changed')
    await until(opened.client.session, (now) => 'user' in now && now.user.name === 'Anna Two')

    tab.close()
  })
})
