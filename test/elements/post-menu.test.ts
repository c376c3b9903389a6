import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expectAccessible } from '../support/accessible.ts'
import { makePost, makeUser } from '../support/wire-shapes.ts'
import { all, next, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

type AiFeed = HTMLElementTagNameMap['ai-feed']

const press = async (element: Element, action: string): Promise<void> =>
  (await one(element, `[data-action=${action}]`)).click()

async function feedOf(author: string): Promise<Page & { feed: AiFeed }> {
  const page = await setUp()
  page.stub.addPost({ author: page.stub.users.get(author)!, text: [{ type: 'text', text: 'As it was' }] })
  return { ...page, feed: page.mount('ai-feed') }
}

describe('what one does with a post of <ai-feed>', () => {
  afterEach(tearDown)

  it('reposts from a menu, shows it, and takes it back there', async () => {
    const { feed, stub } = await feedOf('ben')
    const reposted = next(feed, 'ai-post-reposted')

    await press(feed, 'repost-menu')
    await press(feed, 'repost')

    expect((await reposted).on).to.equal(true)
    const button = await one(feed, '[part=repost-button][data-on]')
    expect(button.getAttribute('aria-label')).to.equal('Reposted by you, 1 repost')
    button.click()
    await press(feed, 'unrepost')
    await until(() => stub.seen('DELETE /v1/posts/post-1/reposts/me').length > 0)
  })

  it('quotes in a composer, unless the page takes over', async () => {
    const { feed } = await feedOf('ben')

    await press(feed, 'repost-menu')
    await press(feed, 'quote')
    const composer = (await one(feed, 'dialog[open] ai-composer')) as HTMLElementTagNameMap['ai-composer']
    expect(composer.quoteOf).to.equal('post-1')
    all(feed, 'dialog .close')[0]?.click()
    feed.addEventListener('ai-post-quote', (event) => event.preventDefault())
    await press(feed, 'repost-menu')
    await press(feed, 'quote')

    await until(() => all(feed, 'dialog').length === 0)
  })

  it('bookmarks, and takes it back when the server refuses', async () => {
    const { feed, stub } = await feedOf('ben')
    const bookmarked = next(feed, 'ai-post-bookmarked')
    await press(feed, 'bookmark')
    expect((await bookmarked).on).to.equal(true)
    stub.fail('DELETE /v1/posts', { code: 'not_found' }, 9)
    const failed = next(feed, 'ai-post-failed')

    await press(feed, 'bookmark')

    expect((await failed).error.code).to.equal('not_found')
    await one(feed, '[part=bookmark-button][aria-pressed=true]')
    expect((await one(feed, '.toast')).textContent).to.contain('no longer')
  })

  it('reports with a category and words', async () => {
    const { feed, stub } = await feedOf('ben')
    await press(feed, 'menu')
    await press(feed, 'report')
    const form = (await one(feed, 'dialog.report form')) as HTMLFormElement
    await expectAccessible(feed)
    const reported = next(feed, 'ai-post-reported')

    form.requestSubmit()
    expect(form.checkValidity()).to.equal(false)
    Object.assign(form.elements.namedItem('category')!, { value: 'spam' })
    Object.assign(form.elements.namedItem('reason')!, { value: ' Sells watches ' })
    form.querySelector<HTMLInputElement>('[type=checkbox]')!.checked = true
    form.requestSubmit()

    expect((await reported).postId).to.equal('post-1')
    expect(stub.people.reports).to.deep.equal([
      { post: 'post-1', category: 'spam', reason: 'Sells watches', goodFaith: true },
    ])
    await until(() => all(feed, 'dialog').length === 0)
    await until(() => saidBy(feed).includes('moderators'))
  })

  it('follows an author, says so, and takes it back', async () => {
    const { feed, stub } = await feedOf('ben')

    await press(feed, 'menu')
    await press(feed, 'follow')
    await until(() => stub.people.relations.has('followers anna ben'))
    await until(() => saidBy(feed).includes('You follow @ben now'))
    expect(all(feed, '.list article')).to.have.length(1)
    ;(await one(feed, '[data-toast]')).click()

    await until(() => !stub.people.relations.has('followers anna ben'))
    await press(feed, 'menu')
    await one(feed, '[data-action=follow]')
  })

  it('lets go of an author whom one follows', async () => {
    const { feed, stub } = await feedOf('ben')
    stub.people.relations.add('followers anna ben')

    await press(feed, 'menu')
    await press(feed, 'unfollow')

    await until(() => !stub.people.relations.has('followers anna ben'))
    await until(() => saidBy(feed).includes('You no longer follow @ben'))
  })

  it('offers nobody to follow themselves', async () => {
    const { feed } = await feedOf('anna')

    await press(feed, 'menu')

    await one(feed, '[data-action=edit]')
    expect(all(feed, '[data-action=follow]')).to.have.length(0)
  })

  it('mutes an author, whose posts leave, and takes it back', async () => {
    const { feed, stub } = await feedOf('ben')

    await press(feed, 'menu')
    await press(feed, 'mute')
    const undo = await one(feed, '[data-toast]')

    expect(all(feed, '.list article')).to.have.length(0)
    undo.click()
    await until(() => stub.seen('DELETE /v1/users/ben/mutes/me').length > 0)
  })

  it('unmutes an author whose posts one has asked for', async () => {
    const { mount, stub } = await feedOf('ben')
    stub.people.relations.add('mutes anna ben')
    const feed = mount('ai-feed', { feed: 'user:ben' })

    await press(feed, 'menu')
    await press(feed, 'unmute')

    await until(() => !stub.people.relations.has('mutes anna ben'))
    await until(() => saidBy(feed).includes('@ben is not muted any more'))
  })

  it('blocks an author after a question', async () => {
    const { feed, stub } = await feedOf('ben')

    await press(feed, 'menu')
    await press(feed, 'ask-block')
    expect(stub.seen('PUT /v1/users')).to.have.length(0)
    await until(() => feed.shadowRoot?.activeElement?.matches('[data-action=block]'))
    await press(feed, 'block')

    await until(() => stub.people.relations.has('blocks anna ben'))
    expect((await one(feed, '.toast')).textContent).to.contain('@ben is blocked')
  })

  it('lets authors edit, and keeps their words when the server refuses them', async () => {
    const { feed, stub } = await feedOf('anna')
    stub.fail('PATCH /v1/posts', { code: 'invalid_field' }, 1)
    await press(feed, 'menu')
    await press(feed, 'edit')
    const field = (await one(feed, 'dialog.edit [name=text]')) as HTMLTextAreaElement
    expect(field.value).to.equal('As it was')
    await expectAccessible(feed)

    field.value = 'As it is'
    field.form?.requestSubmit()
    ;(await one(feed, '[data-toast]')).click()
    const again = (await one(feed, 'dialog.edit[open] [name=text]')) as HTMLTextAreaElement
    expect(again.value).to.equal('As it is')
    again.form?.requestSubmit()

    await until(() => stub.posts.get('post-1')?.post.text[0]?.text === 'As it is')
    await until(() => all(feed, '.list .text')[0]?.textContent === 'As it is')
  })

  it('gives the focus to the next post when the one that had it is gone', async () => {
    const { feed, stub } = await feedOf('anna')
    stub.addPost({ author: stub.users.get('anna')!, text: [{ type: 'text', text: 'To be deleted' }] })
    await feed.refresh()
    await until(() => all(feed, 'article').length === 2)
    ;(await one(feed, '[data-action=menu]')).focus()

    await sendKeys({ press: 'ArrowDown' })
    await until(() => feed.shadowRoot?.activeElement?.matches('.menu button'))
    await press(feed, 'ask-delete')
    await until(() => feed.shadowRoot?.activeElement?.matches('[data-action=delete]'))
    await sendKeys({ press: 'Enter' })
    await until(() => all(feed, 'article').length === 1)

    await until(() => feed.shadowRoot?.activeElement === all(feed, 'article')[0])
  })

  it('offers nothing but the link where a feed is for reading', async () => {
    const { stub, mount } = await setUp()
    stub.addPost()
    const feed = mount('ai-feed', { readOnly: true })

    await press(feed, 'menu')

    await one(feed, '.menu')
    expect(all(feed, '.menu button').map(({ dataset }) => dataset['action'])).to.deep.equal(['copy-link'])
  })

  it('opens one menu where a post stands twice, once as a repost', async () => {
    const { mount } = await setUp()
    const post = makePost()
    const because = { kind: 'repost', by: makeUser('anna'), at: post.createdAt } as const
    const items = [
      { key: 'repost:1', post, because },
      { key: post.id, post },
    ]
    const feed = mount('ai-feed', { firstPage: { items, newest: '1' } })
    await one(feed, 'article:nth-of-type(1)')

    all(feed, '[data-action=menu]')[1]?.click()
    await one(feed, '.menu')

    expect(all(feed, '.menu').map((menu) => menu.closest('article')?.getAttribute('aria-posinset'))).to.deep.equal([
      '2',
    ])
    expect(new Set(all(feed, '[id]').map(({ id }) => id)).size).to.equal(all(feed, '[id]').length)
  })

  it('says who reposted what one sees', async () => {
    const { mount } = await setUp()
    const post = makePost()
    const because = { kind: 'repost', by: makeUser('anna'), at: post.createdAt } as const

    const feed = mount('ai-feed', { firstPage: { items: [{ key: 'repost-1', post, because }], newest: '1' } })

    expect((await one(feed, '.because')).textContent).to.equal('Anna reposted')
  })
})
