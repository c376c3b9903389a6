import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from '@playwright/test'
import { readFeed } from './person.ts'
import { setUpSdk, showsSession, signUpInPopup, type SdkSetup } from './sdk-setup.ts'

declare global {
  /** Writes a post, and keeps how it ends. */
  var write: (draft: Parameters<typeof client.createPost>[0]) => Promise<void>
  var ends: Promise<{ text: readonly { text: string }[]; media: readonly unknown[] }>[]
}

// Chromium's own quota, not a stub: IndexedDB refuses what does not fit.
describe('a client in a browser whose storage is full', () => {
  let setup: SdkSetup
  let page: Page
  const outbox = () =>
    page.evaluate(() =>
      client.outbox.getSnapshot().map(({ draft, status, error }) => ({ text: draft?.text, status, code: error?.code })),
    )
  /** Nothing listens there; connections that are open end. */
  const disconnect = () => {
    setup.proxy.leadTo(1)
    setup.proxy.heal()
  }

  before(async () => {
    setup = await setUpSdk()
    page = await setup.openTab()
    const devtools = await setup.browser.context().newCDPSession(page)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: setup.site.origin, quotaSize: 3_000_000 })
    await page.reload()
    await signUpInPopup(page, 'full_storage')
  })
  after(() => setup.close())

  it('keeps posts and pictures in memory, says so, and sends each once when there is a network again', async () => {
    disconnect()
    await page.evaluate(async () => {
      globalThis.ends = []
      globalThis.write = async (draft) => void ends.push((await client.createPost(draft)).done)
      await write({ text: 'stored before' })
    })
    const refusals = await page.evaluate(fillStorage)

    await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 300
      canvas.getContext('2d')!.fillRect(0, 0, 300, 150)
      const file = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!), 'image/png'))
      await write({ text: 'with a picture', pictures: [{ file, alt: 'Half a square' }] })
      await write({ text: `only words ${'x'.repeat(1500)}` })
    })
    const shown = await outbox()
    setup.proxy.leadTo(setup.server.config.port)
    const posts = await page.evaluate(async () => {
      for (const { id } of client.outbox.getSnapshot()) await client.outbox.retry(id)
      return (await Promise.all(ends)).map(({ text, media }) => [text[0]?.text.slice(0, 14), media.length])
    })

    assert.deepEqual(new Set(refusals), new Set(['QuotaExceededError']))
    assert.deepEqual(
      shown.map(({ text, status }) => [text?.slice(0, 14), status]),
      [
        ['stored before', 'waiting'],
        ['with a picture', 'waiting'],
        ['only words xxx', 'waiting'],
      ],
    )
    assert.ok(
      shown.slice(1).every(({ code }) => code === 'storage_failed' || code === 'offline'),
      JSON.stringify(shown),
    )
    assert.ok(
      shown.some(({ code }) => code === 'storage_failed'),
      'nothing is said of the storage',
    )
    assert.deepEqual(posts, [
      ['stored before', 0],
      ['with a picture', 1],
      ['only words xxx', 0],
    ])
    assert.equal((await readFeed(setup.server.url, 'explore', 100, 'sdk')).length, 3)
    assert.deepEqual(await outbox(), [])
  })

  it('has nothing left to send twice after a reload', async () => {
    await page.reload()
    await showsSession(page, 'signed-in full_storage')
    await page.evaluate(() => client.outbox.subscribe(() => {}))
    await page.evaluate(async () => (await client.createPost({ text: 'afterwards' })).done)

    assert.deepEqual(await outbox(), [])
    assert.equal((await readFeed(setup.server.url, 'explore', 100, 'sdk')).length, 4)
  })

  it('signs in, for as long as the page is open', async () => {
    await page.evaluate(() => client.signOut())
    await setup.browser.context().clearCookies()
    await page.evaluate(fillStorage)

    await signUpInPopup(page, 'in_memory')

    assert.equal(await page.evaluate(async () => (await client.loadMe()).handle), 'in_memory')
  })
})

/** Runs in the page: writes until the browser refuses, larger pieces first. @returns the name of each refusal */
async function fillStorage(): Promise<(string | undefined)[]> {
  const opening = indexedDB.open('filler', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true })
  await new Promise((resolve, reject) => {
    opening.addEventListener('success', resolve)
    opening.addEventListener('error', reject)
  })
  const put = (size: number): Promise<string | undefined> =>
    new Promise((resolve) => {
      const writing = opening.result.transaction('bytes', 'readwrite')
      writing.objectStore('bytes').put(crypto.getRandomValues(new Uint8Array(size)))
      writing.addEventListener('complete', () => resolve(undefined))
      writing.addEventListener('abort', () => resolve(writing.error?.name))
    })
  const refusals: (string | undefined)[] = []
  for (const size of [50_000, 5_000, 500, 50]) {
    let refusal: string | undefined
    while ((refusal = await put(size)) === undefined);
    refusals.push(refusal)
  }
  opening.result.close()
  return refusals
}
