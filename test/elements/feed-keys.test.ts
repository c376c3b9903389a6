import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { all, one, setUp, tearDown, until } from './setup.ts'

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

    expect(position()).to.equal('3')
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
    const end = document.activeElement
    feed.focus()
    await sendKeys({ press: 'Control+Home' })
    const home = document.activeElement
    for (const button of [before, after]) button.remove()

    expect(end).to.equal(after)
    expect(home).to.equal(before)
  })

  it('opens a post by Enter, closes it by Escape and gives the focus back', async () => {
    const { mount } = await setUp({ posts: 2 })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    feed.focus()

    await sendKeys({ press: 'Enter' })
    const dialog = (await one(feed, 'dialog[open]')) as HTMLDialogElement
    await expect(feed).to.be.accessible()
    await sendKeys({ press: 'Escape' })
    await until(() => all(feed, 'dialog').length === 0)

    expect(dialog.getAttribute('aria-label')).to.equal('Post and comments')
    expect(feed.shadowRoot?.activeElement?.getAttribute('aria-posinset')).to.equal('1')
  })

  it('closes a menu by Escape and gives the focus back to its button', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    const button = await one(feed, '[part=menu-button]')
    button.focus()

    await sendKeys({ press: 'Enter' })
    await one(feed, '[part=menu]')
    await expect(feed).to.be.accessible()
    await sendKeys({ press: 'Escape' })

    await until(() => all(feed, '[part=menu]').length === 0)
    expect(feed.shadowRoot?.activeElement).to.equal(button)
  })
})
