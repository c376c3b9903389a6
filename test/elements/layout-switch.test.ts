import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

describe('the button of <ai-feed> between list and grid', () => {
  afterEach(() => {
    tearDown()
    scrollTo(0, 0)
  })

  async function mounted(properties = {}): Promise<HTMLElementTagNameMap['ai-feed']> {
    const { mount, stub } = await setUp()
    for (let number = 0; number < 20; number++) stub.addPost({ media: [makeMedia(`m-${number}`)] })
    const feed = mount('ai-feed', { feeds: 'explore, for-you', ...properties })
    await whole(feed)
    return feed
  }

  it('changes the layout and back, and keeps the focus', async () => {
    const feed = await mounted()
    const button = await one(feed, '[part=layout-button]')
    expect(button.getAttribute('aria-label')).to.equal('Show as a grid of pictures')
    await expectAccessible(feed)

    button.focus()
    button.click()
    await one(feed, '.tile')

    expect(feed.layout).to.equal('grid')
    expect(feed.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Show as a list')
    button.click()
    await one(feed, 'article.row')
    expect(all(feed, '.tile')).to.have.length(0)
  })

  it('stays with the post that is being looked at', async () => {
    const feed = await mounted()
    await feed.scrollToPost('post-10')

    ;(await one(feed, '[part=layout-button]')).click()

    const tile = await one(feed, '.tile[data-post=post-10]')
    await until(() => {
      const { top, bottom } = tile.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    })
  })

  it('stands in the line of the tabs, over none of them, at 320 px', async () => {
    const feed = await mounted({ feeds: 'explore, for-you, home, user:somebody_with_a_long_name' })
    feed.style.inlineSize = '320px'

    const button = (await one(feed, '[part=layout-button]')).getBoundingClientRect()
    const tabs = all(feed, '.tabs')[0]!.getBoundingClientRect()
    const tab = all(feed, '.tab')[0]!.getBoundingClientRect()

    expect(Math.abs(button.top + button.height / 2 - (tab.top + tab.height / 2))).to.be.lessThan(2)
    expect(button.right).to.be.lessThan(tabs.right)
    expect(Math.min(button.width, button.height)).to.be.greaterThanOrEqual(24)
  })

  for (const dir of ['ltr', 'rtl'])
    it(`lets no tab look out behind it: ${dir}`, async () => {
      const feed = await mounted({ feeds: 'explore, for-you, home, likes, bookmarks, user:somebody', dir })
      feed.style.inlineSize = '320px'
      const { left, right, top, height } = (await one(feed, '[part=layout-button]')).getBoundingClientRect()

      const beside = feed.shadowRoot?.elementFromPoint(dir === 'ltr' ? right + 4 : left - 4, top + height / 2)

      expect(beside?.matches('.tab')).to.equal(false)
    })

  for (const widthPx of [320, 640])
    it(`stands above the menus of posts at ${widthPx} px`, async () => {
      const feed = await mounted({})
      feed.style.inlineSize = `${widthPx}px`
      const middle = async (selector: string): Promise<number> => {
        const { left, width } = (await one(feed, selector)).getBoundingClientRect()
        return left + width / 2
      }

      expect(await middle('[part=layout-button]')).to.be.closeTo(await middle('[data-action=menu]'), 1)
    })

  it('is not there without tabs', async () => {
    const feed = await mounted({ feeds: '' })

    expect(all(feed, '[part=layout-button]')).to.have.length(0)
  })
})
