import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

const press = async (element: Element, action: string): Promise<void> =>
  (await one(element, `[data-action=${action}]`)).click()

async function feedWithPicture(
  options: Parameters<typeof setUp>[0] = {},
): Promise<Page & { feed: HTMLElementTagNameMap['ai-feed'] }> {
  const page = await setUp(options)
  page.stub.addPost({ media: [makeMedia('fox')], author: page.stub.users.get('anna')! })
  return { ...page, feed: page.mount('ai-feed') }
}

describe('posts in <ai-feed>', () => {
  afterEach(tearDown)

  it('likes at once, and says so when the server has it', async () => {
    const { feed } = await feedWithPicture()
    const liked = next(feed, 'ai-post-liked')

    await press(feed, 'like')
    const button = await one(feed, '[part=like-button][aria-pressed=true]')
    // That it is pressed says the state, not its name.
    expect(button.ariaLabel).to.equal('Like, 1 like')

    const { postId, on } = await liked
    expect([postId, on]).to.deep.equal(['post-1', true])
  })

  it('takes a like back when the server refuses it, and says why', async () => {
    const { feed, stub } = await feedWithPicture()
    stub.fail('PUT /v1/posts', { code: 'not_found' }, 9)
    const failed = next(feed, 'ai-post-failed')

    await press(feed, 'like')

    expect((await failed).error.code).to.equal('not_found')
    await one(feed, '[part=like-button][aria-pressed=false]')
    await until(() => feed.shadowRoot?.querySelector('[role=status]')?.textContent?.includes('no longer'))
  })

  it('does nothing when the page cancels an intent', async () => {
    const { feed, stub } = await feedWithPicture()
    const heard: string[] = []
    for (const type of ['open', 'remix', 'comment', 'like']) {
      feed.addEventListener(`ai-post-${type}`, (event) => {
        heard.push(type)
        event.preventDefault()
      })
    }

    for (const action of ['open', 'remix', 'comment', 'like']) await press(feed, action)
    await until(() => heard.length === 4)

    expect(heard).to.deep.equal(['open', 'remix', 'comment', 'like'])
    expect(all(feed, 'dialog')).to.have.length(0)
    expect(stub.seen('PUT')).to.have.length(0)
  })

  it('deletes an own post after a second question', async () => {
    const { feed } = await feedWithPicture()
    const deleted = next(feed, 'ai-post-deleted')

    await press(feed, 'menu')
    await press(feed, 'ask-delete')
    expect(all(feed, 'article')).to.have.length(1)
    await press(feed, 'delete')

    expect((await deleted).postId).to.equal('post-1')
    await until(() => all(feed, 'article').length === 0)
  })

  it('offers no deleting of posts of others', async () => {
    const { feed } = await feedWithPicture()
    feed.client = undefined
    tearDown()
    const { mount, stub } = await setUp()
    stub.addPost()
    const other = mount('ai-feed')

    await press(other, 'menu')

    await one(other, '[data-action=copy-link]')
    expect(all(other, '[data-action=ask-delete], [data-action=edit]')).to.have.length(0)
  })

  it('shows all of a menu, also over the post below', async () => {
    const { mount, stub } = await setUp()
    for (let number = 0; number < 2; number++) stub.addPost({ text: [], author: stub.users.get('anna')! })
    const feed = mount('ai-feed')

    await press(feed, 'menu')
    const last = await one(feed, '[data-action=ask-delete]')

    const { left, bottom } = last.getBoundingClientRect()
    const menu = (await one(feed, '.menu')).getBoundingClientRect()
    expect(menu.bottom).to.be.greaterThan(bottom)
    expect(getComputedStyle(last).color).not.to.equal(getComputedStyle(await one(feed, '.handle')).color)
    expect(last.contains(feed.shadowRoot?.elementFromPoint(left + 9, bottom - 3) ?? null)).to.equal(true)
  })

  it('shows where a picture came from, by its AI chip', async () => {
    const { feed } = await feedWithPicture()

    await press(feed, 'provenance')
    const dialog = await one(feed, 'dialog.provenance')
    await until(() => (dialog as HTMLDialogElement).open)

    expect(dialog.textContent).to.contain('Made with AI')
    expect(dialog.textContent).to.contain('a glass fox in the snow')
    expect(dialog.textContent).to.contain('Not allowed by the author')
    await expectAccessible(feed)
  })

  it('keeps the AI chip out of reach of the page’s styles', async () => {
    const { feed } = await feedWithPicture()

    const chip = await one(feed, '.ai-chip')

    for (let node: Element | null = chip; node && !node.matches('article'); node = node.parentElement) {
      expect(node.hasAttribute('part'), node.className).to.equal(false)
    }
  })

  it('gives a remix to the composer of the page', async () => {
    const { feed, mount } = await feedWithPicture()
    const composer = mount('ai-composer')
    await one(composer, 'textarea')

    await press(feed, 'remix')

    await until(() => composer.remixOf === 'post-1')
    expect((await one(composer, '.parent')).textContent).to.contain('Remixing @anna')
    await until(() => composer.shadowRoot?.activeElement?.matches('textarea'))
  })

  it('opens a composer of its own where the page has none', async () => {
    const { feed } = await feedWithPicture()

    await press(feed, 'remix')
    const composer = (await one(feed, 'dialog[open] ai-composer')) as HTMLElementTagNameMap['ai-composer']

    expect(composer.remixOf).to.equal('post-1')
  })

  it('signs in first, and then does what was wanted', async () => {
    const { feed } = await feedWithPicture({ isSignedOut: true })
    const signIn = next(feed, 'ai-account-sign-in')
    const signedIn = next(feed, 'ai-account-signed-in')
    const liked = next(feed, 'ai-post-liked')

    await press(feed, 'like')

    await signIn
    expect((await signedIn).user.handle).to.equal('anna')
    expect((await liked).on).to.equal(true)
  })

  it('opens a post with its comments, and takes one', async () => {
    const { feed, stub } = await feedWithPicture()
    stub.addPost({ commentOn: { id: 'post-1', state: 'visible' }, text: [{ type: 'text', text: 'Lovely' }] })
    await press(feed, 'open')
    await until(() => all(feed, 'dialog .comment .text')[0]?.textContent === 'Lovely')
    const composer = (await one(feed, 'dialog ai-composer')) as HTMLElementTagNameMap['ai-composer']
    await one(composer, 'textarea')

    composer.draft = { text: 'Thank you' }
    await composer.updateComplete
    ;(await one(composer, '[part=post-button]')).click()

    await until(() => all(feed, 'dialog .comment .text').some(({ textContent }) => textContent === 'Thank you'))
    expect(stub.seen('POST /v1/posts')[0]?.body).to.include({ commentOn: 'post-1', text: 'Thank you' })
  })

  it('says in place of a picture that it could not be loaded', async () => {
    const { feed } = await feedWithPicture()

    await until(() => feed.shadowRoot?.querySelector<HTMLElement>('.picture')?.dataset['broken'])
  })
})
