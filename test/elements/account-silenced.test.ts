import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

describe('muted and blocked people in the menu of <ai-account>', () => {
  afterEach(tearDown)

  async function find(written: string, ...relations: string[]): Promise<Page & { account: HTMLElement }> {
    const page = await setUp()
    for (const relation of relations) page.stub.people.relations.add(relation)
    const account = page.mount('ai-account')
    ;(await one(account, '[part=chip]')).click()
    ;(await one(account, '.silenced summary')).click()
    const form = all(account, '.silenced form')[0] as HTMLFormElement
    form.querySelector('input')!.value = written
    form.requestSubmit()
    return { ...page, account }
  }

  it('are unblocked by their handle, wherever their posts are', async () => {
    const { account, stub } = await find(' @Ben ', 'blocks anna ben')

    const button = await one(account, '.silenced > button')
    await until(() => (account.shadowRoot as ShadowRoot).activeElement === button)
    expect(button.textContent).to.equal('Unblock @ben')
    await expectAccessible(account)
    button.click()

    await until(() => !stub.people.relations.has('blocks anna ben'))
    await until(() => saidBy(account) === '@ben is not blocked any more.')
    expect(all(account, '.silenced > button')).to.have.length(0)
  })

  it('are unmuted the same way', async () => {
    const { account, stub } = await find('ben', 'mutes anna ben')

    ;(await one(account, '.silenced > button')).click()

    await until(() => !stub.people.relations.has('mutes anna ben'))
  })

  it('are told from everybody else', async () => {
    const { account } = await find('ben')
    expect((await one(account, '.silenced > p')).textContent).to.equal('@ben is neither muted nor blocked.')

    const other = await find('nobody_here')
    expect((await one(other.account, '.silenced > p')).textContent).to.equal('It is not there, or no longer.')
  })
})
