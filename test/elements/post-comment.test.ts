import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'

type Composer = HTMLElementTagNameMap['ai-composer']

const comment = async (feed: Element): Promise<Composer> => {
  ;(await one(feed, '[data-action=comment]')).click()
  return (await one(feed, 'dialog[open] ai-composer')) as Composer
}

describe('commenting from <ai-feed>', () => {
  afterEach(tearDown)

  it('opens the thread with the cursor in its composer, and leaves the one of the page alone', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    const own = mount('ai-composer', { draft: { text: 'Half a thought' } })
    await one(own, 'form')

    const composer = await comment(feed)

    await until(() => composer.shadowRoot?.activeElement?.matches('textarea'))
    expect(all(feed, 'dialog .head')).to.have.length(1)
    expect([own.commentOn, own.draft.text]).to.deep.equal(['', 'Half a thought'])
  })

  it('keeps the cursor in sight when the lineage comes in above it', async () => {
    const { client, mount, stub } = await setUp()
    const counts = { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 1 }
    stub.addPost({ media: [makeMedia('fox', { width: 1024, height: 1536 })], counts })
    stub.addPost({ media: [makeMedia('owl')], remixOf: { id: 'post-1', state: 'visible' } })
    let isLost = true
    stub.fail(({ path }) => isLost && path.includes('/feeds/remixes'), 'offline', 99)
    const feed = mount('ai-feed', { feed: 'user:ben' })
    await one(feed, '[data-post=post-1] [data-action=comment]')
    all(feed, '[data-post=post-1] [data-action=comment]')[0]?.click()
    const composer = (await one(feed, 'dialog[open] ai-composer')) as Composer
    await until(() => composer.shadowRoot?.activeElement?.matches('textarea'))
    composer.scrollIntoView({ block: 'end' })
    isLost = false

    await client.feed('remixes:post-1', { incoming: 'prepend' }).refresh()
    await one(feed, 'dialog .lineage')

    await until(() => composer.getBoundingClientRect().bottom <= innerHeight + 1)
  })

  it('stays open after the comment, and brings it into sight', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    for (let number = 0; number < 15; number++)
      stub.addPost({
        commentOn: { id: 'post-1', state: 'visible' },
        text: [{ type: 'text', text: `Comment ${number}` }],
      })
    const feed = mount('ai-feed')
    const composer = await comment(feed)
    await one(composer, 'form')

    composer.draft = { text: 'Mine' }
    await composer.updateComplete
    await composer.post()

    const own = await until(() =>
      all(feed, 'dialog .comment').find((article) => article.querySelector('.text')?.textContent === 'Mine'),
    )
    await until(() => own.getBoundingClientRect().bottom <= innerHeight && own.getBoundingClientRect().top >= 0)
    expect(all(feed, 'dialog[open]')).to.have.length(1)
  })

  it('opens a remix in a dialog when the composer of the page holds unposted work', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    const feed = mount('ai-feed')
    const own = mount('ai-composer', { draft: { text: 'Half a thought' } })
    await one(own, 'form')

    ;(await one(feed, '[data-action=remix]')).click()

    expect(((await one(feed, 'dialog[open] ai-composer')) as Composer).remixOf).to.equal('post-1')
    expect([own.remixOf, own.draft.text]).to.deep.equal(['', 'Half a thought'])
  })

  it('writes a remix straight on its dialog, without a frame in the frame', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    const feed = mount('ai-feed')

    ;(await one(feed, '[data-action=remix]')).click()

    const composer = (await one(feed, 'dialog[open] ai-composer')) as Composer
    // Its look comes with the form.
    await one(composer, 'form')
    const card = await one(composer, '.card')
    expect(getComputedStyle(card).borderWidth).to.equal('0px')
    expect(card.offsetWidth).to.equal((await one(feed, 'dialog[open] .content')).clientWidth)
  })
})

describe('the menu of a post', () => {
  afterEach(tearDown)

  it('is entered by Enter, walked by arrows and left by Escape', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ author: stub.users.get('anna')! })
    const feed = mount('ai-feed')
    const button = await one(feed, '[data-action=menu]')
    const focused = (): string | undefined => (feed.shadowRoot?.activeElement as HTMLElement | null)?.dataset['action']
    button.focus()

    await sendKeys({ press: 'Enter' })
    await until(() => focused() === 'copy-link')
    await sendKeys({ press: 'ArrowDown' })
    await until(() => focused() === 'edit')
    await sendKeys({ press: 'End' })
    await until(() => focused() === 'ask-delete')
    await sendKeys({ press: 'ArrowDown' })
    await until(() => focused() === 'copy-link')
    await sendKeys({ press: 'Escape' })

    await until(() => focused() === 'menu')
    await until(() => all(feed, '.menu').length === 0)
  })
})
