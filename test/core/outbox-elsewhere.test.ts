import { expect } from '@open-wc/testing'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('an outbox', () => {
  let opened: StubbedClient
  const { getAllKeys } = IDBObjectStore.prototype

  beforeEach(async () => {
    opened = openClient()
    await opened.signIn()
  })
  afterEach(() => {
    IDBObjectStore.prototype.getAllKeys = getAllKeys
    opened.closeAll()
  })

  it('shows in every tab what was edited in one of them', async () => {
    opened.stub.fail('POST /v1/posts', 'offline', 99)
    const { id } = await opened.client.createPost({ text: 'First words' })
    const other = opened.open()
    await until(other.outbox, ([entry]) => entry?.draft?.text === 'First words')

    await opened.client.outbox.edit(id, { text: 'Second words' })

    await until(other.outbox, ([entry]) => entry?.draft?.text === 'Second words')
    expect(opened.client.outbox.getSnapshot()[0]?.draft?.text).to.equal('Second words')
  })

  it('sends what this page knows of where the browser refuses to be read', async () => {
    IDBObjectStore.prototype.getAllKeys = () => {
      throw new DOMException('Internal error.', 'UnknownError')
    }

    const { done } = await opened.client.createPost({ text: 'Written, and not to be read' })
    const post = await done

    expect(post.author.handle).to.equal('anna')
    expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
  })
})
