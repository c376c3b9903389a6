import { expect } from '@open-wc/testing'
import { all, next, one, setUp, tearDown, until, whole } from './setup.ts'

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

describe('<ai-feed> with many posts', () => {
  afterEach(() => {
    tearDown()
    scrollTo(0, 0)
  })

  it('keeps at most 500 elements however deep one scrolls, and shows no gap in sight', async () => {
    const { mount } = await setUp({ posts: 300 })
    const feed = mount('ai-feed', { pageSize: 100 })
    await next(feed, 'ai-feed-loaded')
    await feed.scrollToPost('post-300')
    let most = 0

    for (let step = 0; step < 40; step++) {
      scrollBy(0, 900)
      for (let wait = 0; wait < 4; wait++) await frame()
      most = Math.max(most, all(feed, '*').length)
      for (const gap of all(feed, '.gap')) {
        const { top, bottom } = gap.getBoundingClientRect()
        expect(top > innerHeight || bottom < 0, `a gap is in sight after ${step} steps`).to.equal(true)
      }
    }

    expect(most).to.be.lessThanOrEqual(500)
  })

  it('draws what fills the screen first, and what follows below once that can be seen', async () => {
    const { mount } = await setUp({ posts: 40 })
    const feed = mount('ai-feed', { pageSize: 40 })
    await feed.updateComplete
    const first = await new Promise<number>((resolve) => {
      const count = (): void => {
        const { length } = all(feed, 'article')
        if (length > 0) resolve(length)
      }
      new MutationObserver(count).observe(feed.shadowRoot!, { childList: true, subtree: true })
    })
    const bottom = all(feed, 'article').at(-1)!.getBoundingClientRect().bottom

    await until(() => all(feed, 'article').length > first)

    expect(first).to.be.lessThan(9)
    expect(bottom).to.be.greaterThan(innerHeight)
  })

  it('draws what comes next where the page has a picture called getSelection', async () => {
    const { mount } = await setUp({ posts: 40 })
    const feed = mount('ai-feed', { pageSize: 40 })
    feed.after(Object.assign(document.createElement('img'), { name: 'getSelection' }))
    await whole(feed)

    const found = await feed.scrollToPost('post-5')
    await one(feed, '[data-post=post-5]')

    expect(found).to.equal(true)
  })

  it('goes to a post that is not drawn', async () => {
    const { mount } = await setUp({ posts: 100 })
    const feed = mount('ai-feed', { pageSize: 100 })
    await next(feed, 'ai-feed-loaded')
    expect(all(feed, '[data-post=post-10]')).to.have.length(0)

    const found = await feed.scrollToPost('post-10')

    const top = (await one(feed, '[data-post=post-10]')).getBoundingClientRect().top
    expect(found).to.equal(true)
    expect(top).to.be.within(-10, innerHeight)
  })

  it('does not window the focused post away', async () => {
    const { mount } = await setUp({ posts: 100 })
    const feed = mount('ai-feed', { pageSize: 100 })
    await next(feed, 'ai-feed-loaded')
    // What has just grown cannot be scrolled in WebKit yet.
    await whole(feed)
    feed.focus({ preventScroll: true })
    const focused = feed.shadowRoot?.activeElement

    scrollTo(0, document.documentElement.scrollHeight / 2)
    await until(() => all(feed, '.gap').length >= 2)

    expect(feed.shadowRoot?.activeElement).to.equal(focused)
  })
})
