import { expect } from '@open-wc/testing'
import { createFeedClient } from '@ai-feed/core'
import { createDrafts } from '../../packages/core/dist/drafts/drafts.js'
import { openDatabase } from '../../packages/core/dist/storage/database.js'
import { clearDrafts, readDrafts } from '../support/kept-drafts.ts'

const client = createFeedClient({ server: 'https://feed.example' })
const words = { text: 'Half a thought' }

describe('drafts', () => {
  beforeEach(async () => {
    sessionStorage.clear()
    await clearDrafts()
  })

  it('finds words and files again after the place was left', async () => {
    const place = await client.openDraft('anna /')
    await place.keep({ words, files: [new Blob(['fox'], { type: 'image/png' })] })
    place.leave()

    const again = await client.openDraft('anna /')

    expect(again.found?.words).to.deep.equal(words)
    expect(again.found?.files.map(({ type }) => type)).to.deep.equal(['image/png'])
    expect(await again.found?.files[0]?.text()).to.equal('fox')
    again.leave()
  })

  it('keeps two of the same name apart, and each finds its own again', async () => {
    const both = [await client.openDraft('anna /'), await client.openDraft('anna /')]
    await both[1]!.keep({ words: 'the second', files: [] })
    for (const place of both) place.leave()

    const again = [await client.openDraft('anna /'), await client.openDraft('anna /')]

    expect(again.map(({ found }) => found?.words)).to.deep.equal([undefined, 'the second'])
    for (const place of again) place.leave()
  })

  it('keeps what is written in the very moment in which the words before are stored', async () => {
    const openPlace = createDrafts(openDatabase('unused', 'memory'), 'server', { now: () => 0 })
    const lost: number[] = []
    for (let ticks = 0; ticks < 30; ticks += 1) {
      const place = await openPlace(`place ${ticks}`)
      void place.keep({ words: 'first', files: [] })
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
      void place.keep({ words: 'last', files: [] })
      await new Promise((resolve) => setTimeout(resolve))
      place.leave()
      const again = await openPlace(`place ${ticks}`)
      if (again.found?.words !== 'last') lost.push(ticks)
      again.leave()
    }

    expect(lost).to.deep.equal([])
  })

  it('gives a new tab what a closed one left, and nothing that another tab is writing', async () => {
    const open = await client.openDraft('anna /')
    await open.keep({ words, files: [] })
    const [name] = await locksHeld()
    open.leave()
    sessionStorage.clear()
    const closed = await client.openDraft('anna /')
    expect(closed.found?.words).to.deep.equal(words)
    closed.leave()

    const meanwhile = Promise.withResolvers<void>()
    const holding = navigator.locks.request(name!, () => meanwhile.promise)
    const other = await client.openDraft('anna /')

    expect(other.found).to.equal(undefined)
    other.leave()
    meanwhile.resolve()
    await holding
  })

  it('writes the newest of what came while it was writing', async () => {
    const place = await client.openDraft('anna /')

    await Promise.all(['a', 'ab', 'abc'].map((text) => place.keep({ words: text, files: [] })))

    expect((await readDrafts()).join()).to.include('"abc"')
    await place.keep(undefined)
    expect(await readDrafts()).to.deep.equal([])
    place.leave()
  })

  it('keeps the words when a file is not there any more', async () => {
    const place = await client.openDraft('anna /')
    const gone = Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new Error('gone')) })

    await place.keep({ words, files: [gone] })

    expect((await readDrafts()).join()).to.include('Half a thought')
    place.leave()
  })

  it('overwrites nothing for somebody who has begun already', async () => {
    const before = await client.openDraft('anna /')
    await before.keep({ words, files: [] })
    before.leave()

    const place = await client.openDraft('anna /', { isNew: true })
    await place.keep({ words: 'begun', files: [] })

    expect(place.found).to.equal(undefined)
    expect(await readDrafts()).to.have.length(2)
    place.leave()
  })

  it('keeps ten of one place and no more', async () => {
    for (let number = 1; number <= 14; number++) {
      const place = await client.openDraft('anna /', { isNew: true })
      await place.keep({ words: number, files: [] })
      place.leave()
    }

    expect((await readDrafts()).length).to.be.at.most(11)
  })

  it('forgets by the clock of the client what was not touched for thirty days', async () => {
    const open = (nowMs: number) =>
      createDrafts(openDatabase('ai-feed-drafts', 'indexeddb'), 'server site', { now: () => nowMs })('anna /')
    const before = await open(0)
    await before.keep({ words, files: [] })
    before.leave()

    const foundAfter: unknown[] = []
    for (const days of [30, 31, 33]) {
      const place = await open(days * 24 * 60 * 60 * 1000)
      foundAfter.push(place.found?.words)
      place.leave()
    }

    expect(foundAfter).to.deep.equal([words, undefined, undefined])
    expect(await readDrafts()).to.deep.equal([])
  })

  it('loses none by a clock that is a year ahead for a day', async () => {
    const dayMs = 24 * 60 * 60 * 1000
    const open = (nowMs: number) =>
      createDrafts(openDatabase('ai-feed-drafts', 'indexeddb'), 'server site', { now: () => nowMs })('anna /')
    const before = await open(0)
    await before.keep({ words, files: [] })
    before.leave()

    for (const nowMs of [365 * dayMs, 365.5 * dayMs]) (await open(nowMs)).leave()
    const place = await open(dayMs)

    expect(place.found?.words).to.deep.equal(words)
    place.leave()
  })
})

async function locksHeld(): Promise<string[]> {
  const { held = [] } = await navigator.locks.query()
  return held.map(({ name = '' }) => name).filter((name) => name.startsWith('ai-feed-draft '))
}
