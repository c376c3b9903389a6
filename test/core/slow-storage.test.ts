import { expect } from '@open-wc/testing'
import { createStore, keys, set } from 'idb-keyval'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { holdIntervals, holdOpening, hurry } from '../support/slow-storage.ts'
import { eventually } from '../support/until.ts'
import { openClient } from '../support/wire-client.ts'

describe('storage that is opened late', () => {
  // First in its file: the page has no connection of its own yet.
  it('is looked into again unasked: what lay there goes out, and what was discarded meanwhile does not', async () => {
    const undo = hurry()
    const opened = openClient()
    const left = `left-${crypto.randomUUID()}`
    const store = createStore('ai-feed-outbox', 'keyval')
    const intent = { kind: 'post', draft: { text: 'from yesterday' } }
    const names = { format: 1, id: left, server: opened.stub.server, site: 'default', userId: 'user-anna' }
    await set(`entry:${left}`, { ...names, createdAtMs: 1, intent, tries: 0, isRejected: false, mediaIds: [] }, store)
    const release = holdOpening('ai-feed-outbox')
    await opened.signIn()
    opened.stub.fail(({ body }) => (body as { text?: string } | undefined)?.text === 'rather not', 'hang')

    const discarded = await opened.client.createPost({ text: 'rather not' })
    const [inMemory] = opened.client.outbox.getSnapshot()
    await opened.client.outbox.discard(discarded.id)
    await (
      await opened.client.createPost({ text: 'meanwhile' })
    ).done
    release()
    await eventually(() => opened.stub.posts.size === 2)
    await eventually(async () => !(await keys<string>(store)).some((key) => key.endsWith(left)))

    expect(inMemory?.error?.code).to.equal('storage_failed')
    const posts = [...opened.stub.posts.values()].map(({ post }) => post.text[0]?.text)
    expect(posts).to.deep.equal(['meanwhile', 'from yesterday'])
    expect((await keys<string>(store)).filter((key) => key.endsWith(discarded.id))).to.deep.equal([])
    opened.closeAll()
    undo()
  })
})

describe('storage that is busy', () => {
  it('is waited for as long as it answers anything', async () => {
    const { tick, undo } = holdIntervals()
    const database = openDatabase('ai-feed-cache', 'indexeddb')
    await database.set([['quick', 1]])
    const { get: read } = IDBObjectStore.prototype
    const held: { onsuccess?: () => void; result: unknown }[] = []
    IDBObjectStore.prototype.get = function (key) {
      if (key !== 'slow') return read.call(this, key)
      held.push({ result: 'came' })
      return held.at(-1) as unknown as IDBRequest
    }
    const slow = database.get('slow')

    for (let second = 0; second < 20; second++) {
      await database.get('quick')
      tick()
    }
    for (const request of held) request.onsuccess?.()
    IDBObjectStore.prototype.get = read
    undo()

    expect(await slow).to.equal('came')
  })
})
