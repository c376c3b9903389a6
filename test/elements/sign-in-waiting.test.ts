import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, next, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

const { open } = window

/** A page whose sign-in window opens and never answers. */
async function silentPage(posts = 0): Promise<Page & { windows: { isClosed: boolean }[] }> {
  const windows: { isClosed: boolean }[] = []
  window.open = () => {
    const opened = { isClosed: false, location: { href: '' }, close: () => void (opened.isClosed = true) }
    windows.push(opened)
    return opened as unknown as Window
  }
  const page = await setUp({ isSignedOut: true, posts, ...({ getToken: undefined } as object) })
  return { ...page, windows }
}

const cancel = (element: Element): Promise<HTMLElement> => one(element, '[data-cancel]')

describe('waiting for the sign-in window', () => {
  afterEach(() => {
    window.open = open
    tearDown()
  })

  it('can be called off in <ai-account>, which closes the window', async () => {
    const { mount, client, windows } = await silentPage()
    const account = mount('ai-account')
    ;(await one(account, '[part=sign-in-button]')).click()

    ;(await cancel(account)).click()

    await until(() => client.session.getSnapshot().status === 'signed-out')
    await until(() => all(account, '.waiting-box').length === 0)
    expect(windows.map(({ isClosed }) => isClosed)).to.deep.equal([true])
    expect(all(account, '.problem')).to.have.length(0)
  })

  it('lies over the page below the account: nothing moves', async () => {
    const { mount } = await silentPage()
    const account = mount('ai-account')
    const below = account.parentElement!.appendChild(document.createElement('p'))
    const button = await one(account, '[part=sign-in-button]')
    const before = [button, below].map((element) => JSON.stringify(element.getBoundingClientRect()))

    button.click()
    await cancel(account)

    const { left, right } = (await one(account, '.waiting-box')).getBoundingClientRect()
    expect([button, below].map((element) => JSON.stringify(element.getBoundingClientRect()))).to.deep.equal(before)
    expect(left >= 0 && right <= innerWidth).to.equal(true)
    await expectAccessible(account)
  })

  it('is in sight and can be called off in the composer that asked for it', async () => {
    const { mount, stub } = await silentPage()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    const other = mount('ai-composer')
    ;(await one(composer, '[part=generate-button]')).click()
    const button = await cancel(composer)
    await expectAccessible(composer)
    composer.draft = { prompt: 'two foxes' }
    expect(all(other, '[data-cancel]')).to.have.length(0)

    button.click()

    await until(() => all(composer, '.waiting-box').length === 0)
    expect(stub.seen('POST /v1/generations')).to.have.length(0)
    expect(composer.matches(':state(failed)')).to.equal(false)
    expect(composer.draft.prompt).to.equal('two foxes')
  })

  it('is in sight and can be called off in the feed whose post was liked', async () => {
    const { mount, stub } = await silentPage(1)
    const feed = mount('ai-feed')
    ;(await one(feed, '[data-action=like]')).click()

    ;(await cancel(feed)).click()

    await until(() => all(feed, '.waiting-box').length === 0)
    expect(stub.seen('PUT')).to.have.length(0)
    expect(saidBy(feed)).not.to.contain('sign-in')
  })

  it('keeps what was wanted when another window is tried', async () => {
    const { mount, windows } = await silentPage()
    const composer = mount('ai-composer', { prompt: 'a fox' })
    ;(await one(composer, '[part=generate-button]')).click()

    all(composer, '.waiting-buttons button')[0]?.click()
    if (windows.length < 2) (await one(composer, '.waiting-buttons button')).click()

    await until(() => windows.length === 2)
    await cancel(composer)
    expect(composer.matches(':state(failed)')).to.equal(false)
  })

  it('says that no answer came to somebody who is back on the page', async () => {
    const { mount } = await silentPage()
    const account = mount('ai-account')
    ;(await one(account, '[part=sign-in-button]')).click()
    await cancel(account)

    window.dispatchEvent(new Event('focus'))

    await until(() => all(account, '.waiting-box')[0]?.textContent?.includes('No answer from the sign-in window yet.'))
  })

  it('gives the focus to the account once somebody is signed in', async () => {
    const { mount } = await setUp({ isSignedOut: true })
    const account = mount('ai-account')
    const signedIn = next(account, 'ai-account-signed-in')
    const button = await one(account, '[part=sign-in-button]')
    button.focus()

    button.click()
    await signedIn

    await until(() => account.shadowRoot?.activeElement?.matches('[part=chip]'))
  })
})
