import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { createStore, get, set } from 'idb-keyval'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('a client on a page that', () => {
  let opened: StubbedClient
  const patches: (() => void)[] = []
  const patch = <T extends object, K extends keyof T>(object: T, name: K, value: T[K]): void => {
    const before = Object.getOwnPropertyDescriptor(object, name)
    Object.defineProperty(object, name, { value, configurable: true, writable: true })
    patches.push(() => {
      Reflect.deleteProperty(object, name)
      if (before) Object.defineProperty(object, name, before)
    })
  }

  beforeEach(() => {
    opened = openClient()
    opened.stub.addPost()
  })
  afterEach(() => {
    opened.closeAll()
    for (const undo of patches.splice(0)) undo()
  })

  it('may not talk to other tabs reads and writes all the same', async () => {
    patch(globalThis, 'BroadcastChannel', function () {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    } as unknown as typeof BroadcastChannel)

    const { items } = await until(opened.client.feed('explore'), ({ source, error }) => source === 'network' || !!error)
    await opened.signIn()
    const post = await (await opened.client.createPost({ text: 'alone' })).done

    expect(items).to.have.length(1)
    expect(post.author.handle).to.equal('anna')
  })

  it('may not talk to other tabs tells how a post ended that another one has sent', async () => {
    patch(globalThis, 'BroadcastChannel', undefined as unknown as typeof BroadcastChannel)
    const { done } = await opened.client.createPost({ text: 'sent by another tab' })
    const other = opened.open()

    await other.signIn()
    await until(other.outbox, (entries) => entries.length === 0 && opened.stub.posts.size === 2)
    dispatchEvent(new Event('online'))
    const error: unknown = await done.catch((cause: unknown) => cause)

    expect(isFeedError(error, 'gone')).to.equal(true)
    expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
  })

  it('clears its storage is not kept from it, and posts afterwards', async () => {
    await opened.signIn()
    await (
      await opened.client.createPost({ text: 'before' })
    ).done
    const erased = Promise.withResolvers<string>()
    const request = indexedDB.deleteDatabase('ai-feed-outbox')
    for (const type of ['success', 'blocked', 'error']) request.addEventListener(type, () => erased.resolve(type))

    const outcome = await erased.promise
    const post = await (await opened.client.createPost({ text: 'afterwards' })).done

    expect(outcome).to.equal('success')
    expect(post.text[0]?.text).to.equal('afterwards')
  })

  it('has rubbish in its outbox sends what is none, and leaves what a later version wrote', async () => {
    const store = createStore('ai-feed-outbox', 'keyval')
    const { server } = opened.stub
    const common = { format: 1, server, site: 'default', createdAtMs: 1, tries: 0, isRejected: false, mediaIds: [] }
    const rubbish = [
      { ...common, intent: { kind: 'post' } },
      { ...common, intent: { kind: 'post', draft: { text: 'x', pictures: 'none' } } },
      { ...common, intent: { kind: 'reaction', postId: 7, mark: 'likes', on: true } },
      { ...common, intent: { kind: 'poll', question: 'Later?' } },
      { ...common, intent: null },
      { ...common, intent: { kind: 'delete', postId: 'any' }, notBeforeMs: 'soon' },
      { ...common, intent: { kind: 'delete', postId: 'any' }, tries: undefined },
      'nothing',
    ].map((entry, index) => (typeof entry === 'string' ? entry : { ...entry, id: `rubbish-${server}-${index}` }))
    for (const [index, entry] of rubbish.entries()) await set(`entry:rubbish-${server}-${index}`, entry, store)
    await opened.signIn()

    await (
      await opened.client.createPost({ text: 'among rubbish' })
    ).done

    expect(opened.client.outbox.getSnapshot()).to.deep.equal([])
    expect(
      opened.stub
        .seen('POST /v1/posts')
        .every(({ body }) => typeof body === 'object' && body !== null && 'text' in body),
    ).to.equal(true)
    expect(await get(`entry:rubbish-${server}-3`, store)).to.deep.equal(rubbish[3])
  })
})
