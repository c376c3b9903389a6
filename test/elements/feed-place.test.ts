import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
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

  for (const layout of ['list', 'grid'] as const)
    it(`stays in sight deep in a ${layout} when the width is another one, and another one again`, async () => {
      const { mount, stub } = await setUp()
      for (let number = 0; number < 90; number++)
        stub.addPost({ media: [makeMedia(`m${number}`)], text: [{ type: 'text', text: 'Words that wrap '.repeat(9) }] })
      const feed = mount('ai-feed', { pageSize: 90, layout })
      feed.style.inlineSize = '640px'
      await one(feed, '.gap')
      const atTop = (): HTMLElement | undefined =>
        all(feed, '.list article').find((article) => article.getBoundingClientRect().bottom > 1)
      await until(() => {
        scrollTo(0, document.documentElement.scrollHeight / 2)
        return all(feed, '.gap').length > 1 && (atTop()?.getBoundingClientRect().top ?? innerHeight) < 1
      })
      const settle = async (): Promise<void> => {
        for (let frame = 0; frame < 24; frame++) await new Promise(requestAnimationFrame)
      }
      await settle()
      const postId = atTop()?.dataset['post']
      const inSight = (): boolean => {
        const box = all(feed, `.list article[data-post="${postId}"]`)[0]?.getBoundingClientRect()
        return box !== undefined && box.bottom > 0 && box.top < innerHeight / 2
      }

      const seen: boolean[] = []
      for (const widthPx of [320, 500]) {
        feed.style.inlineSize = `${widthPx}px`
        await settle()
        seen.push(inSight())
      }

      expect(seen).to.deep.equal([true, true])
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
