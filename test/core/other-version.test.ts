import { expect } from '@open-wc/testing'
import { createStore, set } from 'idb-keyval'
import { eventually, until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

// Two tabs may have two versions of this package, after a release for example.
describe('a tab with another version of the package', () => {
  let opened: StubbedClient
  const channels: BroadcastChannel[] = []
  const say = (name: string, message: unknown): void => {
    const channel = new BroadcastChannel(name)
    channels.push(channel)
    channel.postMessage(message)
  }

  beforeEach(() => {
    opened = openClient()
    opened.stub.addPost({ id: 'old' })
  })
  afterEach(() => {
    for (const channel of channels.splice(0)) channel.close()
    opened.closeAll()
  })

  it('may say on the common stream what this one does not understand', async () => {
    const feed = opened.client.feed('explore')
    const stop = feed.subscribe(() => {})
    await eventually(() => opened.stub.openStreams === 1)
    const name = `ai-feed-live ${opened.stub.server} default `
    const failures: string[] = []
    const onError = (event: ErrorEvent): void => {
      failures.push(event.message)
      event.preventDefault()
    }
    addEventListener('error', onError)

    for (const message of [{ type: 'later', event: 7 }, null, 'text', { type: 'wants', tab: 'x', feeds: 'explore' }])
      say(name, message)
    say(name, { type: 'wants', tab: 'other', feeds: ['user:ben'] })
    await eventually(
      () => opened.stub.seen('GET /v1/events').at(-1)?.query.getAll('feed').includes('user:ben') ?? false,
    )
    await eventually(() => opened.stub.openStreams === 1)
    opened.stub.addPost({ id: 'new' })
    await until(feed, ({ incoming }) => incoming === 1)

    removeEventListener('error', onError)
    expect(failures).to.deep.equal([])
    stop()
  })

  it('may say of an entry what this one does not understand, and it ends as the server says', async () => {
    await opened.signIn()
    opened.stub.fail('POST /v1/posts', { code: 'overloaded', retryAfter: 1 })
    const { id, done } = await opened.client.createPost({ text: 'of two versions' })

    for (const message of [{ type: 'paused', id }, null]) say(`ai-feed-outbox ${opened.stub.server} default`, message)

    expect((await done).text[0]?.text).to.equal('of two versions')
  })

  it('may have left an entry that this one cannot send, which holds up nothing and is kept', async () => {
    const { server } = opened.stub
    const names = { format: 1, server, site: 'default', createdAtMs: 1, tries: 0, isRejected: false, mediaIds: [] }
    const odd = { ...names, id: crypto.randomUUID(), intent: { kind: 'delete', postId: '..' } }
    await set(`entry:${odd.id}`, odd, createStore('ai-feed-outbox', 'keyval'))

    await opened.signIn()
    const { done } = await opened.client.createPost({ text: 'Comes after it' })
    await done
    const [entry] = await until(opened.client.outbox, ([first]) => first?.status === 'rejected')

    expect([entry?.id, entry?.error?.code]).to.deep.equal([odd.id, 'invalid_field'])
    await opened.client.outbox.discard(odd.id)
  })
})
