import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { all, one, saidBy, setUp, tearDown, until } from './setup.ts'
import type { Page } from './setup.ts'

describe('muted and blocked people in the menu of <ai-account>', () => {
  afterEach(tearDown)

  async function open(...relations: string[]): Promise<Page & { account: HTMLElement }> {
    const page = await setUp()
    for (const relation of relations) {
      page.stub.addUser(relation.split(' ')[2] ?? '')
      page.stub.people.relations.add(relation)
    }
    const account = page.mount('ai-account')
    ;(await one(account, '[part=chip]')).click()
    ;(await one(account, '.silenced summary')).click()
    return { ...page, account }
  }
  const buttonsOf = (account: HTMLElement): string[] =>
    all(account, '.silenced li button').map(({ textContent }) => textContent.trim())
  const focused = (account: HTMLElement): string => (account.shadowRoot?.activeElement?.textContent ?? '').trim()

  it('are listed, blocks first, and let go one by one, the cursor on the next', async () => {
    const { account, stub } = await open('blocks anna ben', 'mutes anna cleo', 'mutes anna ben')

    await until(() => buttonsOf(account).length === 3)
    expect(buttonsOf(account)).to.deep.equal(['Unblock @ben', 'Unmute @ben', 'Unmute @cleo'])
    await expectAccessible(account)
    ;(await one(account, '.silenced li button')).click()

    await until(() => saidBy(account) === '@ben is not blocked any more.')
    await until(() => focused(account) === 'Unmute @ben')
    expect([...stub.people.relations]).to.deep.equal(['mutes anna cleo', 'mutes anna ben'])
    for (const left of ['Unmute @cleo', 'Muted and blocked people']) {
      ;(await one(account, '.silenced li button')).click()
      await until(() => focused(account) === left)
    }
    expect([...stub.people.relations]).to.deep.equal([])
    expect((await one(account, '.silenced p')).textContent).to.equal('Nobody is muted or blocked.')
  })

  it('come page by page', async () => {
    const { account } = await open('mutes anna dora', 'mutes anna cleo', 'mutes anna ben')

    await until(() => buttonsOf(account).length === 2)
    ;(await one(account, '.silenced .more-news')).click()

    await until(() => buttonsOf(account).length === 3)
    expect(all(account, '.silenced .more-news')).to.have.length(0)
  })

  it('are asked for again where they could not be loaded', async () => {
    const { account, stub } = await open()
    await until(() => all(account, '.silenced p').length === 1)
    ;(await one(account, '.silenced summary')).click()
    stub.people.relations.add('mutes anna ben')
    stub.fail('GET /v1/me/mutes', { code: 'database_unavailable' })
    ;(await one(account, '.silenced summary')).click()

    const retry = await one(account, '.silenced .more-news')
    expect(all(account, '.silenced .danger')).to.have.length(1)
    retry.click()

    await until(() => buttonsOf(account).length === 1)
  })

  it('stay where the server does not let them go, which is said', async () => {
    const { account, stub } = await open('mutes anna ben')
    stub.fail('DELETE /v1/users/ben/mutes', { code: 'suspended' })

    ;(await one(account, '.silenced li button')).click()

    const told = await one(account, '.silenced .danger')
    expect(saidBy(account)).to.equal(told.textContent)
    expect(buttonsOf(account)).to.deep.equal(['Unmute @ben'])
  })
})
