import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

/** What a page could write to get rid of the label while it keeps the picture. */
const attempts = {
  'inherited properties':
    'ai-feed { visibility: visible; font-size: 0; line-height: 0; text-indent: -99rem; letter-spacing: -2em; color: transparent; -webkit-text-fill-color: transparent; pointer-events: none; opacity: 1; white-space: pre; }',
  'its own and private custom properties':
    'ai-feed { --ai-feed-text-color: transparent; --ai-feed-surface-color: transparent; --ai-feed-font-size: 0; --_chip: transparent; --_text: transparent; --_control-radius: 0; }',
  'the parts around it':
    'ai-feed::part(image) { position: fixed; inset: 0; z-index: 999; block-size: 300rem; } ai-feed::part(text), ai-feed::part(actions) { position: relative; z-index: 99; }',
  everything: '* { display: none !important } ai-feed, body, html, div { display: block !important }',
}

describe('the AI label', () => {
  const sheet = new CSSStyleSheet()
  before(() => document.adoptedStyleSheets.push(sheet))
  after(() => void document.adoptedStyleSheets.splice(document.adoptedStyleSheets.indexOf(sheet), 1))
  afterEach(() => {
    sheet.replaceSync('')
    tearDown()
  })

  for (const [what, css] of Object.entries(attempts))
    it(`stays on the picture against ${what}`, async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ media: [makeMedia('fox', { provenance: { ai: 'generated', model: 'gpt-image-1' } })] })
      const feed = mount('ai-feed')
      const chip = await one(feed, '.ai-chip')
      const before = getComputedStyle(chip)
      const [color, background] = [before.color, before.backgroundColor]
      sheet.replaceSync(css)

      chip.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = chip.getBoundingClientRect()
      const seen = feed.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2)

      const after = getComputedStyle(chip)
      expect(height).to.be.greaterThanOrEqual(24)
      expect(width).to.be.greaterThan(90)
      expect(chip.contains(seen ?? null), String(seen?.outerHTML.slice(0, 60))).to.equal(true)
      expect([after.color, after.backgroundColor, after.webkitTextFillColor]).to.deep.equal([color, background, color])
      expect(parseFloat(after.fontSize)).to.equal(13)
    })

  it('ends with its word where there is no room for the model', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox'), makeMedia('owl')] })
    const feed = mount('ai-feed')
    const word = await one(feed, '.ai-chip b')

    expect(getComputedStyle(all(feed, '.ai-chip bdi')[0]!).display).to.equal('none')
    expect(getComputedStyle(word, '::after').display).to.equal('none')
  })

  it('is whole at 320 px, with a name that is too long for it', async () => {
    const { mount, stub } = await setUp()
    const provenance = { ai: 'modified', model: 'a-model-with-a-name-that-goes-on-and-on-and-on' } as const
    stub.addPost({ media: [makeMedia('fox', { provenance })] })
    const feed = mount('ai-feed')
    feed.style.inlineSize = '320px'

    const chip = (await one(feed, '.ai-chip')).getBoundingClientRect()
    const picture = (await one(feed, '.frame')).getBoundingClientRect()

    expect(chip.right).to.be.lessThan(picture.right)
    expect(chip.left).to.be.greaterThan(picture.left)
    expect((await one(feed, '.ai-chip b')).textContent).to.equal('AI edited')
  })

  it('is read whole on four small pictures, in its longest words', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: ['fox', 'owl', 'hare', 'elk'].map((id) => makeMedia(id)) })
    const feed = mount('ai-feed', { lang: 'ar', dir: 'rtl' })
    feed.style.inlineSize = '288px'
    await whole(feed)
    const chip = await until(() => all(feed, '.ai-chip').find(({ textContent }) => textContent?.includes('ذكاء')))

    const [word, picture] = [chip.querySelector('b')!, chip.closest('.picture')!].map((one) =>
      one.getBoundingClientRect(),
    )
    const { left } = chip.getBoundingClientRect()
    expect(word!.left - left).to.be.at.least(6)
    expect(left).to.be.at.least(picture!.left + 5)
  })

  it('is reached and opened by the keyboard, and gets the focus back', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    feed.focus()
    const isOnChip = (): boolean => feed.shadowRoot?.activeElement?.matches('.ai-chip') === true

    for (let step = 0; step < 8 && !isOnChip(); step++) await sendKeys({ press: 'Tab' })
    expect(isOnChip()).to.equal(true)
    await sendKeys({ press: 'Enter' })
    await one(feed, 'dialog.provenance[open]')
    await sendKeys({ press: 'Escape' })
    await until(() => all(feed, 'dialog').length === 0)

    expect(isOnChip()).to.equal(true)
  })
})
