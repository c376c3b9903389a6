import { expect } from '@open-wc/testing'
import { createSession } from '../../packages/core/dist/auth/session.js'
import { countListeners } from '../support/count-listeners.ts'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a client that was closed', () => {
  let opened: StubbedClient

  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => opened.closeAll())

  it('keeps no listener when it finds its user, or is asked for its outbox, only afterwards', async () => {
    await opened.signIn()
    // It listens as soon as its outbox is there.
    await opened.client.outbox.retry('none').catch(() => {})
    const listeners = countListeners()
    const client = opened.open()
    const stop = client.session.subscribe(() => {})

    client.close()
    await until(client.session, ({ status }) => status !== 'unknown')
    await client.outbox.retry('none').catch(() => {})
    stop()

    expect(listeners.open()).to.deep.equal([])
    listeners.stop()
  })

  it('looks into no storage afterwards', async () => {
    const { setTimeout } = globalThis
    let looks = 0
    const session = createSession({
      async mayBeStored() {
        looks += 1
        return false
      },
      key: 'session',
      isMarked: () => false,
      loadAccount: () => Promise.reject(new Error('not needed')),
      onFirstUse() {},
      onUser() {},
    })
    // What it would do later is done at once.
    globalThis.setTimeout = ((work: () => void) => setTimeout(work)) as typeof globalThis.setTimeout

    session.store.subscribe(() => {})
    session.close()
    await session.ready()
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve))
    globalThis.setTimeout = setTimeout

    expect(looks).to.equal(0)
  })
})
