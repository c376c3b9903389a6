import { expect } from '@open-wc/testing'
import { all, next, one, setUp, tearDown, until } from './setup.ts'

describe('<ai-feed> under many live events', () => {
  afterEach(tearDown)

  it('draws no more for 10,000 of them, and counts those that it announces', async () => {
    const { mount, stub } = await setUp({ posts: 40 })
    const feed = mount('ai-feed', { pageSize: 40 })
    await next(feed, 'ai-feed-loaded')
    await until(() => stub.openStreams > 0)
    await one(feed, '.gap')
    const before = all(feed, '*').length

    const counts = { comments: 0, reposts: 0, quotes: 0, remixes: 0 }
    for (let event = 0; event < 10_000; event++) {
      const postId = `post-${1 + (event % 40)}`
      if (event % 10 < 8)
        stub.emitUnstored('counts', { postId, version: event + 2, counts: { likes: event, ...counts } })
      else stub.emit('post.updated', { postId, version: event + 2 })
      if (event % 500 === 0) await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    for (let post = 0; post < 30; post++) stub.addPost()
    const pill = await until(() => all(feed, '[part=pill]').find(({ textContent }) => textContent?.includes('30')))

    expect(pill.textContent?.trim()).to.equal('30 new posts')
    expect(all(feed, '*').length).to.be.lessThanOrEqual(Math.max(500, before + 10))
    expect(stub.openStreams).to.equal(1)
  })
})

describe('<ai-feed> without posts', () => {
  afterEach(tearDown)

  it('shows at once what is posted, as there is nothing that it could move', async () => {
    const { mount, stub } = await setUp()
    const feed = mount('ai-feed')
    await until(() => feed.matches(':state(empty)') && stub.openStreams > 0)

    stub.addPost({ text: [{ type: 'text', text: 'The first of all' }] })
    const post = await one(feed, '.list article')

    expect(post.textContent).to.include('The first of all')
    expect(all(feed, '[part=pill]')).to.be.empty
  })

  it('asks once for what is posted when it cannot be had', async () => {
    const { mount, stub } = await setUp()
    const feed = mount('ai-feed')
    await until(() => feed.matches(':state(empty)') && stub.openStreams > 0)
    stub.fail('GET /v1/feeds/', { code: 'internal' }, 100)
    const before = stub.seen('GET /v1/feeds/').length

    stub.addPost()
    await until(() => feed.matches(':state(failed)'))

    expect(stub.seen('GET /v1/feeds/').length - before).to.be.lessThan(6)
  })
})
