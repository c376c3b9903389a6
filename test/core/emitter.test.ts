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

  it('tells its first listener what subscribing changed, when it can be stopped', async () => {
    const store = createEmitter({ count: 0 }, { onFirst: () => store.set({ count: 1 }) })
    const heard: number[] = []
    const stop = store.subscribe(() => {
      heard.push(store.getSnapshot().count)
      stop()
    })
    const { count } = store.getSnapshot()

    await Promise.resolve()
    store.set({ count: 2 })

    expect([count, heard]).to.deep.equal([1, [1]])
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
