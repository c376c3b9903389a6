import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const focused = (feed: Element): Element | null | undefined => feed.shadowRoot?.activeElement
const actionOf = (feed: Element): string | undefined => (focused(feed) as HTMLElement | null)?.dataset['action']

/** A feed whose first post has its menu open. */
async function openedByKey(): Promise<HTMLElementTagNameMap['ai-feed']> {
  const { mount } = await setUp({ posts: 2 })
  const feed = mount('ai-feed')
  await whole(feed)
  all(feed, '[data-action=menu]')[0]?.focus()
  await sendKeys({ press: 'Enter' })
  await until(() => actionOf(feed) === 'copy-link')
  return feed
}

describe('the menu of a post by keyboard', () => {
  afterEach(tearDown)

  it('closes when the focus leaves it, as it covers what comes next', async () => {
    const feed = await openedByKey()

    await sendKeys({ press: 'End' })
    await sendKeys({ press: 'Tab' })

    await until(() => all(feed, '.menu').length === 0)
    expect(actionOf(feed)).to.equal('comment')
  })

  it('stays open while the focus goes on inside of it', async () => {
    const feed = await openedByKey()

    await sendKeys({ press: 'Tab' })

    expect(actionOf(feed)).to.equal('follow')
    expect(all(feed, '.menu')).to.have.length(1)
  })

  it('asks by its name before it destroys, and a key that is held does not answer', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ author: stub.users.get('anna')! })
    const feed = mount('ai-feed')
    await whole(feed)
    ;(await one(feed, '[data-action=menu]')).click()
    ;(await one(feed, '[data-action=ask-delete]')).click()
    const button = await one(feed, '[data-action=delete]')

    const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true })
    button.dispatchEvent(held)

    expect((await one(feed, '.menu')).getAttribute('aria-label')).to.equal('Delete this post for good?')
    expect(held.defaultPrevented).to.equal(true)
  })

  it('is told as what it is: a button that shows and hides more buttons', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    await whole(feed)

    for (const action of ['menu', 'repost-menu']) {
      const button = await one(feed, `[data-action=${action}]`)
      button.click()
      const menu = await one(feed, '.menu')

      expect(button.getAttribute('aria-expanded')).to.equal('true')
      // `true` would promise the keys and roles of an ARIA menu.
      expect(button.hasAttribute('aria-haspopup')).to.equal(false)
      expect(menu.getAttribute('role')).to.equal('group')
      button.click()
      await until(() => all(feed, '.menu').length === 0)
    }
  })
})
