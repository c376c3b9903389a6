import { expect } from '@open-wc/testing'
import { arabicForm } from '../../packages/elements/dist/arabic-words.js'
import { arabic } from '../../packages/elements/dist/strings-ar.js'
import { german } from '../../packages/elements/dist/strings-de.js'
import { all, one, setUp, tearDown, until } from './setup.ts'

describe('Arabic', () => {
  afterEach(tearDown)

  it('counts by the same rule as Intl', () => {
    const rules = new Intl.PluralRules('ar')

    for (let count = 0; count <= 1203; count++) expect(arabicForm(count), `${count}`).to.equal(rules.select(count))
  })

  it('has a form of its own for two, for few and for many', () => {
    expect([1, 2, 3, 11, 100].map(arabic.newPosts)).to.deep.equal([
      'منشور جديد',
      'منشوران جديدان',
      '3 منشورات جديدة',
      '11 منشورًا جديدًا',
      '100 منشور جديد',
    ])
  })

  it('keeps the mark of a handle in front of it', () => {
    expect(arabic.mute('anna')).to.equal('كتم \u2066@anna\u2069')
  })

  it('says something else than German and English do, wherever there are words', () => {
    const same = Object.entries(arabic).filter(
      ([key, words]) => typeof words === 'string' && words === german[key as 'end'],
    )

    expect(same).to.deep.equal([])
  })

  it('is spoken by the feed, the composer and the account of a page in Arabic', async () => {
    const { mount } = await setUp({ posts: 1, isSignedOut: true })

    const [feed, composer, account] = [
      mount('ai-feed', { lang: 'ar-EG' }),
      mount('ai-composer', { lang: 'ar' }),
      mount('ai-account', { lang: 'ar' }),
    ]

    await until(() => feed.shadowRoot?.querySelector('.list')?.ariaLabel === 'المنشورات')
    await until(() => all(composer, '[part=generate-button]')[0]?.textContent?.includes('توليد'))
    expect((await one(account, '[part=sign-in-button]')).textContent).to.include('تسجيل الدخول')
  })

  it('writes all numbers with the same digits', async () => {
    const { mount, stub } = await setUp()
    stub.addPost({ counts: { likes: 999, comments: 1200, reposts: 0, quotes: 0, remixes: 0 } })

    const feed = mount('ai-feed', { lang: 'ar', dir: 'rtl' })

    await until(() => all(feed, '[data-action=comment]')[0]?.textContent?.includes('ألف'))
    expect(all(feed, '[data-action=comment]')[0]?.textContent).to.match(/1[.٫]2/)
    expect(all(feed, '[data-action=like]')[0]?.textContent).to.include('999')
  })
})
