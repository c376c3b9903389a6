import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { readConfig } from '@ai-feed/server'
import { writeMetrics } from '../../packages/server/dist/metrics/registry.js'
import { createLog } from '../../packages/server/dist/log.js'
import { startServer } from '../../packages/server/dist/server.js'
import type { RunningServer } from '../../packages/server/dist/server.js'
import { startFullServer } from '../support/full-server.ts'
import type { FullServer } from '../support/full-server.ts'
import { testConfig } from '../support/test-server.ts'

/** One line of the text format: name, labels, value. */
const line = /^([a-z_0-9]+)(?:\{((?:[a-z]+="(?:[^"\\]|\\.)*",?)*)\})? (\d+(?:\.\d+)?(?:e[+-]\d+)?)$/

describe('metrics', () => {
  let full: FullServer
  let server: RunningServer
  before(async () => {
    full = await startFullServer()
    const { dataDir, mediaDir } = full.config
    server = await startServer(
      testConfig({ dataDir, mediaDir, databaseUrl: full.databaseUrl, metrics: { host: '127.0.0.1', port: 0 } }),
      { log: createLog({ write: () => {} }) },
    )
  })
  after(async () => {
    await server.close()
    await full.close()
  })

  const read = async (): Promise<string> => (await fetch(server.metricsUrl ?? '')).text()
  /** The value of a series, by its name and some of its labels. */
  const value = (text: string, name: string, ...labels: string[]): number | undefined => {
    const found = text
      .split('\n')
      .find((row) =>
        row.startsWith(`${name}{`) || row.startsWith(`${name} `) ? labels.every((label) => row.includes(label)) : false,
      )
    return found === undefined ? undefined : Number(found.split(' ').at(-1))
  }

  it('are in Prometheus’ text form, every line of them', async () => {
    const response = await fetch(server.metricsUrl ?? '')
    const text = await response.text()

    assert.equal(response.headers.get('Content-Type'), 'text/plain; version=0.0.4; charset=utf-8')
    const odd = text.split('\n').filter((row) => !/^(?:# (?:HELP|TYPE) [a-z_0-9]+ .+)?$/.test(row) && !line.test(row))
    assert.deepEqual(odd, [])
    const names = [...text.matchAll(/^# TYPE (\S+) (?:counter|gauge|histogram)$/gm)].map(([, name]) => name)
    assert.equal(new Set(names).size, names.length)
  })

  it('count requests by the template of their route and by status, and never by what somebody sent', async () => {
    const secret = 'a-word-nobody-else-uses'
    await fetch(`${server.url}/v1/posts/${full.posts.plain.id}`)
    await fetch(`${server.url}/v1/posts/00000000-0000-7000-8000-000000000000`)
    await fetch(`${server.url}/v1/users/${secret}?q=${secret}`)
    await fetch(`${server.url}/${secret}`, { headers: { Authorization: `DPoP ${secret}` } })
    await fetch(`${server.url}/oauth/authorize?client_id=${secret}`)

    const text = await read()

    const requests = (status: string, route: string) =>
      value(text, 'ai_feed_http_requests_total', `route="${route}"`, `status="${status}"`)
    assert.equal(requests('200', '/v1/posts/:id'), 1)
    assert.equal(requests('404', '/v1/posts/:id'), 1)
    assert.ok((requests('404', 'none') ?? 0) >= 1)
    assert.equal(requests('400', 'sign-in'), 1)
    assert.equal(value(text, 'ai_feed_http_request_seconds_count', 'route="/v1/posts/:id"'), 2)
    assert.equal(value(text, 'ai_feed_http_request_seconds_bucket', 'route="/v1/posts/:id"', 'le="+Inf"'), 2)
    for (const word of [secret, full.posts.plain.id, 'anna_full']) assert.ok(!text.includes(word), word)
  })

  it('tell how many streams are open', async () => {
    const streams = await Promise.all([1, 2].map(() => fetch(`${server.url}/v1/events?feed=explore`)))
    assert.equal(value(await read(), 'ai_feed_streams_open'), 2)

    for (const stream of streams) await stream.body?.cancel()
    while (value(await read(), 'ai_feed_streams_open') !== 0);
  })

  it('tell of pools, queues, generations, publication and memory', async () => {
    const text = await read()

    assert.equal(value(text, 'ai_feed_database_up'), 1)
    assert.equal(value(text, 'ai_feed_requests_waiting', 'door="api"'), 0)
    assert.ok((value(text, 'ai_feed_database_connections', 'pool="http"', 'state="idle"') ?? -1) >= 0)
    assert.equal(value(text, 'ai_feed_generations', 'status="queued"'), 0)
    assert.equal(value(text, 'ai_feed_pending_events'), 0)
    assert.equal(value(text, 'ai_feed_publish_lag_seconds'), 0)
    assert.ok((value(text, 'process_resident_memory_bytes') ?? 0) > 10_000_000)
    assert.match(text, /^# TYPE ai_feed_jobs gauge$/m)
    assert.ok((value(text, 'ai_feed_disk_free_bytes', 'folder="pictures"') ?? 0) > 0)
    assert.equal(value(text, 'ai_feed_disk_free_bytes', 'folder="database"'), undefined)
    assert.equal(value(text, 'ai_feed_reports_open', 'site="default"'), 0)
    assert.equal(value(text, 'ai_feed_appeals_open', 'site="default"'), 0)
  })

  it('are on a port of their own, and nothing else is', async () => {
    const other = new URL('/v1/limits', server.metricsUrl)

    assert.equal((await fetch(other)).status, 404)
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404)
    assert.equal((await fetch(server.metricsUrl ?? '', { method: 'POST' })).status, 405)
  })

  it('escape what would end a label', () => {
    const samples = [{ name: 'a', labels: { b: 'x"\\\ny' }, value: 1 }]

    assert.match(writeMetrics([{ name: 'a', help: 'A.', type: 'gauge', samples }]), /^a\{b="x\\"\\\\\\ny"\} 1$/m)
  })

  it('are answered on this machine unless an address is named', () => {
    const at = (text: string) => readConfig({ AI_FEED_METRICS: text }).metrics

    assert.deepEqual(at('9464'), { host: '127.0.0.1', port: 9464 })
    assert.deepEqual(at('10.0.0.5:9464'), { host: '10.0.0.5', port: 9464 })
    assert.deepEqual(at('[::1]:9464'), { host: '::1', port: 9464 })
    assert.equal(at(''), undefined)
    for (const text of ['x', '99999', '10.0.0.5', '::1', 'a b:1']) {
      assert.throws(() => at(text), /^ConfigError: AI_FEED_METRICS is ".*", not a port or an address and port/, text)
    }
  })

  it('say that the database is away instead of failing', async () => {
    await sql`select 1`.execute(full.db)
    const { dataDir, mediaDir } = full.config
    const config = testConfig({
      dataDir,
      mediaDir,
      databaseUrl: full.databaseUrl,
      metrics: { host: '127.0.0.1', port: 0 },
    })
    const closing = await startServer(config, { log: createLog({ write: () => {} }) })
    const url = closing.metricsUrl ?? ''
    await closing.tools.db.destroy()

    assert.equal(value(await (await fetch(url)).text(), 'ai_feed_database_up'), 0)
    await closing.close()
  })
})
