import { expect } from '@open-wc/testing'
import { makeMedia } from '../support/wire-shapes.ts'
import type { Page } from './setup.ts'
import { all, next, one, setUp, tearDown, until, whole } from './setup.ts'

interface LayoutShift extends PerformanceEntry {
  readonly value: number
}

/** Notes what moves on the page without anybody having moved it. Chromium alone tells. */
function watchShifts(): { end(): Promise<number> } {
  const shifts: LayoutShift[] = []
  const take = (entries: PerformanceEntryList): number => shifts.push(...(entries as LayoutShift[]))
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ type: 'layout-shift' })
  return {
    async end() {
      for (let time = 0; time < 3; time++) await new Promise(requestAnimationFrame)
      take(observer.takeRecords())
      observer.disconnect()
      return shifts.reduce((sum, { value }) => sum + value, 0)
    },
  }
}

const isTold = PerformanceObserver.supportedEntryTypes.includes('layout-shift')

describe('<ai-feed> while it is scrolled', () => {
  afterEach(() => {
    tearDown()
    scrollTo(0, 0)
  })

  for (const posts of isTold ? [40, 25] : [])
    it(`moves nothing when ${posts - 20} posts arrive for whoever waits at the end`, async () => {
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      const page: Page = await setUp({
        posts,
        isSignedOut: true,
        async fetch(input, init) {
          if (String(input instanceof Request ? input.url : input).includes('cursor=')) await held
          return page.stub.fetch(input, init)
        },
      })
      const feed = page.mount('ai-feed')
      await whole(feed)
      const isWaiting = (): boolean => {
        scrollBy(0, 100)
        const foot = all(feed, '[data-sentinel]').find(({ textContent }) => textContent.trim() !== '')
        return foot !== undefined && foot.getBoundingClientRect().bottom < innerHeight
      }
      await until(isWaiting)
      expect((await one(feed, '[data-sentinel]')).checkVisibility({ visibilityProperty: true })).to.equal(true)
      const shifts = watchShifts()

      release()
      await one(feed, '[aria-posinset="21"]')

      expect(await shifts.end()).to.equal(0)
    })

  for (const layout of ['list', 'grid'] as const)
    it(`keeps place and focus when posts come in far above: ${layout}`, async () => {
      const { mount, stub } = await setUp()
      for (let number = 0; number < 60; number++) stub.addPost({ media: [makeMedia(`m${number}`)] })
      const feed = mount('ai-feed', { pageSize: 60, incoming: 'prepend', layout })
      await next(feed, 'ai-feed-loaded')
      await one(feed, layout === 'grid' ? '.tile' : '.row')
      await feed.refresh()
      await feed.scrollToPost('post-20')
      const post = await one(feed, '[data-post="post-20"]')
      post.focus({ preventScroll: true })
      for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame)
      const { top } = post.getBoundingClientRect()
      const shifts = isTold ? watchShifts() : undefined

      for (let number = 0; number < 7; number++) stub.addPost({ media: [makeMedia(`new${number}`)] })
      await until(() => all(feed, '[data-post="post-20"]')[0]?.ariaPosInSet === '48')
      for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame)

      expect(post.isConnected).to.equal(true)
      expect(post.getBoundingClientRect().top).to.be.closeTo(top, 1)
      expect(feed.shadowRoot?.activeElement).to.equal(post)
      if (shifts) expect(await shifts.end()).to.equal(0)
    })

  it('shows at its top what comes in for whoever looks there', async () => {
    const { mount, stub } = await setUp({ posts: 30 })
    const feed = mount('ai-feed', { pageSize: 30, incoming: 'prepend' })
    await next(feed, 'ai-feed-loaded')
    await whole(feed)

    for (let number = 0; number < 12; number++) stub.addPost()

    await until(() => all(feed, '[data-post="post-42"]')[0]?.ariaPosInSet === '1')
    expect(all(feed, '[data-post="post-42"]')[0]!.getBoundingClientRect().top).to.be.lessThan(innerHeight)
  })

  it('goes to the newest post by the pill, and puts the focus there, from far below', async () => {
    const { mount, stub } = await setUp({ posts: 60 })
    const feed = mount('ai-feed', { pageSize: 60 })
    await next(feed, 'ai-feed-loaded')
    await whole(feed)
    await feed.scrollToPost('post-10')
    for (let number = 0; number < 3; number++) stub.addPost()
    const pill = await one(feed, '.pill')

    pill.focus()
    pill.click()

    await until(() => (feed.shadowRoot?.activeElement as HTMLElement | null)?.dataset['post'] === 'post-63')
    // At the top of the feed, or of the page with its margin.
    await until(() => Math.abs(feed.getBoundingClientRect().top) < 10)
  })

  it('goes as far up as one scrolls, though the posts there are lower than they were taken for', async () => {
    const { mount } = await setUp({ posts: 60, isSignedOut: true })
    const feed = mount('ai-feed', { pageSize: 60 })
    await next(feed, 'ai-feed-loaded')
    await feed.scrollToPost('post-1')
    await one(feed, '[aria-posinset="52"]')
    await new Promise(requestAnimationFrame)
    const moved: number[] = []

    for (let step = 0; step < 20; step++) {
      const seen = all(feed, '.list article').find((post) => post.getBoundingClientRect().bottom > 0)
      const { top } = seen!.getBoundingClientRect()
      scrollBy(0, -100)
      for (let wait = 0; wait < 4; wait++) await new Promise(requestAnimationFrame)
      moved.push(Math.round(seen!.getBoundingClientRect().top - top))
    }

    expect(moved).to.deep.equal(moved.map(() => 100))
  })
})
