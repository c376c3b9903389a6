import type { Notification } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type Account = HTMLElementTagNameMap['ai-account']

const people = ['ben', 'carla', 'dario'].map((handle) => ({
  id: `user-${handle}`,
  handle,
  name: handle[0]!.toUpperCase() + handle.slice(1),
}))

const notice = (id: string, change: Partial<Notification> = {}): Notification => ({
  id,
  kind: 'like',
  actors: people.slice(0, 1),
  actorCount: 1,
  at: new Date().toISOString(),
  read: true,
  ...change,
})

async function opened(
  notifications: Notification[],
  properties: Partial<Account> = {},
): Promise<Page & { account: Account }> {
  const page = await setUp({ posts: 1 })
  page.stub.people.notifications = notifications
  const account = page.mount('ai-account', { notifications: true, ...properties })
  ;(await one(account, '[part=chip]')).click()
  await one(account, '[part=menu]')
  return { ...page, account }
}

const plain = (element: Element | undefined): string =>
  (element?.textContent ?? '')
    .replaceAll(/[\u2068\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('<ai-account> menu', () => {
  afterEach(tearDown)

  it('says who is signed in and leads to the account’s own page on the server', async () => {
    const { account } = await opened([], { notifications: false })

    const link = (await one(account, '[part=menu] a')) as HTMLAnchorElement

    expect(link.href).to.equal('https://feed.test/account?site=default')
    expect(plain(all(account, '.profile')[0])).to.contain('@anna')
    expect(all(account, '.news')).to.have.length(0)
    await expectAccessible(account)
  })

  it('signs out everywhere, after a question', async () => {
    const { account, stub } = await opened([])
    const signedOut = next(account, 'ai-account-signed-out')

    ;(await one(account, '.everywhere')).click()
    const button = await one(account, '.ways .danger')
    await until(() => account.shadowRoot?.activeElement === button)
    const before = stub.seen('POST /oauth/revoke').length
    button.click()
    await signedOut

    expect(before).to.equal(0)
    expect(stub.seen('POST /oauth/revoke').map(({ body }) => String(body))).to.satisfy((bodies: string[]) =>
      bodies.some((body) => body.includes('everywhere=true')),
    )
  })

  it('stays signed in and says why when that does not work', async () => {
    const { account, stub } = await opened([])
    stub.fail('POST /oauth/revoke', 'offline', 9)
    const failed = next(account, 'ai-account-failed')

    await account.signOut({ everywhere: true })

    expect((await failed).error.code).to.equal('offline')
    expect((await one(account, '.problem')).textContent).to.equal('There is no connection.')
    expect(account.matches(':state(signed-in)')).to.equal(true)
  })

  it('covers nothing of what is told in a low window', async function () {
    // The driver of WebKitGTK has a high one, and sets none.
    if (innerHeight > 700) this.skip()
    const many = Array.from({ length: 9 }, (_, index) => notice(`n${index}`))
    const { account } = await opened(many)
    await until(() => all(account, '.notification').length > 1)
    await one(account, '.more-news')

    const ends = [...all(account, '.notification'), ...all(account, '.more-news')].map(
      (element) => element.getBoundingClientRect().bottom,
    )

    expect(Math.max(...ends)).to.be.at.most(all(account, '.ways')[0]!.getBoundingClientRect().top)
  })

  it('closes by Escape, by a click beside it, and when the focus leaves it', async () => {
    const { account } = await opened([])
    const chip = await one(account, '[part=chip]')
    const isClosed = (): boolean => all(account, '[part=menu]').length === 0

    chip.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await until(isClosed)
    chip.click()
    await one(account, '[part=menu]')
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await until(isClosed)
    chip.focus()
    chip.click()
    await one(account, '[part=menu]')
    account.parentElement!.appendChild(document.createElement('button')).focus()

    await until(isClosed)
  })

  it('signs in by a button of the page in the slot signed-out', async () => {
    const { mount } = await setUp({ isSignedOut: true })
    const account = mount('ai-account')
    const own = account.appendChild(document.createElement('button'))
    own.slot = 'signed-out'
    await until(() => own.assignedSlot)
    const signedIn = next(account, 'ai-account-signed-in')

    own.click()

    expect((await signedIn).user.handle).to.equal('anna')
  })
})

describe('<ai-account> notifications', () => {
  afterEach(tearDown)

  it('counts what is unread on its button, and in its name', async () => {
    const { stub, mount } = await setUp()
    const account = mount('ai-account', { notifications: true })
    await until(() => stub.openStreams === 1)

    stub.emit('notification', { id: 'n', kind: 'like', unread: 3 })

    expect((await one(account, '[part=badge]')).textContent).to.equal('3')
    expect(plain(all(account, '[part=chip]')[0])).to.contain('3 unread notifications')
    await expectAccessible(account)
  })

  it('listens to nothing unless the page asks for it', async () => {
    const { stub, mount } = await setUp()
    const account = mount('ai-account')

    ;(await one(account, '[part=chip]')).click()
    await one(account, '[part=menu]')

    expect(stub.openStreams).to.equal(0)
    expect(stub.seen('GET /v1/notifications')).to.have.length(0)
  })

  it('says in one sentence what several people did', async () => {
    const actors = people
    const { account } = await opened([
      notice('a', { kind: 'remix', actors, actorCount: 12 }),
      notice('b', { kind: 'comment', actors: actors.slice(0, 2), actorCount: 2 }),
    ])

    await until(() => all(account, '.notification').length === 2)

    const [remix, comment] = all(account, '.notification .told > span').map(plain)
    expect(remix).to.equal('Ben and 11 others remixed your picture')
    expect(comment).to.equal('Ben and Carla commented on your post')
    await expectAccessible(account)
  })

  for (const [lang, acted, none] of [
    ['en', 'action was taken', 'nothing had to be done'],
    ['de', 'Es wurde eingegriffen', 'Es war nichts zu tun'],
    ['ar', 'واتُّخذ إجراء', 'ولم يلزم أي إجراء'],
  ] as const) {
    it(`tells who reported what became of it, in ${lang}, with nobody named`, async () => {
      const kind = 'report' as const
      const told = [notice('a', { kind, outcome: 'acted' }), notice('b', { kind, outcome: 'none' })]
      const { account } = await opened(told, { lang })

      const sentences = (): string[] => all(account, '.notification .told > span').map(plain)
      await until(() => sentences()[0]?.includes(acted))

      expect(sentences()[1]).to.contain(none)
      expect(sentences().join(' ')).not.to.contain('Ben')
    })
  }

  it('leads from a decision to where it is read and appealed against', async () => {
    const { account } = await opened([notice('a', { kind: 'decision' })])

    const link = (await one(account, '.notification a')) as HTMLAnchorElement

    expect(link.href).to.equal('https://feed.test/account?site=default')
    expect(link.target).to.equal('_blank')
    await expectAccessible(account)
  })

  it('marks as read what was seen, and still shows what was new', async () => {
    const { account, stub } = await opened([notice('b', { read: false }), notice('a')])

    await until(() => stub.people.markers.length === 1)
    await account.updateComplete

    expect(stub.people.markers).to.deep.equal([{ id: 'b' }])
    expect(all(account, '.notification').map(({ dataset }) => dataset['new'])).to.deep.equal(['true', 'false'])
    expect(plain(all(account, '.notification')[0])).to.contain('New:')
  })

  it('opens the post that one is about, unless the page takes over', async () => {
    const post = { id: 'post-1', state: 'visible' as const, author: people[0]! }
    const { account } = await opened([notice('a', { post })])
    const open = next(account, 'ai-post-open')

    ;(await one(account, '.notification button')).click()

    expect((await open).postId).to.equal('post-1')
    expect(((await one(account, 'dialog')) as HTMLDialogElement).open).to.equal(true)
    ;(await one(account, 'dialog .close')).click()
    await until(() => all(account, 'dialog').length === 0)
    account.addEventListener('ai-post-open', (event) => event.preventDefault())
    all(account, '.notification button')[0]?.click()
    await account.updateComplete
    expect(all(account, 'dialog')).to.have.length(0)
  })

  it('says that there is nothing, or why nothing can be shown, and tries again', async () => {
    const { account, stub } = await opened([])
    await until(() => plain(all(account, '.news')[0]).includes('Nothing yet'))
    all(account, '[part=chip]')[0]?.click()
    stub.fail('GET /v1/notifications', { code: 'internal' }, 1)
    all(account, '[part=chip]')[0]?.click()
    await until(() => plain(all(account, '.news .danger')[0]).includes('wrong on the server'))

    all(account, '.more-news')[0]?.click()

    await until(() => all(account, '.news .danger').length === 0)
  })
})
