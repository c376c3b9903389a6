import { FeedError } from '@ai-feed/core'
import { setViewport } from '@web/test-runner-commands'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, next, one, saidBy, setUp, tearDown, until } from './setup.ts'

type Account = HTMLElementTagNameMap['ai-account']

/** An account in a header that is narrow and cuts off what stands out of it. */
async function inHeader(style: string, options: Parameters<typeof setUp>[0] = {}): Promise<Account> {
  const { mount, client } = await setUp(options)
  client.signIn = () => Promise.reject(new FeedError('sign_in_blocked', 'blocked'))
  const header = document.createElement('header')
  header.style.cssText = `overflow: hidden; ${style}`
  const account = mount('ai-account')
  account.parentElement!.append(header)
  header.append(account)
  return account
}

const boxOf = async (account: Account): Promise<DOMRect> => (await one(account, '.below')).getBoundingClientRect()

describe('<ai-account> and what opens below its button', () => {
  let isNarrow = false
  before(async function () {
    // The driver of WebKitGTK sets no viewport.
    isNarrow = await setViewport({ width: 320, height: 400 }).then(
      () => true,
      () => false,
    )
    if (!isNarrow) this.skip()
  })
  beforeEach(() => setViewport({ width: 320, height: 400 }))
  after(async () => isNarrow && setViewport({ width: 800, height: 600 }))
  afterEach(tearDown)

  for (const [name, style] of [
    ['at the start', 'inline-size: 120px; block-size: 44px'],
    ['in the middle', 'inline-size: 120px; block-size: 44px; margin-inline: auto'],
    ['at the end', 'inline-size: 120px; block-size: 44px; margin-inline-start: auto'],
    ['from right to left', 'inline-size: 120px; block-size: 44px; direction: rtl'],
    ['at the foot of the screen', 'inline-size: 120px; block-size: 44px; position: fixed; inset-block-end: 0'],
  ] as const)
    it(`is wide enough to be read, whole on the screen, and not on its button: ${name}`, async () => {
      const account = await inHeader(style, { isSignedOut: true })
      await one(account, '[part=sign-in-button]')

      await account.signIn()
      const box = await boxOf(account)

      const button = account.getBoundingClientRect()
      expect(box.width).to.be.at.least(280)
      expect([box.left >= 0, box.right <= 320, box.top >= 0, box.bottom <= innerHeight]).to.deep.equal(
        Array.from({ length: 4 }, () => true),
      )
      expect(box.top >= button.bottom || box.bottom <= button.top).to.equal(true)
      const { x, y } = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
      expect(document.elementFromPoint(x, y)).to.equal(account)
      await expectAccessible(account)
    })

  for (const direction of ['ltr', 'rtl'])
    it(`stays at its button where the tag is as wide as the page: ${direction}`, async () => {
      await setViewport({ width: 900, height: 600 })
      const account = await inHeader(`direction: ${direction}; padding-inline: 100px`)
      ;(await one(account, '[part=chip]')).click()
      await one(account, '[part=menu]')

      const button = (await one(account, '[part=chip]')).getBoundingClientRect()
      const box = await boxOf(account)

      if (direction === 'ltr') expect(box.left).to.be.closeTo(button.left, 1)
      else expect(box.right).to.be.closeTo(button.right, 1)
    })

  it('follows its button when the page is scrolled', async () => {
    const account = await inHeader('inline-size: 120px; margin-block-end: 2000px', { isSignedOut: true })
    await account.signIn()
    const distance = async (): Promise<number> =>
      Math.round((await boxOf(account)).top - account.getBoundingClientRect().bottom)
    const before = await distance()

    scrollTo(0, 30)
    await until(() => scrollY === 30)
    await next(document, 'scroll' as 'click').catch(() => {})

    expect(await distance()).to.equal(before)
    scrollTo(0, 0)
  })

  it('is heard, and goes by its button, by Escape and by a click elsewhere', async () => {
    const account = await inHeader('inline-size: 160px', { isSignedOut: true })
    const isGone = (): boolean => all(account, '.below').length === 0
    const ways = [
      () => all(account, '.below .close')[0]?.click(),
      () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
      () => document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })),
    ]

    for (const close of ways) {
      await account.signIn()
      await one(account, '.below')
      expect(saidBy(account)).to.equal('The browser blocked the sign-in window.')
      close()
      await until(isGone)
    }

    await until(() => account.shadowRoot?.activeElement?.matches('[part=sign-in-button]'))
  })

  it('says that a server is missing without growing, until that was read', async () => {
    const { mount } = await setUp()
    const account = mount('ai-account', { client: undefined as never })

    await until(() => saidBy(account).includes('server'))
    const box = await boxOf(account)

    expect(box.width).to.be.at.least(280)
    expect(account.getBoundingClientRect().height).to.be.at.most(48)
    await expectAccessible(account)
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    await until(() => all(account, '.below').length === 0)
    ;(await one(account, 'button')).click()
    await one(account, '.below')
  })

  it('shows the menu whole on a low screen, with its last button in reach', async () => {
    const account = await inHeader('inline-size: 120px')
    ;(await one(account, '[part=chip]')).click()
    await one(account, '[part=menu]')

    const box = await boxOf(account)

    expect([box.left >= 0, box.right <= 320, box.bottom <= innerHeight]).to.deep.equal([true, true, true])
    const last = (await one(account, '.everywhere')).getBoundingClientRect()
    expect(last.bottom).to.be.at.most(box.bottom)
  })
})
