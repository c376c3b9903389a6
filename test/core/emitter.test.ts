import { expect } from '@open-wc/testing'
import { createEmitter } from '../../packages/core/dist/platform/emitter.js'
import { until } from '../support/until.ts'
import { openClient } from '../support/wire-client.ts'

describe('a store', () => {
  it('calls no listener that another one has stopped', () => {
    const store = createEmitter({ count: 0 })
    const heard: string[] = []
    store.subscribe(() => stop())
    const stop = store.subscribe(() => heard.push('stopped'))

    store.set({ count: 1 })

    expect(heard).to.deep.equal([])
  })

  it('can be stopped by its first listener, whatever subscribing changes', () => {
    const store = createEmitter({ count: 0 }, { onFirst: () => store.set({ count: 1 }) })
    const stop = store.subscribe(() => stop())
    const { count } = store.getSnapshot()

    store.set({ count: 2 })
    store.set({ count: 3 })

    expect(count).to.equal(1)
  })

  it('keeps its snapshot when it is set to the same', () => {
    const error = new Error('same')
    const store = createEmitter<{ error?: Error }>({ error })
    const before = store.getSnapshot()

    store.set({ error })

    expect(store.getSnapshot()).to.equal(before)
  })

  it('of the session says nothing when only its tokens were renewed', async () => {
    const opened = openClient()
    await opened.signIn()
    const before = await until(opened.client.session, ({ status }) => status === 'signed-in')
    opened.stub.revokeTokens()

    await opened.client.loadMe()

    expect(opened.client.session.getSnapshot()).to.equal(before)
    opened.closeAll()
  })
})
