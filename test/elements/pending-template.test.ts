import type { OutboxEntry } from '@ai-feed/core'
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

    const element = await fixture(pendingTemplate(entry, undefined, strings))

    expect(element.querySelector('[data-action="edit-entry"]')).to.exist
  })

  it('offers only another try for a generated picture, which a composer could not take back', async () => {
    const entry = rejected({ text: 'Hello', pictures: [{ mediaId: 'media-1', alt: 'A cat' }] })

    const element = await fixture(pendingTemplate(entry, undefined, strings))

    expect(element.querySelector('[data-action="edit-entry"]')).to.be.null
    expect(element.querySelector('[data-action="retry-entry"]')).to.exist
  })
})
