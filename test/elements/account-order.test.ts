import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

describe('the order of “For you” in the menu of <ai-account>', () => {
  afterEach(tearDown)

  async function opened(lang = 'en'): Promise<Page & { account: HTMLElement; select: HTMLSelectElement }> {
    const page = await setUp()
    const account = page.mount('ai-account', { lang })
    ;(await one(account, '[part=chip]')).click()
    const select = (await one(account, '.order select:not([disabled])')) as HTMLSelectElement
    return { ...page, account, select }
  }
  const choose = (select: HTMLSelectElement, order: string): void => {
    select.value = order
    select.dispatchEvent(new Event('change'))
  }

  it('is kept by the server, and followed by a feed of the page', async () => {
    const { account, client, mount, select, stub } = await opened()
    mount('ai-feed', { feed: 'for-you' })
    const feed = client.feed('for-you', { pageSize: 20, incoming: 'announce' })
    await until(() => feed.getSnapshot().order === 'score')
    await expectAccessible(account)

    choose(select, 'newest')

    await until(() => stub.people.defaults.feedOrder === 'newest')
    await until(() => feed.getSnapshot().order === 'newest')
    expect(select.value).to.equal('newest')
  })

  it('is the one that holds when the menu opens', async () => {
    const { stub, mount } = await setUp()
    stub.people.defaults = { feedOrder: 'newest' }
    const account = mount('ai-account')

    ;(await one(account, '[part=chip]')).click()

    const select = (await one(account, '.order select:not([disabled])')) as HTMLSelectElement
    expect(select.value).to.equal('newest')
  })

  it('goes back, and says why, when the server refuses', async () => {
    const { account, select, stub } = await opened()
    stub.fail('PATCH /v1/me', { code: 'scope_missing' })

    choose(select, 'newest')

    await until(() => saidBy(account) !== '')
    await until(() => select.value === 'score')
  })

  for (const [lang, words] of [
    ['de', ['Reihenfolge von „Für dich“', 'Beste zuerst', 'Neueste zuerst']],
    ['ar', ['ترتيب «لك»', 'الأفضل أولاً', 'الأحدث أولاً']],
  ] as const)
    it(`is told in the language of the page: ${lang}`, async () => {
      const { account } = await opened(lang)

      expect(all(account, '.order :is(span, option)').map(({ textContent }) => textContent)).to.deep.equal(words)
    })
})
