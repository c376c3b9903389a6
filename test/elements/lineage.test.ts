import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

/** Three remixes in a row, post-1 to post-3. */
async function line(): Promise<Page> {
  const page = await setUp()
  const counts = { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 1 }
  const author = page.stub.users.get('ben')!
  page.stub.addPost({ media: [makeMedia('one')], counts })
  for (const id of ['post-1', 'post-2'])
    page.stub.addPost({ media: [makeMedia(`after ${id}`)], counts, remixOf: { id, state: 'visible', author } })
  return page
}

describe('the lineage of a post', () => {
  afterEach(tearDown)

  it('stands below it where it is opened: from the first to the last, and each opens', async () => {
    const { mount } = await line()
    const post = mount('ai-post', { postId: 'post-2', thread: true })

    await until(() => all(post, '.step').length === 3)
    const steps = all(post, '.step')
    expect(steps.map((step) => step.dataset['target'] ?? 'this')).to.deep.equal(['post-1', 'this', 'post-3'])
    expect(steps[1]?.getAttribute('aria-current')).to.equal('true')
    expect((await one(post, '.lineage')).getAttribute('aria-label')).to.equal('How it came about')
    await expectAccessible(post)
    const opened = next(post, 'ai-post-open')
    steps[2]?.click()

    expect((await opened).postId).to.equal('post-3')
    await until(() => all(post, 'dialog[open] .step').length === 3)
  })

  it('keeps the post itself in sight in a row that is longer than its place, and loads more of it', async () => {
    const { mount, stub } = await setUp()
    const counts = { likes: 0, comments: 0, reposts: 0, quotes: 0, remixes: 1 }
    const author = stub.users.get('ben')!
    const ids = [stub.addPost({ counts }).id]
    for (let number = 0; number < 30; number++)
      ids.push(stub.addPost({ counts, remixOf: { id: ids.at(-1)!, state: 'visible', author } }).id)
    const post = mount('ai-post', { postId: ids[25]!, thread: true })
    post.style.inlineSize = '320px'
    const isInSight = (): boolean => {
      const [row, step] = ['.lineage ol', '[aria-current]'].map((name) => all(post, name)[0]?.getBoundingClientRect())
      return step!.left >= row!.left && step!.right <= row!.right
    }

    await until(() => all(post, '.step').length === 23)
    await until(isInSight)
    const more = all(post, '.step')[20]
    expect(more?.ariaLabel).to.equal('Show more')
    more?.click()

    await until(() => all(post, '.step').length === 27)
    await until(isInSight)
    expect(all(post, '.step').map((step) => step.dataset['target'])).to.deep.equal([
      ...ids.slice(0, 25),
      undefined,
      ids[26],
    ])
  })

  it('is not asked for where there is none', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    const post = mount('ai-post', { postId: 'post-1', thread: true })

    await one(post, '.end')

    expect(stub.seen('GET /v1/feeds/lineage')).to.have.length(0)
    expect(stub.seen('GET /v1/feeds/remixes')).to.have.length(0)
    expect(all(post, '.lineage')).to.have.length(0)
  })

  it('can be followed from the AI label', async () => {
    const { mount } = await line()
    const feed = mount('ai-feed')
    const opened = next(feed, 'ai-post-open')

    ;(await one(feed, '[data-post=post-3] .ai-chip')).click()
    const link = await one(feed, 'dialog.provenance .link')
    expect(link.textContent).to.contain('@ben')
    link.click()

    expect((await opened).postId).to.equal('post-2')
  })
})
