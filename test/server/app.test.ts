import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import type { Problem } from '@ai-feed/protocol'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import { systemRoutes } from '../../packages/server/dist/http/system-routes.js'
import { createLog } from '../../packages/server/dist/log.js'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const exposed = 'DPoP-Nonce, ETag, Retry-After, Location, X-Request-Id, WWW-Authenticate'

describe('every answer', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.close())

  for (const path of [
    '/healthz',
    '/readyz',
    '/v1/limits',
    '/openapi.json',
    '/v1/feeds/explore',
    '/v1/nothing',
    '/nothing',
  ]) {
    it(`${path} can be read by scripts of any origin, without credentials`, async () => {
      const { headers } = await server.get(path, { headers: { Origin: 'https://anywhere.example' } })

      assert.equal(headers.get('Access-Control-Allow-Origin'), '*')
      assert.equal(headers.get('Access-Control-Allow-Credentials'), null)
      assert.equal(headers.get('Access-Control-Expose-Headers'), exposed)
      assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'cross-origin')
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff')
      assert.match(headers.get('Vary') ?? '', /Origin/)
      assert.match(headers.get('Vary') ?? '', /Authorization/)
      assert.match(headers.get('X-Request-Id') ?? '', /^[0-9a-f-]{36}$/)
      assert.ok(headers.has('Cache-Control'))
    })
  }

  for (const path of ['/v1/posts', '/v1/feeds/explore', '/v1/media', '/nothing']) {
    it(`lets a preflight of ${path} pass for two hours`, async () => {
      const headers = {
        Origin: 'null',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'dpop',
      }
      const response = await server.get(path, { method: 'OPTIONS', headers })

      assert.equal(response.status, 204)
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*')
      assert.equal(response.headers.get('Access-Control-Max-Age'), '7200')
      assert.equal(
        response.headers.get('Access-Control-Allow-Headers'),
        'authorization, dpop, content-type, idempotency-key, if-match, last-event-id',
      )
      assert.match(response.headers.get('Access-Control-Allow-Methods') ?? '', /PUT.*PATCH.*DELETE/)
      assert.equal(response.headers.get('Access-Control-Allow-Credentials'), null)
    })
  }

  it('says that a route does not exist', async () => {
    const response = await server.get('/v2/posts')
    const problem = (await response.json()) as Problem

    assert.equal(response.status, 404)
    assert.equal(problem.code, 'unknown_route')
    assert.equal(problem.type, 'urn:ai-feed:problem:unknown_route')
    assert.match(problem.title, /^[A-Z]/)
    assert.equal(problem.requestId, response.headers.get('X-Request-Id'))
  })

  for (const site of ['nowhere', '', '%00', 'Default', 'x'.repeat(300)]) {
    it(`knows no site called ${site.slice(0, 20)}`, async () => {
      const response = await server.get(`/v1/feeds/explore?site=${site}`)

      assert.equal(response.status, 404)
      assert.equal(((await response.json()) as Problem).code, 'unknown_site')
    })
  }

  it('says which methods a route takes', async () => {
    const response = await server.get('/v1/limits', { method: 'DELETE' })

    assert.equal(response.status, 405)
    assert.equal(response.headers.get('Allow'), 'GET, HEAD, OPTIONS')
    assert.equal(((await response.json()) as Problem).code, 'method_not_allowed')
  })

  for (const [method, path] of [
    ['GET', '/v1/nothing'],
    ['POST', '/v1/me/export/now'],
    ['PUT', '/v2/posts'],
  ] as const) {
    it(`knows no ${method} ${path}`, async () => {
      const response = await server.get(path, { method })

      assert.equal(response.status, 404)
      assert.equal(((await response.json()) as Problem).code, 'unknown_route')
    })
  }

  it('writes one record with the request id, and no query', async () => {
    const response = await server.get('/v1/feeds/explore?limit=1')
    await response.text()
    const id = response.headers.get('X-Request-Id')
    const records = server.logs.filter((record) => record['requestId'] === id)

    assert.equal(records.length, 1)
    assert.equal(records[0]?.['path'], '/v1/feeds/explore')
    assert.ok(!JSON.stringify(records).includes('limit=1'))
  })

  it('publishes the limits, cacheable', async () => {
    const response = await server.get('/v1/limits')
    const etag = response.headers.get('ETag') ?? ''
    const again = await server.get('/v1/limits', { headers: { 'If-None-Match': etag } })

    assert.deepEqual(await response.json(), JSON.parse(JSON.stringify(server.config.limits)))
    assert.equal(again.status, 304)
  })
})

describe('an error nobody foresaw', () => {
  const logged: string[] = []
  const app = createApp({
    log: createLog({ write: (line) => void logged.push(line) }),
    admission: createAdmission({ running: 1, waiting: 1 }),
    findClientAddress: () => '127.0.0.1',
  })
  const throwing = (code: string, message: string): Error => Object.assign(new Error(message), { code })
  app.get('/bug', () => {
    throw new TypeError('the secret is 42')
  })
  app.get('/full', () => {
    throw new Error('query failed', { cause: throwing('53100', 'could not extend file') })
  })
  app.get('/away', () => {
    throw throwing('ECONNREFUSED', 'connect ECONNREFUSED')
  })
  app.get('/slow', () => {
    throw throwing('57014', 'canceling statement due to statement timeout')
  })

  it('tells the client nothing of itself, and the log everything', async () => {
    const response = await app.request('/bug')
    const text = await response.text()

    assert.equal(response.status, 500)
    assert.ok(text.includes('"code":"internal"'))
    assert.ok(!text.includes('secret'))
    assert.ok(logged.some((line) => line.includes('the secret is 42')))
  })

  for (const [path, status, code] of [
    ['/full', 507, 'storage_full'],
    ['/away', 503, 'database_unavailable'],
    ['/slow', 503, 'overloaded'],
  ] as const) {
    it(`is ${code} when the database says so`, async () => {
      const response = await app.request(path)

      assert.equal(response.status, status)
      assert.equal(((await response.json()) as Problem).code, code)
      assert.equal(response.headers.has('Retry-After'), status === 503)
    })
  }
})

describe('/readyz', () => {
  for (const [name, code] of [
    ['has no space left', '53100'],
    ['fails in a way that nobody foresaw', 'XX000'],
    ['is away', 'ECONNREFUSED'],
  ] as const) {
    it(`says that nothing can be served while the database ${name}`, async () => {
      const app = createApp({
        log: createLog({ write: () => {} }),
        admission: createAdmission({ running: 1, waiting: 1 }),
        findClientAddress: () => '127.0.0.1',
      })
      const askDatabase = () => Promise.reject(Object.assign(new Error('query failed'), { code }))
      app.route('/', systemRoutes({ limits: defaultLimits, askDatabase, isClosing: () => false }))

      const response = await app.request('/readyz')

      assert.equal(response.status, 503)
      assert.equal(((await response.json()) as Problem).code, 'database_unavailable')
      assert.match(response.headers.get('Retry-After') ?? '', /^\d+$/)
    })
  }
})
