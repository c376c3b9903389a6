import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('storage that the browser blocks', () => {
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
    // The browser's own one stands below it, in the prototype.
    Reflect.deleteProperty(globalThis, 'indexedDB')
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
})
