import { expect } from '@open-wc/testing'
import { setViewport } from '@web/test-runner-commands'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, next, one, setUp, tearDown, until, whole } from './setup.ts'

const countInSight = (feed: Element, selector: string): number =>
  all(feed, selector).filter((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }).length

describe('elements in a page with a style of its own', () => {
  afterEach(() => {
    document.body.removeAttribute('style')
    document.documentElement.removeAttribute('style')
    tearDown()
    scrollTo(0, 0)
  })

  for (const zoom of ['0.6', '1.6'])
    it(`shows no gap in sight where the page is zoomed: ${zoom}`, async () => {
      const { mount } = await setUp({ posts: 150 })
      document.body.style.setProperty('zoom', zoom)
      const feed = mount('ai-feed', { pageSize: 100 })
      await next(feed, 'ai-feed-loaded')
      await whole(feed)

      for (const part of [1, 2, 3]) {
        scrollTo(0, (document.documentElement.scrollHeight * part) / 8)
        await until(() => countInSight(feed, 'article') > 0 && countInSight(feed, '.gap') === 0, `${part} eighths`)
      }
    })

  it('opens posts inside the window where the page is zoomed', async () => {
    const { mount } = await setUp({ posts: 1 })
    document.body.style.setProperty('zoom', '1.6')
    const feed = mount('ai-feed')
    await whole(feed)

    all(feed, '[data-action=open]')[0]?.click()
    const dialog = await one(feed, 'dialog[open]')

    const { left, right, top, bottom } = dialog.getBoundingClientRect()
    // Borders are drawn in whole pixels.
    expect(Math.min(left, top)).to.be.at.least(-3)
    expect(right).to.be.at.most(innerWidth + 3)
    expect(bottom).to.be.at.most(innerHeight + 3)
  })

  it('is as large as elsewhere, zoomed by 1.6, in a page whose root has 62.5 % of the font size', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    const feed = mount('ai-feed')
    await whole(feed)
    const box = feed.parentElement!
    box.style.inlineSize = '600px'
    const parts = ['.text', '.avatar', '.action', '.ai-chip', '.frame']
    const sizes = (): number[] =>
      parts.flatMap((part) => {
        const { width, height } = all(feed, part)[0]!.getBoundingClientRect()
        return [Math.round(width), Math.round(height)]
      })
    await until(() => sizes().every((px) => px > 10))
    const usual = sizes()
    const isUsual = (): boolean => sizes().every((px, index) => Math.abs(px - usual[index]!) <= 2)

    document.documentElement.style.fontSize = '62.5%'
    expect(isUsual()).to.equal(false)
    feed.style.setProperty('zoom', '1.6')
    await until(isUsual, `${sizes().join()} is not ${usual.join()}`)

    // Whoever has larger words in the settings of the browser has them here, too.
    document.documentElement.style.fontSize = '78.125%'
    expect(all(feed, '.action')[0]!.getBoundingClientRect().height / usual[5]!).to.be.closeTo(1.25, 0.05)
  })

  for (const [zoom, width] of [
    ['1.6', 320],
    ['0.6', 800],
  ] as const)
    it(`opens the account’s menu at its button and inside the window where the page is zoomed: ${zoom}`, async () => {
      await setViewport({ width, height: 600 })
      const { mount } = await setUp()
      document.body.style.setProperty('zoom', zoom)
      const account = mount('ai-account')
      Object.assign(account.parentElement!.style, { display: 'flex', justifyContent: 'end' })

      ;(await one(account, '[part=chip]')).click()
      await one(account, '.ways')
      await account.updateComplete

      const button = (await one(account, '[part=chip]')).getBoundingClientRect()
      const menu = (await one(account, '.menu')).getBoundingClientRect()
      expect(menu.left).to.be.at.least(0)
      expect(menu.right).to.be.at.most(width)
      expect(menu.bottom).to.be.at.most(innerHeight)
      expect(Math.abs(menu.top - button.bottom)).to.be.below(20)
      expect(Math.abs(Math.min(menu.right - button.right, 0))).to.be.below(20)
      await setViewport({ width: 800, height: 600 })
    })

  it('lays posts out as ever where the page keeps white space and indents its texts', async () => {
    const { mount } = await setUp({ posts: 2 })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    await whole(feed)
    const heightOf = (): number => all(feed, 'article')[0]!.offsetHeight
    const usual = heightOf()

    Object.assign(document.body.style, { whiteSpace: 'pre', textIndent: '3em' })
    await until(() => getComputedStyle(feed.parentElement!).whiteSpace.startsWith('pre'))

    expect(heightOf()).to.equal(usual)
    expect(getComputedStyle(all(feed, '.avatar')[0]!).textIndent).to.equal('0px')
  })

  it('shows what people wrote as they wrote it where the page writes in capitals', async () => {
    const { mount } = await setUp({ posts: 1 })
    document.body.style.textTransform = 'uppercase'
    const feed = mount('ai-feed')
    await one(feed, 'article')
    await whole(feed)

    expect(getComputedStyle(all(feed, '.text')[0]!).textTransform).to.equal('none')
  })

  for (const style of [
    'display: grid; grid-template-columns: 1fr auto',
    'display: inline-block',
    'display: table-cell',
  ])
    it(`is there where the page asks how wide it wants to be: ${style}`, async () => {
      const { mount } = await setUp({ posts: 1 })
      const feed = mount('ai-feed')
      const place = feed.parentElement!.appendChild(document.createElement('div'))
      place.style.cssText = style
      if (style.includes('grid')) place.append(document.createElement('p'))
      place.append(feed)

      expect(feed.offsetWidth).to.be.at.least(240)
    })

  for (const style of ['display: grid', 'display: grid; grid-template-columns: 1fr', 'display: flex', 'display: block'])
    it(`is no wider than a narrow place: ${style}`, async () => {
      const { mount } = await setUp({ posts: 1 })
      const feed = mount('ai-feed')
      feed.parentElement!.style.cssText = `${style}; inline-size: 200px`
      await one(feed, 'article')

      expect(feed.offsetWidth).to.equal(200)
    })
})
