import { expect } from '@open-wc/testing'
import { countListeners } from '../support/count-listeners.ts'
import { eventually } from '../support/until.ts'
import { openClient } from '../support/wire-client.ts'

describe('a client that is closed in the middle of everything', () => {
  const failures: string[] = []
  const note = (event: ErrorEvent | PromiseRejectionEvent): void => {
    failures.push(String('reason' in event ? event.reason : event.message))
    event.preventDefault()
  }
  beforeEach(() => {
    failures.length = 0
    addEventListener('error', note)
    addEventListener('unhandledrejection', note)
  })
  afterEach(() => {
    removeEventListener('error', note)
    removeEventListener('unhandledrejection', note)
  })

  it('leaves no listener and no stream behind, and no failure without a handler, whenever that is', async () => {
    // In WebKit a page watches for its own end from its first transaction on.
    const first = openClient()
    await first.client.createPost({ text: 'before' })
    first.closeAll()
    const listeners = countListeners()
    const left: string[] = []

    for (let turns = 0; turns < 40; turns += 1) {
      const { client, stub, closeAll } = openClient()
      stub.addPost()
      const feed = client.feed('explore', { incoming: 'prepend' })
      const stops = [feed, client.outbox, client.session, client.notifications, client.post('post-1')].map((store) =>
        store.subscribe(() => {}),
      )
      const calls: (() => Promise<unknown>)[] = [
        () => client.signIn(),
        async () => (await client.createPost({ text: 'in the middle' })).done,
        async () => (await client.setLiked('post-1', true)).done,
        () => client.generate({ prompt: 'fox' })[Symbol.asyncIterator]().next(),
        () => client.openDraft('here').then((place) => place.leave()),
        () => feed.loadMore(),
        () => client.notifications.refresh(),
        () => client.loadUser('ben'),
      ]
      for (const call of calls) call().catch(() => {})
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setTimeout(resolve))

      client.close()
      for (const stop of stops) stop()
      await eventually(() => stub.openStreams === 0)
      closeAll()
    }
    await eventually(() => listeners.open().length === 0, 20_000).catch(() => left.push(...listeners.open()))
    listeners.stop()

    expect([failures, left]).to.deep.equal([[], []])
  })
})
