import { expect } from '@open-wc/testing'
import { one, setUp, tearDown } from './setup.ts'

/** What each attribute and property is when nobody says anything: as in the package's README. */
const defaults = {
  'ai-feed': {
    feed: 'explore',
    feeds: '',
    layout: 'list',
    'page-size': 20,
    paging: 'scroll',
    incoming: 'announce',
    around: '',
    load: 'eager',
    label: '',
  },
  'ai-composer': {
    'remix-of': '',
    'comment-on': '',
    'quote-of': '',
    topic: '',
    modes: 'create upload',
    size: '',
    count: 1,
    prompt: '',
    label: '',
  },
  'ai-post': { 'post-id': '' },
  'ai-account': {},
} as const
const shared = { server: '', site: 'default', theme: 'auto', lang: '' }
const propertyOf = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())

describe('an attribute that is taken away', () => {
  afterEach(tearDown)

  for (const [tag, own] of Object.entries(defaults) as [keyof typeof defaults, Record<string, unknown>][])
    it(`leaves its default on <${tag}>`, async () => {
      const { mount } = await setUp({ posts: 1 })
      const element = mount(tag)
      await element.updateComplete
      const names = Object.keys({ ...own, ...shared })

      for (const name of names) element.setAttribute(name, '7')
      await element.updateComplete
      for (const name of names) element.removeAttribute(name)
      await element.updateComplete

      const left = Object.fromEntries(names.map((name) => [name, Reflect.get(element, propertyOf(name))]))
      expect(left).to.deep.equal({ ...own, ...shared })
    })
})

describe('a property that a framework sets to nothing', () => {
  afterEach(tearDown)

  for (const nothing of [undefined, null])
    it(`counts as left out: ${nothing}`, async () => {
      const { mount } = await setUp({ posts: 1 })
      const values: object = {
        feed: nothing,
        feeds: nothing,
        layout: nothing,
        pageSize: nothing,
        site: nothing,
        label: nothing,
      }

      const feed = mount('ai-feed', values)
      const composer = mount('ai-composer', {
        modes: nothing,
        count: nothing,
        prompt: nothing,
        draft: nothing,
      } as object)

      await one(feed, 'article')
      await one(composer, 'textarea')
      expect([feed.feed, feed.pageSize, composer.modes, composer.count]).to.deep.equal([
        'explore',
        20,
        'create upload',
        1,
      ])
    })
})
