import { expect } from '@open-wc/testing'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const { getEntriesByType } = performance

describe('<ai-feed> place', () => {
  afterEach(() => {
    performance.getEntriesByType = getEntriesByType
    sessionStorage.clear()
    scrollTo(0, 0)
    tearDown()
  })

  it('is found again after a reload: the same post at the same height', async () => {
    const { mount } = await setUp({ posts: 40 })
    const before = mount('ai-feed')
    await one(before, 'article[aria-posinset="6"]')
    await whole(before)
    scrollBy(0, before.getBoundingClientRect().top + 700)
    await until(() => all(before, '[aria-posinset="9"]').length > 0)
    const first = all(before, 'article').find((article) => article.getBoundingClientRect().bottom > 0)!
    const [postId, topPx] = [first.dataset['post'], first.getBoundingClientRect().top]
    dispatchEvent(new Event('pagehide'))
    before.remove()
    scrollTo(0, 0)
    performance.getEntriesByType = () => [{ type: 'reload' }] as unknown as PerformanceEntryList

    const after = mount('ai-feed')

    await until(() => {
      const post = all(after, `article[data-post="${postId}"]`)[0]
      return post && Math.abs(post.getBoundingClientRect().top - topPx) < 2
    })
  })

  it('is the top on a page that was opened anew', async () => {
    const { mount } = await setUp({ posts: 40 })
    sessionStorage.setItem(
      `ai-feed-place ${location.pathname}${location.search} explore`,
      JSON.stringify({ postId: 'post-20', topPx: 0 }),
    )

    const feed = mount('ai-feed')
    await one(feed, 'article')
    await whole(feed)

    expect(scrollY).to.equal(0)
    // WebKit anchors nothing, and does not know the property.
    expect(getComputedStyle(feed).overflowAnchor ?? 'none').to.equal('none')
  })
})
