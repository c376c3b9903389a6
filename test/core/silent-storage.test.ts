import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

// In a file of its own: no other test of the page has opened a database before.
describe('storage that never answers', () => {
  const { open } = IDBFactory.prototype
  const asked: string[] = []
  let opened: StubbedClient

  beforeEach(() => {
    IDBFactory.prototype.open = (name) => {
      asked.push(name)
      return new EventTarget() as IDBOpenDBRequest
    }
    opened = openClient()
    opened.stub.addPost()
  })
  afterEach(() => {
    opened.closeAll()
    IDBFactory.prototype.open = open
  })

  it('is asked once and not at every step; reading and writing go on from memory, and say so', async () => {
    const { items } = await until(opened.client.feed('explore'), ({ source }) => source === 'network')
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', { code: 'overloaded', retryAfter: 1 })
    const { done } = await opened.client.createPost({ text: 'without storage' })
    const [entry] = opened.client.outbox.getSnapshot()
    const post = await done

    expect(items).to.have.length(1)
    expect(entry?.error?.code).to.equal('storage_failed')
    expect(post.author.handle).to.equal('anna')
    // Session, outbox and pages.
    expect(asked.length).to.equal(new Set(asked).size)
  })
})
