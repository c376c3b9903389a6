import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

/** A page whose sign-in has ended; `back` lets it begin again. */
async function ended(posts = 0): Promise<Page & { back: () => void }> {
  let token = 'anna'
  const page = await setUp({ posts, getToken: () => Promise.resolve(token) })
  token = 'nobody'
  page.stub.revokeTokens()
  await page.client.loadMe().catch(() => {})
  expect(page.client.session.getSnapshot().status).to.equal('expired')
  return { ...page, back: () => (token = 'anna') }
}

describe('a sign-in that has ended', () => {
  afterEach(tearDown)

  it('is said by the account button, which still knows whose it was and begins it again', async () => {
    const { mount, back } = await ended()
    const account = mount('ai-account')
    const button = await one(account, '[part~=sign-in-button]')

    expect(button.innerText).to.contain('Anna').and.contain('Sign in again')
    expect(account.matches(':state(signed-in)')).to.equal(false)
    await expectAccessible(account)
    back()
    button.click()

    await one(account, '[part=chip]')
    await until(
      () => account.shadowRoot?.activeElement?.matches('[part=chip]') || document.activeElement === document.body,
    )
  })

  it('is why a feed of one’s own is not there, until it has begun again', async () => {
    const { mount, stub, back } = await ended(1)
    stub.fail(({ path, user }) => path.endsWith('/home') && !user, { code: 'sign_in_required' }, 9)
    const feed = mount('ai-feed', { feed: 'home' })
    const button = await one(feed, '[part=sign-in-button]')

    expect(all(feed, '.notice b')[0]?.textContent).to.equal('Your sign-in has ended')
    back()
    button.click()

    await one(feed, 'article')
  })

  it('leaves public feeds as they are, and signs in again for a like', async () => {
    const { mount, client, back } = await ended(1)
    const feed = mount('ai-feed')
    const like = await one(feed, '[data-action=like]')
    back()

    like.click()

    await until(() => client.session.getSnapshot().status === 'signed-in')
    await until(() => all(feed, '[data-action=like]')[0]?.ariaPressed === 'true')
  })

  it('keeps a post, which goes out once it has begun again', async () => {
    const { mount, client, stub, back } = await ended(1)
    const feed = mount('ai-feed')
    await one(feed, 'article')
    await client.createPost({ text: 'My words' })

    const button = await one(feed, '.pending [data-action=sign-in-entry]')
    expect(all(feed, '.pending')[0]?.innerText).to.contain('Anna').and.contain('Waiting for you to sign in.')
    await expectAccessible(feed)
    back()
    button.click()

    await until(() => client.outbox.getSnapshot().length === 0)
    expect(stub.seen('POST /v1/posts')).to.have.length(1)
  })

  it('loses nothing of what is being written', async () => {
    let token = 'anna'
    const { mount, stub, client } = await setUp({ getToken: () => Promise.resolve(token) })
    const composer = mount('ai-composer', { modes: 'upload', draft: { text: 'Half a sentence' } })
    await one(composer, '[part=post-button]:enabled')
    token = 'nobody'
    stub.revokeTokens()
    await client.loadMe().catch(() => {})
    token = 'anna'

    await until(() => client.session.getSnapshot().status === 'expired')
    await composer.updateComplete
    ;(await one(composer, '[part=post-button]:enabled')).click()

    await until(() => stub.seen('POST /v1/posts').length === 1)
    expect(stub.seen('POST /v1/posts')[0]?.body).to.include({ text: 'Half a sentence' })
  })
})
