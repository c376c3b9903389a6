import { isFeedError, type Notification } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('notifications', () => {
  let opened: StubbedClient
  const notice = (id: string): Notification => ({
    id,
    seq: 7,
    kind: 'follow',
    actors: [{ id: 'user-ben', handle: 'ben', name: 'Ben' }],
    actorCount: 1,
    at: '2026-01-01T00:00:00.000Z',
    read: false,
  })
  const idsOf = (): string[] => opened.client.notifications.getSnapshot().items.map(({ id }) => id)

  beforeEach(async () => {
    opened = openClient()
    opened.stub.people.notifications = ['c', 'b', 'a'].map(notice)
    await opened.signIn()
  })
  afterEach(() => opened.closeAll())

  it('count what is new without loading the list', async () => {
    const stop = opened.client.notifications.subscribe(() => {})
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.emit('notification', { id: 'd', kind: 'follow', unread: 4 })
    await until(opened.client.notifications, ({ unread }) => unread === 4)

    expect(opened.stub.seen('GET /v1/notifications')).to.deep.equal([])
    stop()
  })

  it('load page by page to the end', async () => {
    const first = await opened.client.notifications.loadMore()
    const { hasMore } = opened.client.notifications.getSnapshot()
    const second = await opened.client.notifications.loadMore()
    const third = await opened.client.notifications.loadMore()

    expect([first, second, third].map((page) => page.map(({ id }) => id))).to.deep.equal([['c', 'b'], ['a'], []])
    expect([hasMore, opened.client.notifications.getSnapshot().hasMore]).to.deep.equal([true, false])
    expect(idsOf()).to.deep.equal(['c', 'b', 'a'])
  })

  it('load the next page for whoever asks when told of the one before', async () => {
    let last: Promise<unknown> | undefined
    const stop = opened.client.notifications.subscribe(() => {
      const { items, activity } = opened.client.notifications.getSnapshot()
      if (items.length === 2 && activity === 'idle') last ??= opened.client.notifications.loadMore()
    })

    await opened.client.notifications.loadMore()
    await last

    expect(idsOf()).to.deep.equal(['c', 'b', 'a'])
    stop()
  })

  it('load page one for a refresh that is asked for while the next page is loading', async () => {
    await opened.client.notifications.refresh()
    const more = opened.client.notifications.loadMore()
    opened.stub.people.notifications.unshift(notice('d'))

    await opened.client.notifications.refresh()
    await more.catch(() => {})

    expect(idsOf()[0]).to.equal('d')
  })

  it('bring a list that is open up to date when something happens', async () => {
    const stop = opened.client.notifications.subscribe(() => {})
    await opened.client.notifications.refresh()
    await eventually(() => opened.stub.openStreams === 1)

    opened.stub.people.notifications.unshift(notice('d'))
    opened.stub.emit('notification', { id: 'd', kind: 'follow', unread: 1 })
    await until(opened.client.notifications, ({ items }) => items[0]?.id === 'd')

    expect(opened.client.notifications.getSnapshot().unread).to.equal(1)
    stop()
  })

  it('are read up to the newest at once, and unread again when that fails', async () => {
    await opened.client.notifications.refresh()
    opened.stub.fail('PUT /v1/notifications', 'offline')

    const failure = await opened.client.notifications.markRead().catch((error: unknown) => error)
    const afterFailure = opened.client.notifications.getSnapshot().items.map(({ read }) => read)
    await opened.client.notifications.markRead()

    expect(isFeedError(failure, 'offline')).to.equal(true)
    expect(afterFailure).to.deep.equal([false, false])
    expect(opened.client.notifications.getSnapshot().items.every(({ read }) => read)).to.equal(true)
    expect(opened.stub.people.markers).to.deep.equal([{ id: 'c', seq: 7 }])
  })

  it('keep what is shown when a page cannot be loaded, with the reason', async () => {
    await opened.client.notifications.refresh()
    opened.stub.fail('GET /v1/notifications', 'html-200')

    await opened.client.notifications.loadMore().catch(() => {})

    expect(opened.client.notifications.getSnapshot().error?.code).to.equal('bad_response')
    expect(idsOf()).to.deep.equal(['c', 'b'])
  })

  it('are nobody’s after signing out', async () => {
    await opened.client.notifications.refresh()

    await opened.client.signOut()

    expect(opened.client.notifications.getSnapshot()).to.deep.include({ items: [], unread: 0 })
  })
})
