import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'
import type { Page } from './setup.ts'

/** How many pages were asked for after the first. */
const older = (stub: Page['stub']): number => stub.requests.filter(({ query }) => query.has('cursor')).length

describe('<ai-feed> by keyboard', () => {
  afterEach(tearDown)

  it('goes from post to post by PageDown and PageUp, over the page’s end', async () => {
    const { mount } = await setUp({ posts: 4 })
    const feed = mount('ai-feed', { pageSize: 3, paging: 'button' })
    await one(feed, 'article')
    const position = (): string | null | undefined => feed.shadowRoot?.activeElement?.getAttribute('aria-posinset')
    feed.focus()

    await sendKeys({ press: 'PageDown' })
    await until(() => position() === '2')
    await sendKeys({ press: 'PageDown' })
    await sendKeys({ press: 'PageDown' })
    await until(() => position() === '4')
    await sendKeys({ press: 'PageUp' })

    await until(() => position() === '3')
  })

  it('is left by Control and End, and by Control and Home', async () => {
    const { mount } = await setUp({ posts: 2 })
    const before = document.body.appendChild(document.createElement('button'))
    document.body.prepend(before)
    const feed = mount('ai-feed')
    const after = document.body.appendChild(document.createElement('button'))
    await one(feed, 'article')
    feed.focus()

    await sendKeys({ press: 'Control+End' })
    await until(() => document.activeElement === after)
    feed.focus()
    await sendKeys({ press: 'Control+Home' })
    await until(() => document.activeElement === before)

    for (const button of [before, after]) button.remove()
  })

  it('brings no posts that would push away what somebody has left it for', async () => {
    const { mount, stub } = await setUp({ posts: 60 })
    const feed = mount('ai-feed', { pageSize: 20 })
    const after = document.body.appendChild(document.createElement('button'))
    after.textContent = 'Imprint'
    await whole(feed)
    feed.focus()
    const before = older(stub)

    await sendKeys({ press: 'Control+End' })
    await until(() => document.activeElement === after)
    for (let frame = 0; frame < 20; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))

    const { top, bottom } = after.getBoundingClientRect()
    expect(older(stub)).to.equal(before)
    expect([top >= 0, bottom <= innerHeight]).to.deep.equal([true, true])
    after.remove()
  })

  it('goes on for somebody who reads with the focus in a field far below', async () => {
    const { mount, stub } = await setUp({ posts: 90 })
    const feed = mount('ai-feed', { pageSize: 30 })
    const after = document.body.appendChild(document.createElement('input'))
    after.style.marginBlockStart = '3000px'
    await whole(feed)
    after.focus({ preventScroll: true })
    for (let frame = 0; frame < 20; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    const before = older(stub)

    // Rows that come into sight are measured, and the end of the list moves.
    await until(() => {
      scrollBy(0, feed.getBoundingClientRect().bottom - innerHeight)
      return older(stub) > before
    })
    after.remove()
  })

  it('leaves its keys to a field that the page has put into it', async () => {
    const { mount } = await setUp({ posts: 2 })
    const after = document.body.appendChild(document.createElement('button'))
    const feed = mount('ai-feed')
    const field = Object.assign(document.createElement('textarea'), { slot: 'heading', value: 'One\nTwo' })
    const box = document.createElement('article')
    feed.before(box)
    box.append(feed)
    feed.append(field)
    await one(feed, 'article')
    field.focus()

    for (const press of ['PageDown', 'Control+End', 'Control+Home']) await sendKeys({ press })

    expect(document.activeElement).to.equal(field)
    after.remove()
  })

  for (const init of [
    { key: 'PageDown' },
    { key: 'PageUp' },
    { key: 'End', ctrlKey: true },
    { key: 'Home', ctrlKey: true },
  ])
    it(`does not let the page scroll away under ${init.key} while the code that hears it loads`, async () => {
      const { mount, stub } = await setUp()
      const post = stub.addPost()
      const feed = mount('ai-feed', { firstPage: { items: [{ key: post.id, post }], newest: '1' } })
      await feed.updateComplete
      const event = new KeyboardEvent('keydown', { ...init, bubbles: true, composed: true, cancelable: true })

      all(feed, 'article')[0]!.dispatchEvent(event)

      expect(event.defaultPrevented).to.equal(true)
    })

  it('opens a post by Enter, closes it by Escape and gives the focus back', async () => {
    const { mount } = await setUp({ posts: 2 })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    feed.focus()

    await sendKeys({ press: 'Enter' })
    const dialog = (await one(feed, 'dialog[open]')) as HTMLDialogElement
    await expectAccessible(feed)
    await sendKeys({ press: 'Escape' })
    await until(() => all(feed, 'dialog').length === 0)

    expect(dialog.getAttribute('aria-label')).to.equal('Post and comments')
    expect(feed.shadowRoot?.activeElement?.getAttribute('aria-posinset')).to.equal('1')
  })

  it('gives the focus back also when something is drawn while a post closes', async () => {
    const { mount } = await setUp({ posts: 2 })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    feed.focus()
    await sendKeys({ press: 'Enter' })
    const dialog = (await one(feed, 'dialog[open]')) as HTMLDialogElement

    dialog.close()
    feed.requestUpdate()
    await feed.updateComplete

    expect(dialog.open).to.equal(false)
    await until(() => all(feed, 'dialog').length === 0)
    expect(feed.shadowRoot?.activeElement?.getAttribute('aria-posinset')).to.equal('1')
  })

  it('closes a menu by Escape and gives the focus back to its button', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    const button = await one(feed, '[part=menu-button]')
    button.focus()

    await sendKeys({ press: 'Enter' })
    await one(feed, '[part=menu]')
    await expectAccessible(feed)
    await sendKeys({ press: 'Escape' })

    await until(() => all(feed, '[part=menu]').length === 0)
    expect(feed.shadowRoot?.activeElement === button).to.equal(true)
  })
})
