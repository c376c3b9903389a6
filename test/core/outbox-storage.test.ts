import { FeedError, isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { createEntry } from '../../packages/core/dist/posting/outbox-entry.js'
import { createOutboxStorage } from '../../packages/core/dist/posting/outbox-storage.js'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { failing } from '../support/slow-storage.ts'

describe('storage of the outbox', () => {
  let failure: FeedError | undefined
  let server: string
  const silent = new FeedError('storage_failed', 'no answer', { retryable: true })
  const refusing = new FeedError('storage_failed', 'full')
  const database = openDatabase('ai-feed-outbox', 'indexeddb')
  const open = () =>
    createOutboxStorage(
      failing(database, () => failure),
      server,
      'default',
    )
  const pictures = [{ key: 'k', type: 'image/png', bytes: new ArrayBuffer(3) }]
  const entryOf = (text: string) =>
    createEntry(
      { kind: 'post', draft: { text } },
      { id: crypto.randomUUID(), server, site: 'default', userId: 'user-anna', createdAtMs: 1 },
      1,
    )

  beforeEach(() => {
    failure = undefined
    server = `https://${crypto.randomUUID()}.test`
  })

  it('still knows while the browser is silent what lay there, and takes its pictures for no fewer', async () => {
    const storage = open()
    const entry = entryOf('stored')
    await storage.add(entry, pictures)
    await storage.load()
    failure = silent

    const entries = await storage.load()
    await storage.save({ ...entry, tries: 1 })
    const lost = await storage.loadPictures(entry.id).catch((error: unknown) => error)
    failure = undefined
    await storage.load()

    expect(entries).to.deep.equal([entry])
    expect(isFeedError(lost, 'storage_failed') && lost.retryable).to.equal(true)
    expect(await storage.loadPictures(entry.id)).to.have.length(1)
    expect(await open().load()).to.deep.equal([{ ...entry, tries: 1 }])
  })

  it('stores what it took into memory once the browser answers again, with its pictures', async () => {
    const storage = open()
    const entry = entryOf('late')
    failure = silent
    await storage.add(entry, pictures)
    const before = storage.isInMemory(entry.id)
    failure = undefined

    await storage.load()

    expect([before, storage.isInMemory(entry.id)]).to.deep.equal([true, false])
    expect(await open().load()).to.deep.equal([entry])
    expect(await open().loadPictures(entry.id)).to.have.length(1)
  })

  it('leaves in memory what the browser refuses', async () => {
    const storage = open()
    const entry = entryOf('too much')
    failure = refusing
    await storage.add(entry, pictures)
    failure = undefined

    const entries = await storage.load()

    expect(entries).to.deep.equal([entry])
    expect(storage.isInMemory(entry.id)).to.equal(true)
  })

  it('brings nothing back that another tab has come to the end of', async () => {
    const storage = open()
    const entry = entryOf('sent elsewhere')
    await storage.add(entry, pictures)
    await open().remove(entry.id)

    await storage.save({ ...entry, tries: 1 })
    await storage.save({ ...entry, tries: 2 }, pictures)

    expect(await storage.load()).to.deep.equal([])
    expect(await open().load()).to.deep.equal([])
    expect(await open().loadPictures(entry.id)).to.deep.equal([])
  })

  it('removes again what was stored after it was removed', async () => {
    const storage = open()
    const entry = entryOf('gone')
    await storage.add(entry, pictures)
    await storage.remove(entry.id)
    // A writing that the browser got to late.
    await open().add(entry, pictures)

    const entries = await storage.load()

    expect(entries).to.deep.equal([])
    expect(await open().load()).to.deep.equal([])
  })
})
