import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { toJsonSchema } from '@valibot/to-json-schema'
import * as protocol from '@ai-feed/protocol'
import type { GenericSchema } from 'valibot'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

interface OpenApi {
  readonly openapi: string
  readonly servers: readonly { url: string }[]
  readonly paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }>; operationId?: string }>>
}

/** The routes of wire.md that this release has. */
const routes = [
  ['get', '/v1/feeds/{feed}'],
  ['get', '/v1/events'],
  ['post', '/v1/media'],
  ['post', '/v1/generations'],
  ['get', '/v1/generations'],
  ['get', '/v1/generations/{id}'],
  ['get', '/v1/generations/{id}/events'],
  ['delete', '/v1/generations/{id}'],
  ['post', '/v1/posts'],
  ['get', '/v1/posts/{id}'],
  ['delete', '/v1/posts/{id}'],
  ['put', '/v1/posts/{id}/likes/me'],
  ['delete', '/v1/posts/{id}/likes/me'],
  ['get', '/v1/users'],
  ['get', '/v1/users/{handle}'],
  ['get', '/v1/users/{handle}/followers'],
  ['get', '/v1/users/{handle}/following'],
  ['put', '/v1/users/{handle}/followers/me'],
  ['delete', '/v1/users/{handle}/followers/me'],
  ['put', '/v1/users/{handle}/blocks/me'],
  ['delete', '/v1/users/{handle}/blocks/me'],
  ['put', '/v1/users/{handle}/mutes/me'],
  ['delete', '/v1/users/{handle}/mutes/me'],
  ['get', '/v1/me'],
  ['patch', '/v1/me'],
  ['delete', '/v1/me'],
  ['get', '/v1/me/blocks'],
  ['get', '/v1/me/mutes'],
  ['get', '/v1/me/export'],
  ['get', '/v1/limits'],
  ['get', '/healthz'],
  ['get', '/readyz'],
] as const

describe('/openapi.json', () => {
  let server: TestServer
  let document: OpenApi
  before(async () => {
    server = await startTestServer()
    document = (await (await server.get('/openapi.json')).json()) as OpenApi
  })
  after(() => server.close())

  it('is OpenAPI 3.1 of this server', () => {
    assert.match(document.openapi, /^3\.1\./)
    assert.deepEqual(document.servers, [{ url: server.url }])
  })

  it('lets every operation refuse with a Problem', () => {
    const refusals = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ responses }) => responses['default']?.$ref),
    )

    assert.deepEqual([...new Set(refusals)], ['#/components/responses/Problem'])
  })

  for (const [method, path] of routes) {
    it(`describes ${method.toUpperCase()} ${path}`, () => {
      const operation = document.paths[path]?.[method]

      assert.ok(operation, `no such operation`)
      assert.ok(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        'no answer described',
      )
    })
  }

  it('is not sent again to whoever has it', async () => {
    const { headers } = await server.get('/openapi.json')
    const tag = headers.get('ETag') ?? ''

    const again = await server.get('/openapi.json', { headers: { 'If-None-Match': `"other", ${tag}` } })

    assert.match(tag, /^W\/"[\w-]+"$/)
    assert.equal(again.status, 304)
  })

  it('says which answers need not be sent again', async () => {
    for (const path of ['/v1/limits', '/v1/feeds/explore']) {
      const { headers } = await server.get(path)
      const again = await server.get(path, { headers: { 'If-None-Match': headers.get('ETag') ?? '' } })

      assert.equal(again.status, 304)
      assert.ok(document.paths[path.replace('explore', '{feed}')]?.['get']?.responses['304'], path)
    }
  })

  it('gives each operation a name of its own', () => {
    const names = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )

    assert.equal(new Set(names).size, names.length)
  })
})

describe('the wire schemas', () => {
  const schemas = Object.entries(protocol).filter(([name]) => name.endsWith('Schema')) as [string, GenericSchema][]
  for (const [name, schema] of schemas) {
    it(`${name} becomes JSON schema`, () => {
      assert.ok(Object.keys(toJsonSchema(schema)).length > 1)
    })
  }
})
