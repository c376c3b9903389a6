import { expect } from '@open-wc/testing'
import { systemClock } from '../../packages/core/dist/platform/clock.js'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { withLease } from '../../packages/core/dist/storage/lease.js'
import { until } from '../support/until.ts'
import { openClient, type StubbedClient } from '../support/wire-client.ts'

describe('twenty tabs', () => {
  let opened: StubbedClient
  const withoutLocks = () => Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })

  beforeEach(() => {
    opened = openClient()
  })
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'locks')
    opened.closeAll()
  })

  for (const [words, prepare] of [
    ['with Web Locks', () => {}],
    ['without Web Locks', withoutLocks],
  ] as const) {
    it(`renew a session once, ${words}`, async () => {
      prepare()
      await opened.signIn()
      const tabs = Array.from({ length: 20 }, () => opened.open())
      await Promise.all(tabs.map(({ session }) => until(session, ({ status }) => status === 'signed-in')))
      opened.stub.revokeTokens()

      const everybody = await Promise.all(tabs.map((tab) => tab.loadMe()))

      expect(new Set(everybody.map(({ handle }) => handle))).to.deep.equal(new Set(['anna']))
      expect(opened.stub.tokens.size).to.equal(1)
    })

    it(`send what each of them wrote once, ${words}`, async () => {
      prepare()
      await opened.signIn()
      const tabs = Array.from({ length: 20 }, () => opened.open())
      await Promise.all(tabs.map(({ session }) => until(session, ({ status }) => status === 'signed-in')))
      opened.stub.fail('POST /v1/posts', 'lost-answer', 3)

      const written = await Promise.all(tabs.map((tab, index) => tab.createPost({ text: `tab ${index}` })))
      const posts = await Promise.all(written.map(({ done }) => done))

      expect(new Set(posts.map(({ id }) => id)).size).to.equal(20)
      expect(opened.stub.posts.size).to.equal(20)
    })
  }

  it('take over from one that was killed while it held the place of all', async () => {
    withoutLocks()
    await opened.signIn()
    const { stub } = opened
    const name = `ai-feed-outbox ${stub.server} default`
    // What a killed tab leaves behind: a lease that nobody renews.
    await putLease(`lease ${name}`, { holder: 'killed', untilMs: Date.now() + 500 })

    const post = await (await opened.client.createPost({ text: 'after the crash' })).done

    expect(post.author.handle).to.equal('anna')
  })
})

describe('withLease', () => {
  it('runs work of one name one after the other, whichever tab asks', async () => {
    const database = openDatabase('ai-feed-outbox', 'indexeddb')
    const name = crypto.randomUUID()
    const steps: string[] = []
    const work = (tab: number) => async () => {
      steps.push(`${tab} begins`)
      await new Promise((resolve) => requestAnimationFrame(resolve))
      steps.push(`${tab} ends`)
    }

    await Promise.all([1, 2, 3].map((tab) => withLease(database, name, systemClock, work(tab))))

    for (let index = 0; index < steps.length; index += 2)
      expect(steps[index + 1]).to.equal(steps[index]?.replace('begins', 'ends'))
  })

  it('is taken from a tab whose lease reaches further than any lease: its clock was set back', async () => {
    const name = crypto.randomUUID()
    await putLease(`lease ${name}`, { holder: 'yesterday', untilMs: Date.now() + 86_400_000 })

    const result = await withLease(openDatabase('ai-feed-outbox', 'indexeddb'), name, systemClock, async () => 'done')

    expect(result).to.equal('done')
  })
})

async function putLease(key: string, value: unknown): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('ai-feed-outbox')
    request.onupgradeneeded = () => request.result.createObjectStore('keyval')
    request.onsuccess = () => resolve(request.result)
  })
  await new Promise<void>((resolve) => {
    const transaction = database.transaction('keyval', 'readwrite')
    transaction.objectStore('keyval').put(value, key)
    transaction.oncomplete = () => resolve()
  })
  database.close()
}
