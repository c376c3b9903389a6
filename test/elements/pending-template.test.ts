import type { OutboxEntry } from '@ai-feed/core'
import { FeedError } from '@ai-feed/core'
import { expect, fixture } from '@open-wc/testing'
import { pendingTemplate } from '../../packages/elements/dist/post/pending-template.js'
import { laterEnglish } from '../../packages/elements/dist/strings-en.js'
import { english } from '../../packages/elements/dist/strings.js'

const strings = { ...english, ...laterEnglish }

const rejected = (draft: NonNullable<OutboxEntry['draft']>): OutboxEntry => ({
  id: 'entry-1',
  kind: 'post',
  createdAtMs: 0,
  status: 'rejected',
  draft,
})

describe('a post of the outbox that was refused', () => {
  it('offers to edit words and files', async () => {
    const entry = rejected({ text: 'Hello', pictures: [{ file: new Blob(['x']), alt: 'A cat' }] })

    const element = await fixture(pendingTemplate(entry, undefined, strings, 0))

    expect(element.querySelector('[data-action="edit-entry"]')).to.exist
  })

  it('offers only another try for a generated picture, which a composer could not take back', async () => {
    const entry = rejected({ text: 'Hello', pictures: [{ mediaId: 'media-1', alt: 'A cat' }] })

    const element = await fixture(pendingTemplate(entry, undefined, strings, 0))

    expect(element.querySelector('[data-action="edit-entry"]')).to.be.null
    expect(element.querySelector('[data-action="retry-entry"]')).to.exist
  })
})

describe('a post of the outbox that waits', () => {
  const waiting: OutboxEntry = { id: 'entry-1', kind: 'post', createdAtMs: 0, status: 'waiting', waitingFor: 'server' }
  const full = new FeedError('storage_full', 'no space left', { retryable: true })

  for (const [what, entry, nowMs, sentence] of [
    ['is posted at once', waiting, 1_000, 'Posting…'],
    ['has others before it', waiting, 60_000, 'Waiting for the server. Goes out by itself.'],
    ['has no network', { ...waiting, waitingFor: 'network' }, 0, strings.pendingWaitingNetwork],
    [
      'has no network, and the browser stores nothing',
      { ...waiting, waitingFor: 'network', error: new FeedError('storage_failed', 'in memory') },
      0,
      'This browser stores nothing here. It goes out if the page stays open.',
    ],
    [
      'was put off by the server',
      { ...waiting, error: full },
      0,
      'The server has no room left for this. Goes out by itself.',
    ],
  ] as const)
    it(`says so when it ${what}`, async () => {
      const element = await fixture(pendingTemplate(entry, undefined, strings, nowMs))

      expect(element.querySelector('.waiting')?.textContent?.trim()).to.equal(sentence)
    })
})
