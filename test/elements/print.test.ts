import { expect } from '@open-wc/testing'
import { emulateMedia } from '@web/test-runner-commands'
import { makeMedia, makePost } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, whole } from './setup.ts'

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
  })
