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

  it('keeps nobody from reading and posting', async () => {
    const { items } = await until(opened.client.feed('explore'), ({ source }) => source === 'network')
    expect(items).to.have.length(1)

    await opened.signIn()
    const { done } = await opened.client.createPost({ text: 'From memory' })

    expect((await done).author.handle).to.equal('anna')
  })
})
