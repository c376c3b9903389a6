import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia, makePost } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'

describe('<ai-post>', () => {
  afterEach(tearDown)

  it('draws a post by its id', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    stub.addPost({ media: [makeMedia('fox')] })

    const post = mount('ai-post', { postId: 'post-2' })

    expect((await one(post, '[part=image]')).getAttribute('alt')).to.equal('A glass fox in the snow')
    await expectAccessible(post)
  })

  it('draws a post that the page has, without a request', async () => {
    const { mount, stub } = await setUp({ isSignedOut: true })

    const post = mount('ai-post', { post: makePost({ text: [{ type: 'text', text: 'Mine' }] }) })

    expect((await one(post, '.text')).textContent).to.equal('Mine')
    expect(stub.requests).to.have.length(0)
  })

  it('shows the comments with thread', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    stub.addPost({ commentOn: { id: 'post-1', state: 'visible' }, text: [{ type: 'text', text: 'First' }] })

    const post = mount('ai-post', { postId: 'post-1', thread: true })

    await until(() => all(post, '.comment .text')[0]?.textContent === 'First')
    await until(() => post.shadowRoot?.querySelector('ai-composer')?.shadowRoot?.querySelector('textarea'))
    await expectAccessible(post)
  })

  it('says that a post is not there', async () => {
    const { mount } = await setUp()
    const post = mount('ai-post', { postId: 'nowhere' })

    const { error } = await next(post, 'ai-post-failed')

    expect(error.code).to.equal('not_found')
    expect(post.matches(':state(failed)')).to.equal(true)
    expect((await one(post, '.notice')).textContent).to.contain('no longer')
  })

  it('shows outlines while it loads', async () => {
    const { mount, stub } = await setUp()
    stub.fail('GET /v1/posts', 'hang')

    const post = mount('ai-post', { postId: 'post-1' })
    await one(post, '.skeleton')

    expect(post.matches(':state(loading)')).to.equal(true)
  })

  it('draws what a remix came from, also when that was deleted', async () => {
    const { mount, stub } = await setUp()
    const author = stub.users.get('ben')!
    const source = { id: 'post-9', state: 'visible', author, media: makeMedia('fox') } as const

    const remix = mount('ai-post', { post: makePost({ remixOf: source }) })
    const orphan = mount('ai-post', { post: makePost({ remixOf: { id: 'post-9', state: 'deleted' } }) })

    expect((await one(remix, '[part=remix-source]')).textContent).to.contain('Remix of @ben')
    expect((await one(remix, '.ai-mark')).textContent).to.equal('AI')
    expect((await one(orphan, '[part=remix-source]')).textContent).to.contain('was deleted')
  })

  it('has every named part', async () => {
    const { mount, stub } = await setUp()
    const post = makePost({ media: [makeMedia('fox')], remixOf: { id: 'gone', state: 'deleted' } })
    const element = mount('ai-post', { post })
    await one(element, 'article')
    ;(await one(element, '[data-action=menu]')).click()
    await one(element, '[part=menu]')

    const parts = [
      'post',
      'avatar',
      'author',
      'time',
      'text',
      'image',
      'prompt',
      'actions',
      'comment-button',
      'repost-button',
      'like-button',
      'bookmark-button',
      'remix-button',
      'menu-button',
      'menu',
      'remix-source',
      'status',
    ]

    expect(parts.filter((part) => all(element, `[part=${part}]`).length === 0)).to.deep.equal([])
    expect(stub.seen('GET /v1/posts')).to.have.length(0)
  })
})
