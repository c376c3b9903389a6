import { expect } from '@open-wc/testing'
import { countListeners } from '../support/count-listeners.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

const tags = ['ai-feed', 'ai-composer', 'ai-account', 'ai-post'] as const
/** Something that each of them draws, and how it looks only with its style sheets. */
const looks = { 'ai-feed': '.card', 'ai-composer': '.card', 'ai-account': '.chip', 'ai-post': '.card' } as const

/** Makes a page in a frame. */
function openFrame(): { frame: HTMLIFrameElement; view: Window & typeof globalThis; page: Document } {
  const frame = document.createElement('iframe')
  Object.assign(frame, { width: '700', height: '600' })
  document.body.append(frame)
  const view = frame.contentWindow as Window & typeof globalThis
  return { frame, view, page: view.document }
}

const radiusOf = (element: Element, selector: string): string => {
  const found = element.shadowRoot?.querySelector(selector)
  return found ? getComputedStyle(found).borderTopLeftRadius : ''
}
const isDressed = (element: Element, selector: string): boolean => !['', '0px'].includes(radiusOf(element, selector))

describe('an element in another document', () => {
  let frames: HTMLIFrameElement[] = []
  const open: typeof openFrame = () => {
    const opened = openFrame()
    frames.push(opened.frame)
    return opened
  }
  afterEach(() => {
    tearDown()
    for (const frame of frames) frame.remove()
    frames = []
  })

  for (const tag of tags)
    it(`is ${tag} with its styles, whether it comes as it was made or after it was drawn, and back again`, async () => {
      const { mount, stub, client } = await setUp()
      const { id } = stub.addPost({ media: [makeMedia('fox')] })
      const { page } = open()
      const made = Object.assign(document.createElement(tag), { client, lang: 'en', postId: id })
      const drawn = mount(tag, { postId: id })
      await until(() => isDressed(drawn, looks[tag]))
      const radius = radiusOf(drawn, looks[tag])
      const home = drawn.parentElement!

      page.body.append(made, drawn)
      await until(() => isDressed(made, looks[tag]) && isDressed(drawn, looks[tag]))
      expect(radiusOf(made, looks[tag])).to.equal(radius)
      expect(radiusOf(drawn, looks[tag])).to.equal(radius)

      home.append(drawn, made)
      await until(() => isDressed(made, looks[tag]) && isDressed(drawn, looks[tag]))
      expect(drawn.shadowRoot!.adoptedStyleSheets).to.have.length(new Set(drawn.shadowRoot!.adoptedStyleSheets).size)
    })

  it('is dressed there from its first drawing on', async () => {
    const { stub, client } = await setUp()
    stub.fail('GET /v1/feeds', 'hang')
    const { page } = open()
    const feed = Object.assign(document.createElement('ai-feed'), { client, lang: 'en' })

    page.body.append(feed)
    await one(feed, '.skeleton')

    expect(isDressed(feed, '.card')).to.equal(true)
  })

  it('starts when it comes into sight in a window of its own: load="visible"', async function () {
    const { stub, client } = await setUp({ posts: 1 })
    const view = window.open('about:blank', '', 'popup,width=600,height=400')
    // The driver of WebKitGTK opens none.
    if (!view) return this.skip()
    const { body } = view.document
    const feed = Object.assign(document.createElement('ai-feed'), { client, lang: 'en', load: 'visible' })
    const spacer = body.appendChild(view.document.createElement('div'))
    spacer.style.blockSize = '3000px'
    body.append(feed)
    for (let frame = 0; frame < 10; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    const before = stub.seen('GET /v1/feeds').length

    spacer.remove()
    await one(feed, 'article')

    expect(before).to.equal(0)
    feed.remove()
    view.close()
  })

  it('wears there what is opened only there', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    const { page } = open()
    const feed = mount('ai-feed')
    await one(feed, 'article')
    page.body.append(feed)
    await whole(feed)

    ;(await one(feed, 'article .frame')).click()
    const dialog = await one(feed, 'dialog[open]')

    await until(() => getComputedStyle(dialog).position === 'fixed' && isDressed(feed, 'dialog'))
    expect(dialog.ownerDocument).to.equal(page)
    dialog.querySelector<HTMLElement>('.close')!.click()
    await until(() => all(feed, 'dialog').length === 0)
  })

  it('speaks the language of that document', async () => {
    const { mount } = await setUp({ posts: 1 })
    const { page } = open()
    page.documentElement.lang = 'de'
    const feed = mount('ai-feed', { lang: '' })
    await one(feed, 'article')

    page.body.append(feed)

    await until(() =>
      feed.shadowRoot?.querySelector('[data-action=menu]')?.getAttribute('aria-label')?.startsWith('Mehr'),
    )
  })

  it('draws the posts that come into sight there', async () => {
    const { mount } = await setUp({ posts: 40 })
    const { page, view } = open()
    const feed = mount('ai-feed', { pageSize: 40 })
    await one(feed, 'article')
    page.body.append(feed)
    await whole(feed)
    const posts = (): string[] =>
      all(feed, 'article').map((article) => article.ariaPosInSet ?? article.getAttribute('aria-posinset')!)
    await until(() => all(feed, '.gap').length > 0)

    view.scrollTo({ top: page.documentElement.scrollHeight, behavior: 'instant' })

    await until(() => posts().includes('40'))
    expect(posts()).to.not.include('1')
  })

  it('gives the focus on in its own document', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ media: [makeMedia('fox')], labels: [{ name: 'nudity', by: 'author' }] })
    stub.addPost({ author: stub.addUser('anna') })
    const { page } = open()
    const feed = mount('ai-feed')
    await one(feed, 'article')
    page.body.append(feed)
    await whole(feed)
    const own = all(feed, 'article')[0]!

    own.querySelector<HTMLElement>('[data-action=menu]')!.click()
    ;(await one(feed, '[data-action=ask-delete]')).click()
    ;(await one(feed, '[data-action=delete]')).focus()
    feed.shadowRoot!.querySelector<HTMLElement>('[data-action=delete]')!.click()
    await until(() => !own.isConnected)

    await until(() => feed.shadowRoot!.activeElement?.matches('article'))
  })

  it('leaves no listener behind in any document', async () => {
    const { mount, stub, client } = await setUp()
    const { id } = stub.addPost({ media: [makeMedia('fox')] })
    const { page, view, frame } = open()
    await client.outbox.retry('none').catch(() => {})
    const warm = tags.map((tag) => mount(tag, { postId: id }))
    for (const [index, tag] of tags.entries()) await until(() => isDressed(warm[index]!, looks[tag]))
    await until(() => stub.openStreams > 0)
    for (const element of warm) element.remove()
    await until(() => stub.openStreams === 0)
    const home = countListeners()
    const there = countListeners({ window: view, document: page })

    const elements = tags.map((tag) => mount(tag, { postId: id }))
    const box = elements[0]!.parentElement!
    for (const place of [page.body, box, page.body]) {
      place.append(...elements)
      for (const [index, tag] of tags.entries()) await until(() => isDressed(elements[index]!, looks[tag]))
    }
    await until(() => there.open().includes('window scroll 1'))
    const left = home.open().filter((what) => /scroll|pointerdown|focus|keydown/.test(what))
    for (const element of elements) element.remove()

    expect(left).to.deep.equal([])
    expect(there.open()).to.deep.equal([])
    await until(() => home.open().length === 0, home.open().join())
    there.stop()
    home.stop()
    frame.remove()
  })

  it('waits in a document that nobody sees', async () => {
    const { mount } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    const box = feed.parentElement!
    const template = document.createElement('template')

    template.content.append(feed)
    document.implementation.createHTMLDocument().body.append(feed)
    box.append(feed)

    await until(() => isDressed(feed, '.card'))
  })
})
