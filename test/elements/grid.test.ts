import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

const shapes = [
  [1536, 1024],
  [1024, 1024],
  [1024, 1536],
] as const

async function gridOf(posts: number, widthPx = 640): Promise<Page & { feed: HTMLElementTagNameMap['ai-feed'] }> {
  const page = await setUp()
  for (let number = 0; number < posts; number++) {
    const [width, height] = shapes[number % 3]!
    page.stub.addPost({ media: [makeMedia(`m-${number}`, { width, height })] })
  }
  const feed = page.mount('ai-feed', { layout: 'grid', pageSize: 100 })
  feed.style.setProperty('--ai-feed-max-inline-size', 'none')
  feed.style.inlineSize = `${widthPx}px`
  return { ...page, feed }
}

const rows = (feed: Element): HTMLElement[] => all(feed, '.grid-row')
const ids = (feed: Element): (string | undefined)[] => all(feed, '.tile').map(({ dataset }) => dataset['post'])

describe('<ai-feed layout="grid">', () => {
  afterEach(() => {
    tearDown()
    scrollTo(0, 0)
  })

  for (const widthPx of [320, 640, 1200])
    it(`fills rows of one height in reading order at ${widthPx} px`, async () => {
      const { feed } = await gridOf(30, widthPx)
      await until(() => rows(feed).length > 1)

      const inner = feed.getBoundingClientRect().width - 18
      for (const row of rows(feed).slice(0, -1)) {
        const heights = [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().height))
        expect(Math.max(...heights) - Math.min(...heights), heights.join()).to.be.lessThanOrEqual(1)
        expect(row.getBoundingClientRect().width).to.be.closeTo(inner, 1)
        expect(heights[0]).to.be.within(90, 400)
      }
      expect(ids(feed).slice(0, 3)).to.deep.equal(['post-30', 'post-29', 'post-28'])
      await expectAccessible(feed)
    })

  for (const widthPx of [300, 640])
    it(`cuts long texts to the size of their tiles at ${widthPx} px`, async () => {
      const { feed, stub } = await gridOf(0, widthPx)
      for (const words of [
        'line\n'.repeat(60),
        `https://example.com/${'a'.repeat(400)}`,
        'many words '.repeat(150),
        'one',
      ])
        stub.addPost({ text: [{ type: 'text', text: words }] })
      await feed.refresh()
      await until(() => all(feed, '.tile').length === 4)

      const { right } = all(feed, '.list')[0]!.getBoundingClientRect()
      for (const tile of all(feed, '.tile')) {
        const box = tile.getBoundingClientRect()
        expect(box.right).to.be.at.most(right)
        expect(box.height).to.be.closeTo(box.width, 1)
      }
    })

  it('shows own posts that are on their way above the rows, small and with what they wait for', async () => {
    const { client, feed, stub } = await gridOf(6)
    await one(feed, '.tile')
    stub.fail('POST /v1/media', 'offline', 99)
    const canvas = new OffscreenCanvas(40, 60)
    canvas.getContext('2d')?.fillRect(0, 0, 9, 9)

    await client.createPost({ pictures: [{ file: await canvas.convertToBlob({ type: 'image/png' }), alt: 'A door' }] })

    const pending = await one(feed, '.list > .pending')
    await until(() => pending.querySelector('.waiting')?.textContent?.includes('Waiting for'))
    const box = pending.querySelector('.pictures')!.getBoundingClientRect()
    expect(box.width).to.be.lessThan(240)
    expect(pending.getBoundingClientRect().bottom).to.be.lessThan(rows(feed)[0]!.getBoundingClientRect().top)
    await expectAccessible(feed)
  })

  it('wears the AI label on every picture', async () => {
    const { feed } = await gridOf(6, 320)
    await until(() => all(feed, '.tile').length > 0)

    expect(all(feed, '.tile .ai-chip')).to.have.length(all(feed, '.tile').length)
    for (const chip of all(feed, '.ai-chip')) expect(chip.getBoundingClientRect().height).to.be.greaterThanOrEqual(24)
  })

  it('opens a post by Enter, and goes through it by PageDown', async () => {
    const { feed } = await gridOf(6)
    await one(feed, '.tile')
    feed.focus()
    const opened = next(feed, 'ai-post-open')

    await sendKeys({ press: 'PageDown' })
    await until(() => feed.shadowRoot?.activeElement?.getAttribute('aria-posinset') === '2')
    await sendKeys({ press: 'Enter' })

    expect((await opened).postId).to.equal('post-5')
  })

  it('moves no row for posts that come in on top', async () => {
    const { feed, stub } = await gridOf(20)
    await until(() => stub.openStreams > 0 && rows(feed).length > 3)
    const before = rows(feed).map((row) => row.dataset['key'])

    stub.addPost({ media: [makeMedia('new')] })
    ;(await one(feed, '[part=pill]')).click()
    await until(() => ids(feed)[0] === 'post-21')

    const after = rows(feed).map((row) => row.dataset['key'])
    expect(after).to.include.members(before.slice(0, 3))
  })

  it('keeps at most 500 elements however deep one scrolls, at any width', async () => {
    for (const widthPx of [320, 1200]) {
      const { feed } = await gridOf(300, widthPx)
      await next(feed, 'ai-feed-loaded')
      await feed.loadMore()
      await feed.loadMore()
      let most = 0
      for (let step = 0; step < 20; step++) {
        scrollBy(0, 700)
        for (let wait = 0; wait < 3; wait++) await new Promise((resolve) => requestAnimationFrame(resolve))
        most = Math.max(most, all(feed, '*').length)
      }
      expect(most, `${widthPx} px`).to.be.lessThanOrEqual(500)
      tearDown()
      scrollTo(0, 0)
    }
  })

  it('shows posts without a picture by their words, and covers what is labelled', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ text: [{ type: 'text', text: 'Only words' }] })
    stub.addPost({ media: [makeMedia('m')], labels: [{ name: 'nudity', by: 'author' }] })
    const feed = mount('ai-feed', { layout: 'grid' })

    const cover = await one(feed, '.tile .cover')
    expect(all(feed, '.tile img')).to.have.length(0)
    expect((await one(feed, '.tile .text')).textContent).to.equal('Only words')
    cover.focus()
    cover.click()

    await one(feed, '.tile img')
    await until(() => feed.shadowRoot?.activeElement?.matches('.tile .picture .frame'))
  })

  for (const lang of ['en', 'de', 'ar'] as const)
    it(`leaves the name below a covered picture free in a narrow column: ${lang}`, async () => {
      const { mount, stub } = await setUp()
      const labels = (['violence', 'graphic'] as const).map((name) => ({ name, by: 'author' as const }))
      const add = (id: string, width: number, height: number, more = {}): unknown =>
        stub.addPost({ media: [makeMedia(id, { width, height })], ...more })
      add('m', 1536, 1024)
      add('n', 1024, 1024)
      add('o', 1024, 1536, { labels })
      add('p', 1024, 1024)
      add('q', 1024, 1536)
      const feed = mount('ai-feed', { layout: 'grid', lang, dir: lang === 'ar' ? 'rtl' : 'ltr' })
      feed.style.inlineSize = '300px'
      const cover = await one(feed, '.tile .cover')
      await until(() => cover.textContent?.includes({ en: 'violence', de: 'Gewalt', ar: 'عنف' }[lang]))
      const box = (selector: string): DOMRect => all(feed, selector)[0]!.getBoundingClientRect()
      const tile = box('.tile:has(.cover)')

      const words = box('.tile .cover span')

      expect(words.top).to.be.at.least(tile.top)
      expect(words.bottom).to.be.at.most(box('.tile:has(.cover) .caption bdi').top + 1)
    })
})
