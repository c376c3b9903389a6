import { expect } from '@open-wc/testing'
import { emulateMedia, sendKeys } from '@web/test-runner-commands'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const isChromium = PerformanceObserver.supportedEntryTypes.includes('layout-shift')

/** Collects what moves or fades in an element from now on. */
function film(element: Element): () => string[] {
  const seen = new Set<string>()
  let isOver = false
  const look = (): void => {
    for (const { effect } of element.shadowRoot!.getAnimations()) {
      const { target, pseudoElement } = effect as KeyframeEffect
      seen.add(`${target?.className} ${pseudoElement}`)
    }
    if (!isOver) requestAnimationFrame(look)
  }
  look()
  return () => {
    isOver = true
    return [...seen]
  }
}

// The other engines cannot be told here what somebody prefers.
if (isChromium)
  describe('for those who want no motion', () => {
    before(() => emulateMedia({ reducedMotion: 'reduce' }))
    after(() => emulateMedia({ reducedMotion: 'no-preference' }))
    afterEach(tearDown)

    it('nothing in a feed moves or fades', async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ media: [makeMedia('fox')] })
      const feed = mount('ai-feed')
      await whole(feed)
      const seen = film(feed)

      ;(await one(feed, '[data-action=like]')).click()
      await until(() => all(feed, '[data-action=like]')[0]?.ariaPressed === 'true')
      stub.addPost({ text: [{ type: 'text', text: 'new' }] })
      await one(feed, '.pill')
      ;(await one(feed, '.row .frame')).click()
      ;(await one(feed, 'dialog[open] .head .frame')).click()
      await one(feed, 'dialog.lightbox[open] .frame')
      await sendKeys({ press: '+' })
      await until(() => all(feed, '.lightbox .frame')[0]?.style.transform.includes('1.5'))
      await sendKeys({ press: 'Escape' })
      await sendKeys({ press: 'Escape' })
      ;(await one(feed, '[data-action=menu]')).click()
      ;(await one(feed, '[data-action=copy-link]')).click()
      await one(feed, '.toast')

      expect(seen()).to.deep.equal([])
    })
  })
