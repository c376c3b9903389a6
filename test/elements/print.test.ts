import { expect } from '@open-wc/testing'
import { emulateMedia } from '@web/test-runner-commands'
import { makeMedia, makePost } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const isChromium = PerformanceObserver.supportedEntryTypes.includes('layout-shift')

// The other engines cannot be told here that they print.
if (isChromium)
  describe('a feed on paper', () => {
    before(() => emulateMedia({ media: 'print' }))
    after(() => emulateMedia({ media: 'screen' }))
    afterEach(tearDown)

    it('shows whole texts dark on white, with the AI label and nothing to press', async () => {
      const { mount, stub } = await setUp()
      const words = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
      const text = [{ type: 'text' as const, text: words }]
      const quote = { id: 'q', state: 'visible', author: makePost().author, text } as const
      stub.addPost({ text, media: [makeMedia('fox')], quote })
      const feed = mount('ai-feed', { theme: 'dark', feeds: 'explore,home', paging: 'button' })
      await one(feed, 'article')
      await whole(feed)

      const isSeen = (element: Element): boolean => element.checkVisibility()
      expect(all(feed, '.text, .lines bdi').every((cut) => cut.scrollHeight <= cut.clientHeight + 1)).to.equal(true)
      expect(getComputedStyle(all(feed, '.text')[0]!).color).to.equal('rgb(0, 0, 0)')
      expect(getComputedStyle(all(feed, '.card')[0]!).backgroundColor).to.equal('rgb(255, 255, 255)')
      expect(all(feed, '.ai-chip').every(isSeen)).to.equal(true)
      const pressed = '.tab, .action, .more, .more-text, .layout-switch button, [part=more-button]'
      expect(all(feed, pressed).filter(isSeen)).to.deep.equal([])
    })

    it('shows an open post alone and whole, with the AI label and nothing to press', async () => {
      const { mount, stub } = await setUp()
      const text = [{ type: 'text' as const, text: Array.from({ length: 90 }, (_, line) => `line ${line}`).join('\n') }]
      stub.addPost({ text, media: [makeMedia('fox')] })
      stub.addPost()
      const feed = mount('ai-feed', { theme: 'dark' })
      await one(feed, 'article')
      all(feed, '[data-action=open]')[2]!.click()
      const dialog = await one(feed, 'dialog.thread[open]')
      await until(() => dialog.querySelector('.ai-chip'))

      expect(all(feed, '.list')[0]!.checkVisibility()).to.equal(false)
      expect(dialog.scrollHeight).to.be.at.most(dialog.clientHeight + 1)
      expect(dialog.querySelector('.content')!.scrollHeight).to.be.at.most(dialog.clientHeight)
      // One that is fixed would stand on every sheet.
      expect(getComputedStyle(dialog).position).to.equal('absolute')
      expect(dialog.querySelector('.ai-chip')!.checkVisibility()).to.equal(true)
      expect(dialog.querySelector('.close')!.checkVisibility()).to.equal(false)
    })

    it('shows an open picture dark on white, over the post that it was opened from', async () => {
      const { mount, stub } = await setUp()
      const { id } = stub.addPost({ media: [makeMedia('fox')] })
      const post = mount('ai-post', { postId: id, thread: true })
      ;(await one(post, '[data-action=picture]')).click()
      const dialog = await one(post, 'dialog.lightbox[open]')
      const { width, height } = (await until(() => dialog.querySelector('.picture'))).getBoundingClientRect()

      expect(getComputedStyle(dialog).backgroundColor).to.equal('rgb(255, 255, 255)')
      expect(Math.min(width, height)).to.be.above(100)
      expect(dialog.querySelector('.tools')!.checkVisibility()).to.equal(false)
      expect(all(post, '.head')[0]!.checkVisibility()).to.equal(false)
    })

    it('shows neither the composer nor the account, which are tools', async () => {
      const { mount } = await setUp()
      const composer = mount('ai-composer', { draft: { text: 'Half a thought' } })
      const account = mount('ai-account')
      const early = [composer, account].map((element) => element.checkVisibility())

      await until(() => all(composer, 'form').length + all(account, '[part=chip]').length === 2)

      expect([...early, ...[composer, account].map((element) => element.checkVisibility())]).to.deep.equal(
        Array.from({ length: 4 }, () => false),
      )
    })
  })

describe('a feed that is printed', () => {
  afterEach(tearDown)

  /** Numbers of the posts that are drawn, in the order of the page. */
  const drawn = (feed: Element): number[] =>
    all(feed, '.list article').map((article) => Number(article.getAttribute('aria-posinset')))
  const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)

  it('has all that is loaded in order, and goes back to what is in sight', async () => {
    const { mount, stub } = await setUp({ posts: 59 })
    stub.addPost({ media: [makeMedia('fox')] })
    const feed = mount('ai-feed', { pageSize: 60 })
    await one(feed, 'article')
    await whole(feed)
    await until(() => all(feed, '.gap').length > 0)
    const before = drawn(feed)

    dispatchEvent(new Event('beforeprint'))
    await feed.updateComplete
    expect(drawn(feed)).to.deep.equal(numbers(1, 60))
    expect(all(feed, '.gap')).to.have.length(0)
    await until(() => all(feed, '.picture img').every((image) => (image as HTMLImageElement).loading === 'eager'))

    dispatchEvent(new Event('afterprint'))
    await until(() => drawn(feed).length === before.length)
    expect(drawn(feed)).to.deep.equal(before)
  })

  it('has no more than two hundred posts, those in sight among them', async () => {
    const { mount } = await setUp({ posts: 300 })
    const feed = mount('ai-feed', { pageSize: 100 })
    await one(feed, 'article')
    await whole(feed)
    while (all(feed, '.end:not(.idle)').length === 0) await feed.loadMore()
    await feed.scrollToPost('post-20')
    await until(() => drawn(feed).includes(281))

    dispatchEvent(new Event('beforeprint'))
    await feed.updateComplete

    expect(drawn(feed)).to.have.length.within(190, 205)
    expect(drawn(feed)).to.include(281)
    dispatchEvent(new Event('afterprint'))
  })
})
