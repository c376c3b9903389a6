import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, next, one, saidBy, setOnline, setUp, tearDown, until } from './setup.ts'

describe('<ai-feed>', () => {
  afterEach(tearDown)

  it('draws the posts of its feed, newest first, and says how many', async () => {
    const { mount } = await setUp({ posts: 3 })

    const feed = mount('ai-feed')
    const event = await next(feed, 'ai-feed-loaded')

    expect([event.count, event.source]).to.deep.equal([3, 'network'])
    expect(all(feed, '.text').map(({ textContent }) => textContent)).to.deep.equal([
      'Post number 3',
      'Post number 2',
      'Post number 1',
    ])
    expect(await until(() => saidBy(feed))).to.equal('3 posts loaded')
  })

  it('is accessible with posts, and follows the feed pattern', async () => {
    const { mount } = await setUp({ posts: 2 })

    const feed = mount('ai-feed', { label: 'Pictures of the town' })
    const article = await one(feed, 'article')

    const list = await one(feed, '[role=feed]')
    expect(list.getAttribute('aria-label')).to.equal('Pictures of the town')
    expect(article.getAttribute('aria-posinset')).to.equal('1')
    expect(article.getAttribute('aria-setsize')).to.equal('-1')
    await expectAccessible(feed)
  })

  it('shows outlines while it loads', async () => {
    const { stub, mount } = await setUp()
    stub.fail('GET /v1/feeds', 'hang')

    const feed = mount('ai-feed')
    await one(feed, '.skeleton')

    expect(feed.matches(':state(loading)')).to.equal(true)
    await expectAccessible(feed)
  })

  it('says that there is nothing yet', async () => {
    const { mount } = await setUp()

    const feed = mount('ai-feed')
    await next(feed, 'ai-feed-loaded')

    expect(feed.matches(':state(empty)')).to.equal(true)
    expect((await one(feed, '.notice')).textContent).to.contain('Nothing here yet')
    await expectAccessible(feed)
  })

  it('offers another try when the server fails, and takes it', async () => {
    const { stub, mount } = await setUp({ posts: 1 })
    stub.fail('GET /v1/feeds', { code: 'internal' }, 99)
    const feed = mount('ai-feed')
    const { error } = await next(feed, 'ai-feed-failed')
    await until(() => feed.matches(':state(failed)'))
    await expectAccessible(feed)

    stub.heal()
    ;(await one(feed, '[part=retry-button]')).click()
    await one(feed, 'article')

    expect(error.code).to.equal('internal')
    expect(feed.matches(':state(failed)')).to.equal(false)
  })

  it('counts down when the server asks to wait', async () => {
    const { stub, mount } = await setUp({ posts: 1 })
    stub.fail('GET /v1/feeds', { code: 'rate_limited', retryAfter: 60 }, 99)

    const feed = mount('ai-feed')
    await next(feed, 'ai-feed-failed')
    await until(() => feed.matches(':state(limited)'))

    expect((await one(feed, '.notice')).textContent).to.match(/in (60|59) seconds/)
    await expectAccessible(feed)
  })

  it('offers to sign in where that is needed, and loads after it', async () => {
    const { stub, mount } = await setUp({ posts: 1, isSignedOut: true })
    const feed = mount('ai-feed', { feed: 'home' })
    await until(() => feed.matches(':state(signed-out)'))
    await expectAccessible(feed)
    expect(stub.seen('GET /v1/feeds/home')).to.have.length(0)

    ;(await one(feed, '[part=sign-in-button]')).click()
    await one(feed, 'article')

    expect(feed.matches(':state(signed-out)')).to.equal(false)
  })

  for (const [isOnline, words] of [
    [false, 'You are offline. These posts may be out of date.'],
    [true, 'The server cannot be reached. These posts may be out of date.'],
  ] as const)
    it(`keeps its posts when a refresh finds no ${isOnline ? 'server' : 'network'}, and says so`, async () => {
      const { stub, mount } = await setUp({ posts: 2 })
      const feed = mount('ai-feed')
      await next(feed, 'ai-feed-loaded')
      setOnline(isOnline)
      stub.fail('GET /v1/feeds', 'offline', 99)

      await feed.refresh()
      await until(() => feed.matches(':state(offline)'))

      expect(all(feed, 'article')).to.have.length(2)
      expect((await one(feed, '.line span')).textContent).to.equal(words)
      await expectAccessible(feed)
    })

  it('draws a sentence without a server', async () => {
    const { mount } = await setUp()

    const feed = mount('ai-feed', { client: undefined })

    expect((await one(feed, '.notice')).textContent).to.contain('attribute “server”')
    await expectAccessible(feed)
  })

  it('draws a sentence for a feed that cannot be, and offers no other try', async () => {
    const { mount } = await setUp()

    const feed = mount('ai-feed', { feed: 'no such thing' })

    expect((await one(feed, '.notice')).textContent).to.contain('There is no such feed')
    expect(all(feed, '[part=retry-button]')).to.have.length(0)
    expect(feed.matches(':state(failed)')).to.equal(true)
  })

  it('tells once of each feed that cannot be', async () => {
    const { mount } = await setUp({ posts: 1 })
    const told: string[] = []
    const feed = mount('ai-feed', { feed: 'nonsense' })
    feed.addEventListener('ai-feed-failed', ({ error }) => told.push(`${error.code} ${error.message}`))
    await until(() => told.length > 0)
    feed.label = 'Posts'
    await feed.updateComplete
    feed.feed = 'gibberish'

    await until(() => told.length > 1)
    expect(told).to.deep.equal(['unknown_feed there is no feed nonsense', 'unknown_feed there is no feed gibberish'])
  })

  it('announces new posts by a pill and moves nothing until it is pressed', async () => {
    const { stub, mount } = await setUp({ posts: 2 })
    const feed = mount('ai-feed')
    await next(feed, 'ai-feed-loaded')
    await until(() => stub.openStreams > 0)

    stub.addPost({ text: [{ type: 'text', text: 'Fresh' }] })
    const pill = await one(feed, '[part=pill]')
    const before = all(feed, '.text').length
    pill.click()
    await until(() => all(feed, '.text')[0]?.textContent === 'Fresh')

    expect(before).to.equal(2)
    expect(pill.textContent?.trim()).to.equal('1 new post')
    expect(feed.shadowRoot?.activeElement?.matches('article')).to.equal(true)
  })

  it('loads the next page by a button', async () => {
    const { mount } = await setUp({ posts: 5 })
    const feed = mount('ai-feed', { pageSize: 3, paging: 'button' })
    const button = await one(feed, '[part=more-button]')
    expect(all(feed, 'article')).to.have.length(3)

    button.click()
    await until(() => all(feed, 'article').length === 5)

    expect((await one(feed, '.end')).textContent).to.contain('seen everything')
  })

  it('loads the next page when its end comes near', async () => {
    const { mount } = await setUp({ posts: 5 })

    const feed = mount('ai-feed', { pageSize: 3 })

    await until(() => all(feed, 'article').length === 5)
  })

  it('keeps page one when page two fails', async () => {
    const { stub, mount } = await setUp({ posts: 5 })
    const feed = mount('ai-feed', { pageSize: 3, paging: 'button' })
    const button = await one(feed, '[part=more-button]')
    stub.fail(({ query }) => query.has('cursor'), { code: 'internal' }, 99)

    button.click()
    await until(() => feed.matches(':state(failed)'))
    stub.heal()
    ;(await one(feed, '[part=retry-button]')).click()

    await until(() => all(feed, 'article').length === 5)
  })

  it('switches feeds by its tabs', async () => {
    const { stub, mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed', { feeds: 'explore, home' })
    await one(feed, 'article')
    const selected = next(feed, 'ai-feed-selected')

    all(feed, '[part=tab]')[1]?.click()

    expect((await selected).feed).to.equal('home')
    await until(() => stub.seen('GET /v1/feeds/home').length > 0)
    expect(all(feed, '[aria-selected=true]')[0]?.textContent?.trim()).to.equal('Following')
    const panel = await one(feed, '[role=tabpanel]')
    expect(panel.getAttribute('aria-labelledby')).to.equal(all(feed, '[aria-selected=true]')[0]?.id)
    await expectAccessible(feed)
  })

  for (const [lang, words] of [
    ['en', ['Likes', 'Bookmarks']],
    ['de', ['Likes', 'Gemerkt']],
    ['ar', ['الإعجابات', 'المحفوظات']],
  ] as const)
    it(`names the tabs of one's own feeds: ${lang}`, async () => {
      const { mount } = await setUp()
      const feed = mount('ai-feed', { lang, feeds: 'likes, bookmarks' })

      await until(
        () =>
          all(feed, '[part=tab]')
            .map(({ textContent }) => textContent?.trim())
            .join() === words.join(),
      )
    })
})
