import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const lines = (count: number, text = 'line'): string =>
  Array.from({ length: count }, (_, at) => `${text} ${at}`).join('\n')

describe('a long text in <ai-feed>', () => {
  afterEach(tearDown)

  /** A feed of one post with so many lines, between two short ones, with everything that it loads after them. */
  async function written(text: string, properties: Partial<HTMLElementTagNameMap['ai-feed']> = {}) {
    const { mount, stub } = await setUp({ posts: 1 })
    const { id } = stub.addPost({ text: [{ type: 'text', text }] })
    stub.addPost({ text: [{ type: 'text', text: 'short' }] })
    const feed = mount('ai-feed', properties)
    feed.style.inlineSize = '600px'
    await whole(feed)
    const article = (): HTMLElement => all(feed, `article[data-post="${id}"]`)[0]!
    return { feed, article, words: () => article().querySelector<HTMLElement>('.text')! }
  }
  const isWhole = (words: HTMLElement): boolean => words.scrollHeight <= words.clientHeight + 1
  const twoFrames = async (): Promise<void> => {
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  }

  it('says that there is more, in the room of its last line', async () => {
    const { feed, article, words } = await written(lines(40))
    const button = await one(feed, '.more-text:not([hidden])')

    expect(all(feed, '.more-text:not([hidden])')).to.have.length(1)
    expect(button.innerText).to.equal('Show more')
    const box = words().getBoundingClientRect()
    const lineHeight = parseFloat(getComputedStyle(words()).lineHeight)
    expect(button.getBoundingClientRect().bottom - box.top).to.be.closeTo(12 * lineHeight, 1)
    expect(button.getBoundingClientRect().height).to.be.at.least(24)
    expect(article().contains(button)).to.equal(true)
    await expectAccessible(feed)
  })

  it('is whole once that is pressed, where it stands, with the focus where it was, and cut again', async () => {
    const { feed, article, words } = await written(lines(40))
    const button = await one(feed, '.more-text:not([hidden])')
    button.focus()
    // WebKit brings into sight what has the focus, a moment later.
    await twoFrames()
    const { top } = article().getBoundingClientRect()

    button.click()

    await until(() => isWhole(words()))
    await twoFrames()
    expect(article().getBoundingClientRect().top).to.be.closeTo(top, 1)
    expect(feed.shadowRoot?.activeElement).to.equal(button)
    expect([button.innerText, button.ariaExpanded]).to.deep.equal(['Show less', 'true'])
    expect(all(feed, 'dialog')).to.have.length(0)
    await expectAccessible(feed)
    button.click()

    await until(() => !isWhole(words()))
    expect([button.innerText, button.ariaExpanded]).to.deep.equal(['Show more', 'false'])
  })

  it('of twelve lines, or of many letters that fit, has no such button', async () => {
    for (const text of [lines(12), 'letters '.repeat(30)]) {
      const { feed, words } = await written(text)
      await twoFrames()

      expect(all(feed, '.more-text:not([hidden])')).to.have.length(0)
      expect(isWhole(words())).to.equal(true)
      tearDown()
    }
  })

  for (const text of ['letters '.repeat(60), lines(13, '')])
    it(`is found in a narrow column: ${text.slice(0, 8)}`, async () => {
      const { mount, stub } = await setUp()
      stub.addPost({ text: [{ type: 'text', text }] })
      const feed = mount('ai-feed')
      feed.style.inlineSize = '300px'

      await one(feed, '.more-text:not([hidden])')
    })

  it('follows the width of the feed', async () => {
    const { feed } = await written('letters '.repeat(90))
    await twoFrames()
    expect(all(feed, '.more-text:not([hidden])')).to.have.length(0)

    feed.style.inlineSize = '300px'
    await one(feed, '.more-text:not([hidden])')
    feed.style.inlineSize = '600px'

    await until(() => all(feed, '.more-text:not([hidden])').length === 0)
  })

  it('says so in the language of the page, and in a post that stands alone', async () => {
    const { mount, stub } = await setUp()
    const { id } = stub.addPost({ text: [{ type: 'text', text: lines(40) }] })
    const post = mount('ai-post', { postId: id, lang: 'de' })

    const button = await one(post, '.more-text:not([hidden])')

    await until(() => button.innerText === 'Mehr anzeigen')
  })

  it('is whole where it was opened', async () => {
    const { feed, article } = await written(lines(40))
    article().querySelector<HTMLElement>('.time')?.click()

    const words = await one(feed, 'dialog .text')

    expect(isWhole(words)).to.equal(true)
    expect(all(feed, 'dialog .more-text')).to.have.length(0)
  })
})
