import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { makePost } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown } from './setup.ts'

describe('why a post of <ai-feed> stands where it does', () => {
  afterEach(tearDown)

  async function opened(terms: Record<string, number> | undefined, lang = 'en'): Promise<HTMLElement> {
    const { mount } = await setUp()
    const item = { key: 'post-1', post: makePost(), ...(terms && { because: { kind: 'score', terms } as const }) }
    const feed = mount('ai-feed', { lang, readOnly: true, firstPage: { items: [item], newest: '1' } })
    ;(await one(feed, '[data-action=menu]')).click()
    await one(feed, '.menu')
    return feed
  }

  it('is told in words, by what counts for it', async () => {
    const feed = await opened({ time: 40.2, likes: 3, comments: 0, remixes: 2, luck: 9 })

    ;(await one(feed, '[data-action=why]')).click()
    await one(feed, '.menu li')

    expect(all(feed, '.menu li').map(({ textContent }) => textContent)).to.deep.equal([
      'when it was posted',
      'how many like it',
      'how many remix it',
    ])
    expect(all(feed, '.menu')[0]?.textContent).to.contain('the same for everybody')
    await expectAccessible(feed)
  })

  for (const [lang, words] of [
    ['de', 'wie viele ihn mögen'],
    ['ar', 'عدد المعجبين به'],
  ] as const)
    it(`is told in the language of the page: ${lang}`, async () => {
      const feed = await opened({ likes: 3 }, lang)

      ;(await one(feed, '[data-action=why]')).click()

      expect((await one(feed, '.menu li')).textContent).to.equal(words)
    })

  it('is offered only where there is something to tell', async () => {
    const feed = await opened(undefined)

    expect(all(feed, '[data-action=why]')).to.have.length(0)
  })
})
