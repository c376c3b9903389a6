import { createFeedClient } from '@ai-feed/core'
import { shareClient } from '@ai-feed/elements'
import { expect } from '@open-wc/testing'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { countListeners } from '../support/count-listeners.ts'
import { WireStub } from '../support/wire-stub.ts'
import { makeMedia } from '../support/wire-shapes.ts'
import { next, one, setUp, tearDown, until } from './setup.ts'

describe('the elements’ lifetime', () => {
  afterEach(tearDown)

  it('leaves no listener, stream or subscription after 1,000 times in, about and out of the page', async () => {
    const beginning = countListeners()
    const { mount, stub, client } = await setUp()
    stub.addPost({ media: [makeMedia('fox')] })
    // The outbox listens from when it is loaded until its client is closed.
    await client.outbox.retry('none').catch(() => {})
    const warm = ['ai-feed', 'ai-composer', 'ai-account', 'ai-post'].map((tag) => mount(tag as 'ai-feed'))
    await one(warm[0]!, 'article')
    await one(warm[1]!, 'form')
    await until(() => stub.openStreams > 0)
    for (const element of warm) element.remove()
    await until(() => stub.openStreams === 0)
    const listeners = countListeners()
    let subscriptions = 0
    for (const store of [client.session, client.outbox]) {
      const { subscribe } = store
      store.subscribe = (listener) => {
        const stop = subscribe(listener)
        subscriptions += 1
        return () => {
          subscriptions -= 1
          stop()
        }
      }
    }

    const elsewhere = document.createElement('section')
    for (let round = 0; round < 1000; round++) {
      const elements = [
        mount('ai-feed'),
        mount('ai-composer'),
        mount('ai-account'),
        mount('ai-post', { postId: 'post-1' }),
      ]
      if (round % 100 === 0) await one(elements[0]!, 'article')
      else await elements[0]!.updateComplete
      document.body.append(elsewhere)
      elsewhere.append(...elements)
      if (round % 100 === 0) await elements[0]!.updateComplete
      elsewhere.replaceChildren()
      elsewhere.remove()
    }
    await until(() => stub.openStreams === 0)
    await until(() => listeners.open().length === 0, listeners.open().join())
    listeners.stop()
    expect(subscriptions).to.equal(0)

    client.close()
    expect(beginning.open()).to.deep.equal([])
    beginning.stop()
  })

  it('closes a client of its own when the last element has left', async () => {
    const stub = new WireStub(location.origin)
    stub.addPost()
    const { fetch } = window
    window.fetch = stub.fetch
    // In WebKit the first use of storage listens for the end of the page, once for all.
    await openDatabase('ai-feed-cache', 'indexeddb').keys()
    const listeners = countListeners()
    const feed = document.body.appendChild(document.createElement('ai-feed'))
    feed.server = location.origin
    await one(feed, 'article')
    await until(() => stub.openStreams > 0)

    feed.remove()
    await until(() => stub.openStreams === 0 && listeners.open().length === 0, listeners.open().join())

    listeners.stop()
    window.fetch = fetch
  })

  it('draws on after it was moved', async () => {
    const { mount, stub } = await setUp({ posts: 1 })
    const feed = mount('ai-feed')
    await one(feed, 'article')
    const elsewhere = document.body.appendChild(document.createElement('section'))

    elsewhere.append(feed)
    await until(() => stub.openStreams > 0)
    stub.addPost()

    await one(feed, '[part=pill]')
    elsewhere.remove()
  })

  it('shares one client among elements of the same server and site', async () => {
    const stub = new WireStub('https://shared.test')
    stub.addPost()
    const client = createFeedClient({ server: stub.server, storage: 'memory', fetch: stub.fetch })
    shareClient(client)
    const { mount } = await setUp()

    const feeds = [0, 1].map(() => mount('ai-feed', { client: undefined, server: 'https://shared.test' }))
    await Promise.all(feeds.map((feed) => next(feed, 'ai-feed-loaded')))

    expect(stub.seen('GET /v1/feeds')).to.have.length(1)
    client.close()
  })
})
