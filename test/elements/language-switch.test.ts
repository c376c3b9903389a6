import { expect } from '@open-wc/testing'
import { all, one, setUp, tearDown, until, whole } from './setup.ts'

/** How the languages call the menu of a post. */
const menus = { en: /^More/, de: /^Mehr/, ar: /^المزيد/ }

const menuOf = (element: Element): string | null | undefined =>
  element.shadowRoot?.querySelector('[data-action=menu]')?.getAttribute('aria-label')

describe('a page that changes its language', () => {
  const { documentElement } = document
  const before = documentElement.lang
  afterEach(() => {
    tearDown()
    documentElement.lang = before
  })

  it('takes all tags along, with what is open over them', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    documentElement.lang = 'en'
    const feed = mount('ai-feed', { lang: '' })
    const post = mount('ai-post', { lang: '', postId: 'post-1' })
    const composer = mount('ai-composer', { lang: '' })
    const account = mount('ai-account', { lang: '' })
    await whole(feed)
    ;(await one(feed, '.time')).click()
    await one(feed, 'dialog')
    await until(
      () =>
        menus.en.test(menuOf(post) ?? '') && all(composer, 'textarea').length > 0 && all(account, '.chip').length > 0,
    )
    expect(stub.posts.size).to.equal(1)

    documentElement.lang = 'de'

    await until(() => menus.de.test(menuOf(feed) ?? '') && menus.de.test(menuOf(post) ?? ''))
    expect(all(feed, 'dialog')[0]?.getAttribute('aria-label')).to.equal('Beitrag und Kommentare')
    await until(() => all(composer, '.shell, .card')[0]?.lang === 'de')
    await until(() => all(account, '.chip')[0]?.title.startsWith('Konto'))
  })

  it('is never half in one language and half in another', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ createdAt: '2020-05-17T10:00:00.000Z' })
    documentElement.lang = 'en'
    const feed = mount('ai-feed', { lang: '' })
    await whole(feed)
    const seen: string[] = []
    const look = (): void =>
      void seen.push(
        [all(feed, '.shell')[0]?.lang, menuOf(feed)?.split(' ')[0], all(feed, 'time')[0]?.textContent].join('|'),
      )
    look()
    const observer = new MutationObserver(look)
    observer.observe(feed.shadowRoot!, { subtree: true, attributes: true, childList: true, characterData: true })

    documentElement.lang = 'ar'
    await until(() => menus.ar.test(menuOf(feed) ?? ''))
    documentElement.lang = 'de'
    await until(() => menus.de.test(menuOf(feed) ?? ''))
    observer.disconnect()

    expect(new Set(seen.map((state) => state.split('|').slice(0, 2).join('|')))).to.have.length(3)
    expect(new Set(seen)).to.have.length(3)
  })

  it('is heard through shadow roots, and past a nearer language not', async () => {
    const { mount } = await setUp({ posts: 1 })
    documentElement.lang = 'en'
    const outer = document.createElement('section')
    const [open, german] = [mount('ai-feed', { lang: '' }), mount('ai-feed', { lang: '' })]
    open.parentElement!.append(outer)
    const root = outer.attachShadow({ mode: 'open' })
    const inner = root.appendChild(document.createElement('div'))
    inner.append(german)
    for (const feed of [open, german]) await whole(feed)

    inner.lang = 'de'
    await until(() => menus.de.test(menuOf(german) ?? ''))
    documentElement.lang = 'ar'
    await until(() => menus.ar.test(menuOf(open) ?? ''))
    expect(menuOf(german)).to.match(menus.de)

    inner.removeAttribute('lang')
    await until(() => menus.ar.test(menuOf(german) ?? ''))
  })

  it('is watched once for all tags, and by nobody after the last of them', async () => {
    const { mount } = await setUp({ posts: 1 })
    const { observe, disconnect } = MutationObserver.prototype
    const watching = new Set<MutationObserver>()
    MutationObserver.prototype.observe = function (target, options) {
      if (target === document) watching.add(this)
      observe.call(this, target, options)
    }
    MutationObserver.prototype.disconnect = function () {
      watching.delete(this)
      disconnect.call(this)
    }
    const feeds = [1, 2, 3].map(() => mount('ai-feed'))
    for (const feed of feeds) await whole(feed)

    expect(watching.size).to.equal(1)
    for (const feed of feeds) feed.remove()
    expect(watching.size).to.equal(0)

    Object.assign(MutationObserver.prototype, { observe, disconnect })
  })
})
