import type { Notification } from '@ai-feed/core'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Account = HTMLElementTagNameMap['ai-account']

const ben = { id: 'user-ben', handle: 'ben', name: 'Ben' }

const notice = (id: string, change: Partial<Notification> = {}): Notification => ({
  id,
  kind: 'like',
  actors: [ben],
  actorCount: 1,
  at: new Date().toISOString(),
  read: true,
  ...change,
})

async function opened(notifications: Notification[]): Promise<Page & { account: Account }> {
  const page = await setUp()
  page.stub.people.notifications = notifications
  const account = page.mount('ai-account', { notifications: true })
  await until(() => page.stub.openStreams === 1)
  ;(await one(account, '[part=chip]')).click()
  await one(account, '.notification')
  return { ...page, account }
}

const rows = (account: Account): string[] =>
  all(account, '[data-notification]').map(({ dataset }) => dataset['notification'] ?? '')

const focusedId = (account: Account): string | undefined =>
  (account.shadowRoot?.activeElement as HTMLElement | null)?.dataset['notification']

describe('<ai-account> and its list of notifications', () => {
  afterEach(tearDown)

  it('goes on at the first that is new when more are shown by a key, also when those were the last', async () => {
    const { account } = await opened(['a', 'b', 'c', 'd', 'e'].map((id) => notice(id)))
    const more = await one(account, '.more-news')
    more.focus()

    await sendKeys({ press: 'Enter' })
    await until(() => rows(account).length === 4)
    await until(() => focusedId(account) === 'c')
    const button = await one(account, '.more-news')
    button.focus()
    await sendKeys({ press: 'Enter' })
    await until(() => rows(account).length === 5)

    await until(() => focusedId(account) === 'e')
    expect(all(account, '.more-news')).to.have.length(0)
  })

  it('says of itself what it loads', async () => {
    const page = await setUp()
    page.stub.fail('GET /v1/notifications', 'hang', 1)
    const account = page.mount('ai-account', { notifications: true })
    ;(await one(account, '[part=chip]')).click()

    const list = await one(account, '.news')

    expect(list.querySelector('p')?.textContent).to.equal('Loading notifications')
  })

  it('keeps the focus on the button when more do not come', async () => {
    const { account, stub } = await opened(['a', 'b', 'c'].map((id) => notice(id)))
    stub.fail('GET /v1/notifications', { code: 'internal' }, 1)
    const more = await one(account, '.more-news')
    more.focus()

    await sendKeys({ press: 'Enter' })
    await one(account, '.news .danger')
    const focused = account.shadowRoot?.activeElement
    await sendKeys({ press: 'Enter' })

    expect(focused).to.equal(more)
    await until(() => rows(account).length === 3)
    expect(all(account, '.news .danger')).to.have.length(0)
  })

  it('moves nothing while it is read, says that something arrived, and shows it when asked', async () => {
    const { account, stub } = await opened(['b', 'c'].map((id) => notice(id)))
    await until(() => rows(account).length === 2)
    const places = (): number[] =>
      all(account, '[data-notification], .ways button').map((element) => element.getBoundingClientRect().top)
    const before = places()

    stub.people.notifications = [notice('a', { read: false }), ...stub.people.notifications]
    stub.emit('notification', { id: 'a', kind: 'like', unread: 1 })
    const arrived = await one(account, '.arrived')
    const during = [rows(account), places()]
    await until(() => saidBy(account) === '1 unread notification')
    await expectAccessible(account)
    arrived.focus()
    await sendKeys({ press: 'Enter' })

    expect(arrived.textContent).to.equal('Show 1 new')
    expect(during).to.deep.equal([['b', 'c'], before])
    await until(() => focusedId(account) === 'a')
    expect(rows(account)).to.deep.equal(['a', 'b'])
    await until(() => stub.people.markers.length === 1)
    expect(all(account, '.arrived')).to.have.length(0)
  })
})
