import { expect } from '@open-wc/testing'
import { makeMedia, makeUser } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const left = (element: Element | null | undefined): number => Math.round(element?.getBoundingClientRect().left ?? NaN)
const right = (element: Element | null | undefined): number => Math.round(element?.getBoundingClientRect().right ?? NaN)

const middle = (element: Element | undefined): number => {
  const { top = 0, height = 0 } = element?.getBoundingClientRect() ?? {}
  return Math.round(top + height / 2)
}

describe('a post in <ai-feed>', () => {
  afterEach(tearDown)

  /** A feed of one remix, so wide. */
  async function drawn(widthPx: number, dir = 'ltr'): Promise<(selector: string) => HTMLElement | undefined> {
    const { mount, stub } = await setUp()
    const source = { id: 'source', state: 'visible', author: makeUser('anna'), media: makeMedia('owl') } as const
    stub.addPost({ media: [makeMedia('fox')], remixOf: source })
    const feed = mount('ai-feed', { dir })
    feed.style.inlineSize = `${widthPx}px`
    await one(feed, 'article')
    return (selector) => all(feed, selector)[0]
  }

  it('begins everything below the avatar at one line where there is little room', async () => {
    const find = await drawn(320)

    const lines = ['.avatar', '.pictures', '.prompt', '.source', '[data-action=comment] svg'].map((one) =>
      left(find(one)),
    )

    expect(new Set(lines).size, lines.join()).to.equal(1)
    expect(right(find('.source'))).to.equal(right(find('.pictures')))
    expect(right(find('.bookmark')) - right(find('.pictures'))).to.equal(4)
  })

  it('begins everything beside the avatar at one line where there is room', async () => {
    const find = await drawn(600)

    const lines = ['.name', '.text', '.pictures', '.prompt', '.source', '[data-action=comment] svg'].map((one) =>
      left(find(one)),
    )

    expect(new Set(lines).size, lines.join()).to.equal(1)
  })

  for (const widthPx of [320, 600])
    it(`begins at the right where one reads from there: ${widthPx} px`, async () => {
      const find = await drawn(widthPx, 'rtl')

      expect(right(find('.name'))).to.be.lessThan(left(find('.avatar')))
      expect(right(find('.name'))).to.equal(right(find('.text')))
      if (widthPx === 320) expect(right(find('.handle'))).to.equal(right(find('.name')))
    })

  it('keeps its time beside a long handle, and its actions in one line, in a narrow column', async () => {
    const { mount, stub } = await setUp()
    const author = makeUser('a'.repeat(30))
    const counts = { likes: 1234, comments: 12, reposts: 48, quotes: 0, remixes: 31 }
    stub.addPost({ author, counts, createdAt: new Date().toISOString(), media: [makeMedia('fox')] })
    const feed = mount('ai-feed')
    feed.style.inlineSize = '304px'
    await until(() => all(feed, '.like')[0]?.textContent?.includes('1.2K'))

    expect(middle(all(feed, '.time')[0])).to.be.closeTo(middle(all(feed, '.handle')[0]), 2)
    expect(new Set(all(feed, '.action').map(middle)).size).to.equal(1)
  })

  it('says in a line of its own that it is for followers, in a narrow column', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ author: makeUser('annika_maria'), visibility: 'followers' })
    const feed = mount('ai-feed')
    feed.style.inlineSize = '320px'
    await whole(feed)
    const time = await one(feed, '.time')

    expect(left(time)).to.equal(left(await one(feed, '.handle')))
    expect(getComputedStyle(time, '::before').content).to.equal('none')
  })

  it('keeps its actions below those of other posts without the one to remix it, in a narrow column', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    stub.addPost({})
    const feed = mount('ai-feed')
    feed.style.inlineSize = '375px'
    await until(() => all(feed, '.like').length === 2)

    for (const button of ['.repost', '.like', '.bookmark']) {
      const [one, other] = all(feed, button).map(left)
      expect(one, button).to.be.closeTo(other!, 3)
    }
  })

  it('gives a picture thinner than its label the height of the label', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('thread', { width: 4000, height: 40 })] })
    const feed = mount('ai-feed')
    const chip = (await one(feed, '.ai-chip')).getBoundingClientRect()
    const frame = (await one(feed, '.frame')).getBoundingClientRect()

    expect(chip.top).to.be.greaterThan(frame.top)
    expect(chip.bottom).to.be.lessThan(frame.bottom)
  })

  it('begins the lines of a card at one side, whichever way they run', async () => {
    const { mount, stub } = await setUp()
    const text = [{ type: 'text' as const, text: 'صباح الخير' }]
    stub.addPost({ quote: { id: 'q', state: 'visible', author: makeUser('anna'), text } })
    const feed = mount('ai-feed', { dir: 'rtl' })
    const title = await one(feed, '.lines b')

    expect(right(title)).to.equal(right(all(feed, '.lines bdi')[0]))
    expect(getComputedStyle(title).direction).to.equal('ltr')
  })

  it('has the same head while it is on its way', async () => {
    const { mount, client, stub } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    feed.style.inlineSize = '320px'
    stub.fail('POST /v1/posts', { code: 'overloaded', retryAfter: 60 })
    const { id } = await client.createPost({ text: 'On its way' })
    await until(() => client.outbox.getSnapshot().some(({ error }) => error))
    const pending = (await one(feed, '.pending header')).getBoundingClientRect().height

    await client.outbox.retry(id)
    await until(() => all(feed, '.pending').length === 0)

    expect((await one(feed, 'header')).getBoundingClientRect().height).to.equal(pending)
  })

  it('leaves the room of --ai-feed-gap around what a post and a composer hold', async () => {
    const { mount } = await setUp({ posts: 1 })
    const elements = [mount('ai-post', { postId: 'post-1' }), mount('ai-composer')]
    const [post, form] = [await one(elements[0]!, 'article'), await one(elements[1]!, 'form')]
    const roomOf = (element: Element): number => parseFloat(getComputedStyle(element).paddingInlineStart)
    const before = [post, form].map(roomOf)

    for (const element of elements) element.style.setProperty('--ai-feed-gap', '2rem')

    expect([post, form].map(roomOf)).to.deep.equal(before.map((px) => px * 2))
  })

  for (const widthPx of [304, 440])
    it(`keeps what is said beside the time in the card, and leaves the name room: ${widthPx} px`, async () => {
      const { mount, stub } = await setUp()
      const author = { ...makeUser('ben'), name: 'Somebody with a name that is long' }
      stub.addPost({ author, editedAt: '2026-01-02T00:00:00.000Z', visibility: 'followers' })
      const feed = mount('ai-feed', { lang: 'de' })
      feed.style.inlineSize = `${widthPx}px`
      await whole(feed)
      await until(() => all(feed, '.time')[0]?.textContent?.includes('Follower'))

      expect(right(all(feed, '.time')[0])).to.be.at.most(right(all(feed, 'header')[0]))
      expect(all(feed, '.name')[0]!.offsetWidth).to.be.at.least(80)
    })

  it('shows more of a handle than its sign in 200 px', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ author: makeUser('mara_lind') })
    const feed = mount('ai-feed')
    feed.style.inlineSize = '200px'

    expect((await one(feed, '.handle')).offsetWidth).to.be.at.least(70)
  })
})
