import { expect } from '@open-wc/testing'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

/** Presses a control as somebody does who came to it by keyboard. */
async function press(element: Element, selector: string): Promise<void> {
  const control = await one(element, selector)
  control.focus()
  control.click()
}

/** Waits until the focus is in an element's root, on something that matches. */
const focusOn = (element: Element, selector: string): Promise<unknown> =>
  until(() => element.shadowRoot?.activeElement?.matches(selector), `focus on ${selector}`)

describe('the focus', () => {
  afterEach(() => {
    tearDown()
    scrollTo(0, 0)
  })

  for (const layout of ['list', 'grid'] as const)
    it(`goes from the button that brings more posts to the first of them, on the last page too: ${layout}`, async () => {
      const { mount } = await setUp({ posts: 25 })
      const feed = mount('ai-feed', { paging: 'button', pageSize: 10, layout })
      await one(feed, 'article')

      for (const first of ['post-15', 'post-5']) {
        scrollTo(0, document.documentElement.scrollHeight)
        await press(feed, '[part=more-button]:enabled')
        await focusOn(feed, `[data-post=${first}]`)
      }
    })

  for (const [what, handle, field] of [
    ['edit', 'anna', 'textarea'],
    ['report', 'ben', 'select'],
  ] as const)
    it(`goes to the first field of a form that opens: ${what}`, async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ author: stub.users.get(handle)!, text: [{ type: 'text', text: 'Three words here' }] })
      const feed = mount('ai-feed')
      await press(feed, '[data-action=menu]')

      await press(feed, `[data-action=${what}]`)

      await focusOn(feed, `dialog.${what} ${field}`)
      if (what === 'edit') expect((feed.shadowRoot!.activeElement as HTMLTextAreaElement).selectionStart).to.equal(16)
    })

  it('goes to what a dialog was opened to write in', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    await press(feed, '[data-action=repost-menu]')

    await press(feed, '[data-action=quote]')

    await focusOn(feed, 'dialog.composer ai-composer')
  })

  it('goes to the note that this was all when the last page was empty', async () => {
    const { mount, stub } = await setUp({ posts: 3 })
    const feed = mount('ai-feed', { paging: 'button', pageSize: 2 })
    await whole(feed)
    stub.posts.get('post-1')!.isDeleted = true

    await press(feed, '[part=more-button]')

    await focusOn(feed, '.end')
  })

  it('goes to another try when the next page did not come', async () => {
    const { mount, stub } = await setUp({ posts: 3 })
    const feed = mount('ai-feed', { paging: 'button', pageSize: 2 })
    await whole(feed)
    stub.fail(({ query }) => query.has('cursor'), { code: 'internal' })

    await press(feed, '[part=more-button]')

    await focusOn(feed, '.line [part=retry-button]')
  })

  it('stays where somebody has gone meanwhile', async () => {
    const { mount } = await setUp({ posts: 3 })
    const feed = mount('ai-feed', { paging: 'button', pageSize: 2 })
    await whole(feed)

    await press(feed, '[part=more-button]')
    ;(await one(feed, '[data-post=post-3]')).focus()

    await until(() => all(feed, '[data-post=post-1]').length > 0)
    await focusOn(feed, '[data-post=post-3]')
  })

  it('goes from another try that was one to the first post, and stays on a button when it was none', async () => {
    const { mount, stub } = await setUp({ posts: 3 })
    stub.fail('GET /v1/feeds', { code: 'internal' }, 2)
    const feed = mount('ai-feed')

    await press(feed, '[part=retry-button]')
    await until(() => stub.seen('GET /v1/feeds').length === 2)
    await focusOn(feed, '[part=retry-button]')
    await press(feed, '[part=retry-button]')

    await focusOn(feed, '[data-post=post-3]')
  })

  it('goes from a line about what failed to the post above it', async () => {
    const { mount, stub } = await setUp({ posts: 3 })
    const feed = mount('ai-feed')
    await whole(feed)
    stub.fail(({ path, query }) => path.startsWith('/v1/feeds') && !query.has('after'), { code: 'internal' })
    await feed.refresh()

    await press(feed, '.line [part=retry-button]')

    await focusOn(feed, '[data-post=post-1]')
  })

  it('goes from another try to the post that it brought', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    stub.fail('GET /v1/posts', { code: 'internal' })
    const post = mount('ai-post', { postId: 'post-1' })

    await press(post, '[part=retry-button]')

    await focusOn(post, '[data-post=post-1]')
  })

  it('goes from the sign-in of a feed to its first post', async () => {
    const { mount, stub } = await setUp({ posts: 2, isSignedOut: true })
    stub.fail(({ path, user }) => path.endsWith('/home') && !user, { code: 'sign_in_required' }, 9)
    const feed = mount('ai-feed', { feed: 'home' })

    await press(feed, '[part=sign-in-button]')

    await focusOn(feed, '[data-post=post-2]')
  })

  it('goes from the button that brings more comments to the first of them, also at the second try', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    for (let number = 0; number < 25; number++) stub.addPost({ commentOn: { id: 'post-1', state: 'visible' } })
    const post = mount('ai-post', { postId: 'post-1', thread: true })
    await one(post, '[part=more-button]')
    stub.fail(({ query }) => query.has('cursor'), { code: 'internal' })

    await press(post, '[part=more-button]')
    await focusOn(post, '[part=retry-button]')
    await press(post, '[part=retry-button]')

    await focusOn(post, '[data-post=post-22]')
  })

  it('goes from steps that were loaded to the first of them', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ counts: { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 25 } })
    const remixOf = { id: 'post-1', state: 'visible', author: stub.users.get('ben')! } as const
    for (let number = 0; number < 25; number++) stub.addPost({ remixOf })
    const post = mount('ai-post', { postId: 'post-1', thread: true })

    await press(post, '.step[aria-label]')

    await focusOn(post, '.step[data-target=post-2]')
  })

  it('stays in the dialog of a post that was deleted in it', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ author: stub.users.get('anna')! })
    const feed = mount('ai-feed')
    await whole(feed)
    await press(feed, '.time')
    await press(feed, 'dialog [data-action=menu]')
    await press(feed, 'dialog [data-action=ask-delete]')

    await press(feed, 'dialog [data-action=delete]')

    await focusOn(feed, 'dialog .close')
    expect(all(feed, 'dialog article')).to.have.length(0)
  })
})
