import { FeedError } from '@ai-feed/core'
import type { FeedClient, OutboxEntry } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { expectAccessible } from '../support/accessible.ts'
import { one, setUp, tearDown } from './setup.ts'

/** A composer whose post the outbox holds like this. */
async function withEntry(entry: Partial<OutboxEntry>): Promise<HTMLElementTagNameMap['ai-composer']> {
  const page = await setUp()
  const held: OutboxEntry = { id: 'held', kind: 'post', createdAtMs: Date.now(), status: 'waiting', ...entry }
  const entries = [held]
  const client = {
    ...page.client,
    createPost: () => Promise.resolve({ id: 'held', done: new Promise<never>(() => {}) }),
    outbox: { ...page.client.outbox, getSnapshot: () => entries, subscribe: () => () => {} },
  } satisfies FeedClient
  const composer = page.mount('ai-composer', { client, draft: { text: 'Hello' } })
  await one(composer, 'form')
  void composer.post()
  await one(composer, '.note')
  return composer
}

describe('<ai-composer> and its post on the way', () => {
  afterEach(tearDown)

  it('shows how far an upload is, by a name and a value', async () => {
    const composer = await withEntry({ status: 'sending', progress: 0.42 })

    const progress = (await one(composer, 'progress')) as HTMLProgressElement

    expect(progress.value).to.equal(0.42)
    expect(progress.getAttribute('aria-label')).to.equal('Uploading… 42%')
    await expectAccessible(composer)
  })

  it('says that the page must stay open where the browser stores nothing', async () => {
    const error = new FeedError('storage_failed', 'nothing is kept')

    const composer = await withEntry({ waitingFor: 'network', error })

    expect((await one(composer, '.note')).textContent).to.contain('It goes out if the page stays open.')
    expect(composer.matches(':state(queued)')).to.equal(true)
    await expectAccessible(composer)
  })
})
