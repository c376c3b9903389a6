import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const text = [{ type: 'text', text: 'الفجر فوق الوادي، والضوء أخيرًا كما أردته.' }] as const

describe('<ai-feed> in Arabic', () => {
  afterEach(tearDown)

  async function drawn(widthPx: number): Promise<HTMLElementTagNameMap['ai-feed']> {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')], text: [...text] })
    const feed = mount('ai-feed', { lang: 'ar', dir: 'rtl', feeds: 'for-you, explore, home' })
    feed.style.inlineSize = `${widthPx}px`
    await one(feed, 'article')
    // Arabic words come from a chunk of their own.
    await until(() => all(feed, '.tab')[1]?.textContent?.trim() === 'الأحدث')
    return feed
  }

  for (const widthPx of [320, 640])
    it(`stands mirrored and leaves nothing over at ${widthPx} px`, async () => {
      const feed = await drawn(widthPx)
      const box = (selector: string): DOMRect => all(feed, selector)[0]!.getBoundingClientRect()

      expect(box('.avatar').left).to.be.greaterThan(box('.name').left)
      expect(box('[data-action=comment]').left).to.be.greaterThan(box('[data-action=bookmark]').left)
      expect(box('.frame').right - box('.ai-chip').right).to.be.closeTo(10, 1)
      expect(box('.tab').right).to.be.greaterThan(all(feed, '.tab')[1]!.getBoundingClientRect().right)
      for (const element of all(feed, 'article *')) {
        const { left, right, width } = element.getBoundingClientRect()
        const { left: from, right: to } = feed.getBoundingClientRect()
        if (width > 1) expect(left >= from - 1 && right <= to + 1, element.outerHTML.slice(0, 80)).to.equal(true)
      }
    })

  it('shows the AI label whole on the small picture of what a post came from', async () => {
    const { mount, stub } = await setUp()
    const source = { id: 'source', state: 'visible', author: stub.users.get('ben')!, media: makeMedia('owl') } as const
    stub.addPost({ media: [makeMedia('fox')], remixOf: source })
    const feed = mount('ai-feed', { lang: 'ar', dir: 'rtl' })
    const mark = await until(() => all(feed, '.ai-mark').find(({ textContent }) => textContent === 'ذكاء اصطناعي'))
    await whole(feed)

    const words = document.createRange()
    words.selectNodeContents(mark)

    const [outside, inside] = [mark.getBoundingClientRect(), words.getBoundingClientRect()]
    expect(inside.left - outside.left).to.be.at.least(1)
    expect(outside.right - inside.right).to.be.at.least(1)
  })

  it('shows the whole hint of an empty composer', async () => {
    const { mount } = await setUp()
    const composer = mount('ai-composer', { lang: 'ar', dir: 'rtl' })
    const prompt = (await one(composer, '[part=prompt]')) as HTMLTextAreaElement
    await until(() => prompt.placeholder.includes('صورة'))

    expect(prompt.scrollWidth).to.equal(prompt.clientWidth)
  })

  it('is accessible with its menu open', async () => {
    const feed = await drawn(320)

    all(feed, '[data-action=menu]')[0]?.click()
    const menu = (await one(feed, '.menu')).getBoundingClientRect()

    expect(menu.left).to.be.greaterThanOrEqual(feed.getBoundingClientRect().left)
    await expectAccessible(feed)
  })
})

describe('<ai-feed> at 200 %', () => {
  afterEach(() => {
    document.documentElement.style.fontSize = ''
    tearDown()
  })

  for (const lang of ['en', 'de', 'ar'])
    it(`cuts nothing off, at 320 px and twice the font: ${lang}`, async () => {
      const { mount, stub } = await setUp()
      stub.addPost({
        media: [makeMedia('fox')],
        counts: { likes: 1234, comments: 87, reposts: 56, quotes: 0, remixes: 31 },
      })
      const feed = mount('ai-feed', { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' })
      feed.style.inlineSize = '320px'
      document.documentElement.style.fontSize = '200%'
      await one(feed, `[lang=${lang}] article`)

      for (const button of all(feed, 'article button')) {
        const { left, right } = button.getBoundingClientRect()
        const { left: from, right: to } = feed.getBoundingClientRect()
        expect(left >= from && right <= to, button.outerHTML.slice(0, 90)).to.equal(true)
      }
    })
})
