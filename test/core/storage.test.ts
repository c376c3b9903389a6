import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { createLazyPageCache } from '../../packages/core/dist/feed/lazy-page-cache.js'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('storage that the browser blocks', () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')
  let opened: StubbedClient

  beforeEach(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    opened = openClient()
    opened.stub.addPost()
  })
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'indexedDB')
    // Where it does not stand below, in the prototype, it goes back.
    if (own) Object.defineProperty(globalThis, 'indexedDB', own)
    opened.closeAll()
  })

  it('keeps nobody from reading and posting, and is told', async () => {
    const { items } = await until(opened.client.feed('explore'), ({ source }) => source === 'network')
    expect(items).to.have.length(1)

    await opened.signIn()
    opened.stub.fail('POST /v1/posts', { code: 'overloaded', retryAfter: 1 })
    const { done } = await opened.client.createPost({ text: 'From memory' })
    const [entry] = opened.client.outbox.getSnapshot()

    expect(entry?.error?.code).to.equal('storage_failed')
    expect((await done).author.handle).to.equal('anna')
  })

  it('is told also of what was tried and did not get through', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', 'offline', 99)

    const { done } = await opened.client.createPost({ text: 'From memory' })
    void done.catch(() => {})
    await until(opened.client.outbox, ([entry]) => entry?.waitingFor === 'network')

    expect(opened.client.outbox.getSnapshot()[0]?.error?.code).to.equal('storage_failed')
  })
})

describe('storage whose code does not arrive', () => {
  it('keeps no pages, and fails for nobody', async () => {
    const cache = createLazyPageCache(
      () => Promise.reject(new Error('offline')),
      async () => true,
    )

    await cache.save('explore', { items: [], newest: 'cursor' })
    await cache.clear()

    expect(await cache.find('explore')).to.equal(undefined)
  })
})

describe('storage that the browser has', () => {
  it('takes several values or, when one of them cannot be stored, none', async () => {
    const database = openDatabase('ai-feed-outbox', 'indexeddb')

    const failure = await database
      .set([
        ['all or none', 1],
        ['a function', () => {}],
      ])
      .catch((error: unknown) => error)

    expect(isFeedError(failure, 'storage_failed')).to.equal(true)
    expect(await database.get('all or none')).to.equal(undefined)
  })

  it('is opened once by all clients of a page, however many come and go', async () => {
    const opened: string[] = []
    const { open } = IDBFactory.prototype
    IDBFactory.prototype.open = function (name, version) {
      opened.push(name)
      return open.call(this, name, version)
    }

    for (let time = 0; time < 3; time++) {
      const { client, stub, closeAll } = openClient({ storage: 'indexeddb' })
      stub.addPost()
      await until(client.feed('explore'), ({ source }) => source === 'network')
      await client.outbox.retry('none').catch(() => {})
      // A page is stored after it was shown.
      await eventually(() => opened.length > 0)
      closeAll()
    }
    IDBFactory.prototype.open = open

    expect(opened.length).to.be.greaterThan(0)
    expect(opened).to.have.length(new Set(opened).size)
  })
})
