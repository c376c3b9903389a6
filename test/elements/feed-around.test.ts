import { expect } from '@open-wc/testing'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

describe('<ai-feed> that begins at a post', () => {
  afterEach(() => {
    scrollTo(0, 0)
    tearDown()
  })

  for (const layout of ['list', 'grid'] as const)
    it(`shows what is above, and leaves in its place what was read: ${layout}`, async () => {
      const { mount } = await setUp({ posts: 40 })
      const feed = mount('ai-feed', { around: 'post-20', pageSize: 5, layout })
      const button = (await one(feed, '.before button')) as HTMLButtonElement
      const [first] = all(feed, 'article')
      const [postId, topPx] = [first?.dataset['post'], first?.getBoundingClientRect().top ?? 0]

      button.focus()
      button.click()
      await until(() => feed.shadowRoot?.activeElement?.closest('article')?.dataset['post'] === postId)

      const read = all(feed, `article[data-post="${postId}"]`)[0]
      expect(postId).to.equal('post-22')
      expect(read?.getAttribute('aria-posinset')).to.equal('6')
      expect(Math.abs((read?.getBoundingClientRect().top ?? 0) - topPx)).to.be.below(layout === 'list' ? 2 : 48)
    })

  it('says what is new beside the button that goes on above, and not over it', async () => {
    const { mount, stub } = await setUp({ posts: 40 })
    const feed = mount('ai-feed', { around: 'post-20', pageSize: 5 })
    const button = await one(feed, '.before button')
    await until(() => stub.openStreams > 0)

    stub.addPost()
    const pill = await one(feed, '.pill')

    const [before, after] = [button.getBoundingClientRect(), pill.getBoundingClientRect()]
    expect(after.top >= before.bottom || after.bottom <= before.top).to.equal(true)
  })

  it('offers nothing above page one', async () => {
    const { mount } = await setUp({ posts: 40 })
    const feed = mount('ai-feed', { pageSize: 5 })
    await one(feed, 'article')
    await whole(feed)

    expect(all(feed, '.before')).to.have.length(0)
  })
})
