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

  it('keeps a post that the page has true to what is done with it', async () => {
    const { mount, stub } = await setUp()
    const given = stub.addPost({ text: [{ type: 'text', text: 'Mine' }] })
    const post = mount('ai-post', { post: given })
    const like = await one(post, '[data-action=like]')

    like.click()
    await next(post, 'ai-post-liked')

    await until(() => like.getAttribute('aria-pressed') === 'true')
    expect(like.getAttribute('aria-label')).to.contain('1')
  })

  it('shows what is new in a post that the page has after a refresh', async () => {
    const { mount, stub } = await setUp()
    const given = stub.addPost({ text: [{ type: 'text', text: 'Mine' }] })
    const post = mount('ai-post', { post: given })
    await one(post, '.text')
    stub.posts.get(given.id)!.post = { ...given, version: given.version + 1, text: [{ type: 'text', text: 'Edited' }] }

    await post.refresh()

    await until(() => all(post, '.text')[0]?.textContent === 'Edited')
  })

  it('takes a post that the page has off the screen when it is deleted', async () => {
    const { mount, stub, client } = await setUp()
    const given = stub.addPost({ text: [{ type: 'text', text: 'Mine' }] })
    const post = mount('ai-post', { post: given })
    await one(post, '.text')

    await client.deletePost(given.id)

    await until(() => all(post, '.text').length === 0 && all(post, '.notice').length > 0)
  })

  it('comes to rest where a page has one post twice, read at two times', async () => {
    const { mount } = await setUp({ isSignedOut: true })
    const read = (likes: number) => makePost({ id: 'same', counts: { ...makePost().counts, likes } })

    const both = [mount('ai-post', { post: read(1) }), mount('ai-post', { post: read(2) })]

    await Promise.all(both.map((post) => one(post, '.text')))
    await until(() => both.every((post) => !post.isUpdatePending))
    await Promise.all(both.map((post) => post.updateComplete))
    expect(both.map((post) => all(post, '[data-action=like]')[0]?.ariaLabel)).to.satisfy(
      ([first, second]: string[]) => first === second,
    )
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
