import { expect } from '@open-wc/testing'
import { createSession } from '../../packages/core/dist/auth/session.js'
import { countListeners } from '../support/count-listeners.ts'
import { eventually, until } from '../support/until.ts'
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

  it('lets nobody wait for what it has stored and not sent', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', 'offline', 99)
    const before = await opened.client.createPost({ text: 'before' })
    const endings = Promise.allSettled([before.done])
    await until(opened.client.outbox, ([entry]) => entry?.waitingFor === 'network')

    opened.client.close()
    const after = await opened.client.createPost({ text: 'after' })
    const [first, second] = [...(await endings), ...(await Promise.allSettled([after.done]))]

    expect([first, second].map((end) => end?.status === 'rejected' && end.reason.name)).to.deep.equal([
      'AbortError',
      'AbortError',
    ])
    const stored = await until(opened.open().outbox, (entries) => entries.length === 2)
    expect(stored.map(({ draft }) => draft?.text)).to.deep.equal(['before', 'after'])
  })

  it('waits for no lock any more, and takes none from another tab', async () => {
    const name = `ai-feed-outbox ${opened.stub.server} default`
    const held = navigator.locks
      .request(name, () => new Promise<never>(() => {}))
      .catch((error: unknown) => (error as DOMException).name)
    const isWaiting = async () => ((await navigator.locks.query()).pending ?? []).some((lock) => lock.name === name)
    await opened.signIn()
    await eventually(isWaiting)

    opened.client.close()
    const left = eventually(async () => !(await isWaiting())).then(() => 'left')

    expect(await Promise.race([held, left])).to.equal('left')
  })

  it('keeps no page for the next visit afterwards', async () => {
    opened.stub.addPost()
    const timers = new Map<unknown, () => void>()
    const { setTimeout, clearTimeout } = globalThis
    globalThis.setTimeout = ((work: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        work(...values)
      }, ms)
      timers.set(timer, () => work(...values))
      return timer
    }) as typeof globalThis.setTimeout
    globalThis.clearTimeout = (timer) => {
      timers.delete(timer)
      clearTimeout(timer)
    }

    await opened.client.feed('explore').refresh()
    const before = timers.size
    opened.client.close()
    Object.assign(globalThis, { setTimeout, clearTimeout })

    expect([before > 0, timers.size]).to.deep.equal([true, 0])
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
