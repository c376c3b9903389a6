import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import { boundExports } from '../../packages/server/dist/exports/bound-exports.js'
import type { ExportAccount } from '../../packages/server/dist/ports.js'
import { enterAccount } from '../support/account-browser.ts'
import { signUp } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const bytes = new Uint8Array([1, 2, 3])
const busy = { code: 'overloaded', retryAfterSeconds: 60 }

describe('exports', () => {
  let ended: string[]
  /** Gives a few bytes a read, for ever. */
  const endless: ExportAccount = (_siteId, userId) =>
    new ReadableStream({ pull: (c) => c.enqueue(bytes), cancel: () => void ended.push(userId) })
  const short: ExportAccount = () =>
    new ReadableStream({
      start(c) {
        c.enqueue(bytes)
        c.close()
      },
    })
  const bounded = (exportAccount: ExportAccount, limits: object): ExportAccount => {
    ended = []
    return boundExports(exportAccount, { ...defaultLimits, ...limits })
  }

  it('run exportsAtOnce at once, and one for each user', async () => {
    const start = bounded(endless, { exportsAtOnce: 2 })
    const first = start('default', 'anna')

    assert.throws(() => start('default', 'anna'), busy)
    start('other', 'anna')
    assert.throws(() => start('default', 'ben'), busy)
    await first.cancel()
    assert.deepEqual(ended, ['anna'])
    start('default', 'ben')
  })

  it('give their place back when they end and when they fail', async () => {
    const start = bounded(short, { exportsAtOnce: 1 })
    assert.deepEqual(await new Response(start('default', 'anna')).bytes(), bytes)
    start('default', 'anna')

    const fail = bounded(() => new ReadableStream({ start: (c) => c.error(new Error('gone')) }), { exportsAtOnce: 1 })
    await assert.rejects(new Response(fail('default', 'anna')).bytes())
    fail('default', 'anna')
  })

  it('are cut after exportMinutes, whoever still reads or does not', async () => {
    const start = bounded(endless, { exportsAtOnce: 1, exportMinutes: 0.001 })
    const reader = start('default', 'anna').getReader()

    await assert.rejects(async () => {
      for (;;) await reader.read().then(() => new Promise((done) => setImmediate(done)))
    }, /took longer/)
    assert.deepEqual(ended, ['anna'])
    await start('default', 'ben').cancel()
  })
})

describe('the page for exports', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ limits: { exportsAtOnce: 0 } })
  })
  after(() => server.close())

  it('says when there are too many, and when to come back', async () => {
    await signUp(server, { handle: 'anna', origin: testOrigins[0] })
    const { browser, open } = await enterAccount(server, { handle: 'anna' })

    const page = await browser.submit(await open('/account/export'), 'Download')

    assert.deepEqual([page.status, page.headers.get('Retry-After')], [503, '60'])
    assert.match(page.html, /role="alert"[^]*in some minutes/)
  })
})
