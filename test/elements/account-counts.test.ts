import { expect } from '@open-wc/testing'
import { makeMedia, makeUser } from '../support/wire-shapes.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'

describe('what <ai-account> tells in its menu', () => {
  afterEach(tearDown)

  it('counts the posts that there are when it opens, not those of the sign-in', async () => {
    const { mount, stub } = await setUp()
    const account = mount('ai-account')
    const chip = await one(account, '[part=chip]')
    chip.click()
    expect((await one(account, '.profile')).textContent).to.contain('0 posts')
    chip.click()

    stub.users.get('anna')!.counts.posts = 1
    chip.click()

    await until(() => all(account, '.profile')[0]?.textContent?.includes('1 post ·'))
  })

  it('keeps long words of a post beside its picture', async () => {
    const { mount, stub } = await setUp()
    const text = [{ type: 'text' as const, text: 'words '.repeat(40) }]
    const post = { id: 'post-1', state: 'visible' as const, text, media: makeMedia('fox') }
    const notice = { id: 'n1', kind: 'like', actors: [makeUser('ben')], actorCount: 1, post, read: true } as const
    stub.people.notifications = [{ ...notice, actors: [...notice.actors], at: new Date().toISOString() }]
    const account = mount('ai-account', { notifications: true })
    ;(await one(account, '[part=chip]')).click()

    const words = (await one(account, '.words')).getBoundingClientRect()
    const thumb = (await one(account, '.thumb')).getBoundingClientRect()

    expect(words.right).to.be.lessThan(thumb.left)
  })
})
