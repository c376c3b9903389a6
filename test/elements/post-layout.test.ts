import { expect } from '@open-wc/testing'
import { makeMedia, makeUser } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'

const left = (element: Element | null | undefined): number => Math.round(element?.getBoundingClientRect().left ?? NaN)
const right = (element: Element | null | undefined): number => Math.round(element?.getBoundingClientRect().right ?? NaN)

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
    expect(right(find('.bookmark')) - right(find('.pictures'))).to.equal(8)
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
})
