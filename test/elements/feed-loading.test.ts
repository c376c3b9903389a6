import { expect } from '@open-wc/testing'
import { makePost } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

describe('<ai-feed> before its first request', () => {
  afterEach(tearDown)

  it('draws a first page from the page without asking the server', async () => {
    const { stub, mount } = await setUp()
    stub.fail('GET /v1/feeds', 'hang', 99)
    const post = makePost({ text: [{ type: 'text', text: 'From the page' }] })

    const feed = mount('ai-feed', { firstPage: { items: [{ key: post.id, post }], newest: '1' } })

    expect((await one(feed, '.text')).textContent).to.equal('From the page')
  })

  it('sends nothing before a click with load="interaction"', async () => {
    const { stub, mount } = await setUp({ posts: 1, isSignedOut: true })
    const feed = mount('ai-feed', { load: 'interaction' })
    const button = await one(feed, '.primary')
    const before = stub.requests.length

    button.click()
    await one(feed, 'article')

    expect(before).to.equal(0)
  })

  it('offers what load="interaction" waits for by a main button', async () => {
    const { mount } = await setUp({ isSignedOut: true })
    const feed = mount('ai-feed', { load: 'interaction' })
    feed.style.setProperty('--ai-feed-accent-color', 'rgb(1, 2, 3)')

    const button = await one(feed, '.primary')

    expect(getComputedStyle(button).backgroundColor).to.equal('rgb(1, 2, 3)')
  })

  it('sends nothing before it comes near with load="visible"', async () => {
    const { stub, mount } = await setUp({ posts: 1, isSignedOut: true })
    const spacer = document.createElement('div')
    spacer.style.blockSize = '5000px'
    document.body.prepend(spacer)
    const feed = mount('ai-feed', { load: 'visible' })
    for (let frame = 0; frame < 10; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    const before = stub.requests.length

    spacer.remove()
    await one(feed, 'article')

    expect(before).to.equal(0)
  })

  for (const [id, sentence] of [
    ['explore', 'The first picture posted here shows up at once.'],
    ['home', 'Posts of people you follow show up here.'],
    ['bookmarks', 'What you bookmark shows up here.'],
    ['search:owl', 'No post has these words.'],
  ] as const)
    it(`says of what an empty feed is made: ${id}`, async () => {
      const { mount } = await setUp()

      const feed = mount('ai-feed', { feed: id })

      expect((await one(feed, '.notice p')).textContent).to.equal(sentence)
    })

  for (const slot of ['heading', 'loading', 'empty', 'error', 'end']) {
    it(`shows what is put into the slot ${slot}`, async () => {
      const { stub, mount } = await setUp({ posts: slot === 'end' ? 1 : 0 })
      if (slot === 'loading') stub.fail('GET /v1/feeds', 'hang')
      if (slot === 'error') stub.fail('GET /v1/feeds', { code: 'internal' }, 99)
      const feed = mount('ai-feed')
      const own = document.createElement('p')
      own.slot = slot
      own.textContent = 'of the page'

      feed.append(own)

      await until(() => own.assignedSlot?.name === slot && own.checkVisibility())
    })
  }

  it('tries again by itself when the server cannot be reached, and says so until it is there', async () => {
    const { stub, mount } = await setUp({ posts: 1 })
    stub.fail('GET /v1/feeds', 'offline', 2)
    const feed = mount('ai-feed')
    await until(() => feed.matches(':state(offline)'))
    const seen: string[] = []
    const look = new MutationObserver(() => seen.push(all(feed, '.skeleton').length > 0 ? 'skeleton' : 'words'))
    await one(feed, '.notice')
    look.observe(feed.shadowRoot!, { childList: true, subtree: true, characterData: true })

    await one(feed, 'article')

    expect(seen).not.to.include('skeleton')
  })

  it('says for how long the server wants peace, from the first word on, and then asks again by itself', async () => {
    const { stub, mount } = await setUp({ posts: 1, isSignedOut: true })
    stub.fail('GET /v1/feeds', { code: 'rate_limited', retryAfter: 1 }, 2)
    const feed = mount('ai-feed')
    const words = new Set<string | undefined>()
    const look = new MutationObserver(() => words.add(all(feed, '.notice b')[0]?.textContent))
    look.observe(feed.shadowRoot!, { childList: true, subtree: true, characterData: true })

    await one(feed, 'article')

    expect([...words].filter(Boolean).join()).to.equal('Very busy right now')
    expect(stub.seen('GET /v1/feeds')).to.have.length(3)
  })

  it('asks no more often than once a second, even where the server says at once', async () => {
    const { stub, mount } = await setUp({ posts: 1, isSignedOut: true })
    const asked: number[] = []
    stub.fail(
      (request) => request.path.startsWith('/v1/feeds') && asked.push(performance.now()) < 3,
      {
        code: 'overloaded',
        retryAfter: 0,
      },
      2,
    )
    const feed = mount('ai-feed')

    await one(feed, 'article')

    const gaps = asked.slice(1).map((at, index) => at - asked[index]!)
    expect(gaps.filter((gap) => gap < 990)).to.deep.equal([])
    expect(gaps).to.have.length.above(0)
  })

  it('gives the same whether properties are set before or after it is in the page', async () => {
    const { mount, client } = await setUp({ posts: 3 })
    const before = mount('ai-feed', { readOnly: true, pageSize: 2, paging: 'button', label: 'Here' })
    const after = mount('ai-feed', { client: undefined })
    await one(after, '.notice')

    Object.assign(after, { client, readOnly: true, pageSize: 2, paging: 'button', label: 'Here' })
    await Promise.all([before, after].map(whole))

    expect(after.shadowRoot?.querySelector('.list')?.outerHTML.replaceAll(/<!--.*?-->/g, '')).to.equal(
      before.shadowRoot?.querySelector('.list')?.outerHTML.replaceAll(/<!--.*?-->/g, ''),
    )
    expect(all(before, '[part=actions]')).to.have.length(0)
  })

  it('shows no word of English on the way to German', async () => {
    const { mount } = await setUp()
    const post = makePost({ text: [{ type: 'text', text: 'From the page' }] })
    const feed = mount('ai-feed', { lang: 'de', firstPage: { items: [{ key: post.id, post }], newest: '1' } })
    const words = new Set<string | null | undefined>()
    const look = new MutationObserver(() => words.add(all(feed, '[data-action=like]')[0]?.ariaLabel))
    look.observe(feed.shadowRoot!, { attributes: true, childList: true, subtree: true })

    await whole(feed)

    expect([...words].filter(Boolean)).to.deep.equal(['Liken, 0 Likes'])
  })

  it('speaks German where the page does, and takes the page’s own words', async () => {
    const { mount } = await setUp()

    const feed = mount('ai-feed', { lang: 'de' })
    await until(() => feed.shadowRoot?.querySelector('.notice')?.textContent?.includes('Noch nichts da'))
    feed.strings = { emptyTitle: 'Leer wie die Leinwand' }

    await until(() => feed.shadowRoot?.querySelector('.notice')?.textContent?.includes('Leer wie die Leinwand'))
  })
})
