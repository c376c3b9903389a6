import { expect } from '@open-wc/testing'
import { emulateMedia, sendKeys } from '@web/test-runner-commands'
import { backdropOf, contrastOf } from '../support/contrast.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const focusable = 'button:enabled, textarea, select, input:not([type=file]), summary, a[href], [tabindex="0"]'

/** The color of what shows that an element has the focus: its ring, or the edge of the box around a field. */
function ringOf(element: Element): { readonly color: string; readonly on: string } {
  const { outlineStyle, outlineColor } = getComputedStyle(element)
  if (outlineStyle !== 'none') return { color: outlineColor, on: backdropOf(element) }
  const box = element.closest('.alt-line') ?? element.closest('.card') ?? element
  return { color: getComputedStyle(box).borderBlockStartColor, on: backdropOf(element) }
}

/** What in an element shows its focus too weakly, each with its contrast. */
function weakRings(element: Element): readonly string[] {
  return all(element, focusable)
    .filter((control) => control.checkVisibility())
    .flatMap((control) => {
      control.focus()
      if (element.shadowRoot?.activeElement !== control) return []
      const { color, on } = ringOf(control)
      const contrast = contrastOf(color, on)
      return contrast < 3 ? [`${control.localName}.${control.className} ${contrast.toFixed(2)}`] : []
    })
}

/** Sees to it that the browser shows the focus, as it does for those who use keys. */
const useKeys = (): Promise<void> => sendKeys({ press: 'Tab' })

for (const theme of ['light', 'dark'] as const)
  describe(`what is not text, on the screen: ${theme}`, () => {
    before(() => document.body.style.setProperty('background', theme === 'dark' ? '#000' : '#fff'))
    after(() => document.body.removeAttribute('style'))
    afterEach(tearDown)

    it('shows where the focus is, on everything in a feed and its dialogs', async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ media: [makeMedia('fox')], author: stub.users.get('ben')! })
      const feed = mount('ai-feed', { theme, feeds: 'explore,home', paging: 'button' })
      await whole(feed)
      await useKeys()
      expect(weakRings(feed)).to.deep.equal([])

      ;(await one(feed, '[data-action=menu]')).click()
      ;(await one(feed, '[data-action=report]')).click()
      await one(feed, 'dialog.report[open] form')
      expect(weakRings(feed)).to.deep.equal([])
    })

    it('shows where the focus is, on everything in a composer and an account', async () => {
      const { mount } = await setUp()
      const composer = mount('ai-composer', { theme, draft: { text: 'Look' } })
      await one(composer, '[part=policies]')
      await useKeys()
      expect(weakRings(composer)).to.deep.equal([])

      const account = mount('ai-account', { theme })
      ;(await one(account, '[part=chip]')).click()
      await one(account, '.ways')
      expect(weakRings(account)).to.deep.equal([])
    })

    it('shows it on the buttons of what was just done', async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ author: stub.users.get('ben')! })
      const feed = mount('ai-feed', { theme })
      ;(await one(feed, '[data-action=menu]')).click()
      ;(await one(feed, '[data-action=follow]')).click()
      await one(feed, '.toast button')
      await useKeys()

      for (const button of all(feed, '.toast button')) {
        button.focus()
        const { color, on } = ringOf(button)
        expect(contrastOf(color, on), button.className).to.be.at.least(3)
      }
    })

    it('tells a switch, a choice and an empty field from what is around them', async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ author: stub.users.get('ben')! })
      const composer = mount('ai-composer', { theme, draft: { text: 'Look' } })
      const toggle = await one(composer, '[role=switch]')
      const chosen = await one(composer, '.opt[aria-pressed=true]')
      const feed = mount('ai-feed', { theme, feeds: 'explore,home' })
      ;(await one(feed, '[data-action=menu]')).click()
      ;(await one(feed, '[data-action=report]')).click()
      const field = await one(feed, 'dialog[open] textarea')
      const tab = await one(feed, '[aria-selected=true]')

      const colors = {
        toggle: [getComputedStyle(toggle).backgroundColor, toggle],
        chosen: [getComputedStyle(chosen).borderBlockStartColor, chosen],
        field: [getComputedStyle(field).borderBlockStartColor, field],
        tab: [getComputedStyle(tab).boxShadow.replace(/ 0px.*/, ''), tab],
      } as const
      for (const [name, [color, element]] of Object.entries(colors))
        expect(contrastOf(color, backdropOf(element)), name).to.be.at.least(3)
    })
  })

// The other engines cannot be told here to force colours.
if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
  describe('what is not text, in forced colours', () => {
    before(() => emulateMedia({ forcedColors: 'active' }))
    after(() => emulateMedia({ forcedColors: 'none' }))
    afterEach(tearDown)

    it('fills what is chosen, and rings what is written in', async () => {
      const { mount } = await setUp({ posts: 1 })
      const feed = mount('ai-feed', { feeds: 'explore,home' })
      await whole(feed)
      const composer = mount('ai-composer')
      const field = await one(composer, '[part=prompt]')
      await one(composer, '.opt[aria-pressed=true]')
      const fillOf = (element: Element, selector: string): string =>
        getComputedStyle(all(element, selector)[0]!).backgroundColor

      field.focus()
      await useKeys()
      field.focus()

      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.cssText = 'forced-color-adjust: none; background: Highlight'
      const { backgroundColor } = getComputedStyle(probe)
      probe.remove()
      expect(fillOf(feed, '[aria-selected=true]')).to.equal(backgroundColor)
      expect(fillOf(composer, '[aria-pressed=true]')).to.equal(backgroundColor)
      await until(() => getComputedStyle(all(composer, '.card')[0]!).outlineStyle === 'solid')
    })
  })
