import { FeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, next, one, setUp, tearDown, until } from './setup.ts'

describe('<ai-account>', () => {
  afterEach(tearDown)

  it('offers to sign in, then shows who is signed in', async () => {
    const { mount } = await setUp({ isSignedOut: true })
    const account = mount('ai-account')
    const signedIn = next(account, 'ai-account-signed-in')
    await expectAccessible(account)

    ;(await one(account, '[part=sign-in-button]')).click()

    expect((await signedIn).user.handle).to.equal('anna')
    expect((await one(account, '[part=chip]')).textContent).to.contain('Anna')
    expect(account.matches(':state(signed-in)')).to.equal(true)
    await expectAccessible(account)
  })

  it('shortens a long name where its row is narrow', async () => {
    const { mount } = await setUp()
    const row = document.createElement('div')
    row.style.cssText = 'display: flex; inline-size: 90px'
    document.body.append(row)
    const account = mount('ai-account')
    row.append(account)

    const chip = await one(account, '[part=chip]')
    chip.querySelector('.name')!.textContent = 'Anna of the long and winding name'

    expect(chip.getBoundingClientRect().right).to.be.at.most(row.getBoundingClientRect().right)
    row.remove()
  })

  it('signs out by its menu', async () => {
    const { mount } = await setUp()
    const account = mount('ai-account')
    const signedOut = next(account, 'ai-account-signed-out')
    ;(await one(account, '[part=chip]')).click()
    const menu = await one(account, '[part=menu]')
    await expectAccessible(account)

    menu.querySelector<HTMLElement>('.ways > button')?.click()
    await signedOut

    await one(account, '[part=sign-in-button]')
    expect(account.matches(':state(signed-in)')).to.equal(false)
  })

  it('leaves signing in to the page when the page cancels', async () => {
    const { mount, client } = await setUp({ isSignedOut: true })
    const account = mount('ai-account')
    account.addEventListener('ai-account-sign-in', (event) => event.preventDefault())

    await account.signIn()

    expect(client.session.getSnapshot().status).to.equal('signed-out')
  })

  it('says why signing in did not work', async () => {
    const { mount, client } = await setUp({ isSignedOut: true })
    client.signIn = () => Promise.reject(new FeedError('sign_in_blocked', 'blocked'))
    const account = mount('ai-account')
    const failed = next(account, 'ai-account-failed')

    await account.signIn()

    expect((await failed).error.code).to.equal('sign_in_blocked')
    await until(() => all(account, '.problem')[0]?.textContent === 'The browser blocked the sign-in window.')
  })

  it('shows what is put into the slot signed-out', async () => {
    const { mount } = await setUp({ isSignedOut: true })
    const account = mount('ai-account')
    const own = account.appendChild(document.createElement('button'))

    own.slot = 'signed-out'

    await until(() => own.assignedSlot !== null)
  })
})
