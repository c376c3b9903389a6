import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as v from 'valibot'
import type { Problem } from '@ai-feed/protocol'
import { createAdmission } from '../../packages/server/dist/http/admission.js'
import { createApp } from '../../packages/server/dist/http/app.js'
import { createLog } from '../../packages/server/dist/log.js'
import { readJson } from '../../packages/server/dist/http/read-json.js'
import { readParameters } from '../../packages/server/dist/http/read-parameters.js'

const bodySchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(20)),
  more: v.optional(v.array(v.strictObject({ id: v.string() }))),
})
const querySchema = v.strictObject({ site: v.optional(v.string()), feed: v.optional(v.array(v.string())) })

const logged: string[] = []
const app = createApp({
  log: createLog({ write: (line) => void logged.push(line) }),
  admission: createAdmission({ running: 8, waiting: 8 }),
  findClientAddress: () => '127.0.0.1',
})
app.post('/echo', async (c) => {
  const { value, bytes } = await readJson(c, bodySchema, { maxBytes: 200 })
  return c.json({ value, size: bytes.length })
})
app.get('/query', (c) => c.json(readParameters(c, querySchema, { repeated: ['feed'] })))

async function send(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const all = { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length), ...headers }
  return app.request('/echo', { method: 'POST', body: new Uint8Array(bytes), headers: all })
}

describe('readJson', () => {
  it('gives the value and the bytes as they came', async () => {
    const response = await send('{ "text": "a" }')

    assert.deepEqual(await response.json(), { value: { text: 'a' }, size: 15 })
  })

  const refused: readonly [string, string | Uint8Array, Record<string, string>, number, string, string?][] = [
    ['no type', '{"text":"a"}', { 'Content-Type': '' }, 415, 'unsupported_type'],
    ['a form', 'text=a', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415, 'unsupported_type'],
    [
      'another charset',
      '{"text":"a"}',
      { 'Content-Type': 'application/json; charset=latin1' },
      415,
      'unsupported_type',
    ],
    ['an empty body', '', {}, 400, 'bad_json'],
    ['half a body', '{"text":"a"', {}, 400, 'bad_json'],
    ['a comment', '{"text":"a"/**/}', {}, 400, 'bad_json'],
    ['NaN', '{"text":NaN}', {}, 400, 'bad_json'],
    ['a byte order mark', '\uFEFF{"text":"a"}', {}, 400, 'bad_json'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 400, 'bad_json'],
    ['too many bytes', JSON.stringify({ text: 'a'.repeat(300) }), {}, 413, 'body_too_large'],
    ['a list', '[]', {}, 400, 'invalid_field', ''],
    ['null', 'null', {}, 400, 'invalid_field', ''],
    ['a missing field', '{}', {}, 400, 'invalid_field', 'text'],
    ['a null field', '{"text":null}', {}, 400, 'invalid_field', 'text'],
    ['an unknown field', '{"text":"a","isAdmin":true}', {}, 400, 'unknown_field', 'isAdmin'],
    ['an unknown field inside', '{"text":"a","more":[{"id":"1","x":1}]}', {}, 400, 'unknown_field', 'more.0.x'],
    ['a prototype', '{"text":"a","__proto__":{"isAdmin":true}}', {}, 400, 'unknown_field', '__proto__'],
    ['a constructor', '{"text":"a","constructor":{"prototype":{}}}', {}, 400, 'unknown_field', 'constructor'],
    ['a NUL', '{"text":"a\\u0000b"}', {}, 400, 'invalid_field', 'text'],
    ['half a character', '{"text":"\\ud83d"}', {}, 400, 'invalid_field', 'text'],
    ['a deep tree', `{"text":${'['.repeat(80)}${']'.repeat(80)}}`, {}, 400, 'invalid_field'],
  ]
  for (const [what, body, headers, status, code, path] of refused) {
    it(`refuses ${what} as ${code}`, async () => {
      const response = await send(body, headers)
      const problem = (await response.json()) as Problem

      assert.equal(response.status, status)
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json')
      assert.equal(problem.code, code)
      if (path !== undefined) assert.equal(problem.errors?.[0]?.path, path)
    })
  }

  it('says once where a field does not fit', async () => {
    const problem = (await (await send('{"text":1}')).json()) as Problem

    assert.match(problem.detail, /^A field has a value that is not allowed: text does not fit: Invalid type/)
    assert.doesNotMatch(problem.errors?.[0]?.message ?? '', /text/)
  })

  it('refuses a body of unknown length', async () => {
    const response = await app.request('/echo', {
      method: 'POST',
      body: '{"text":"a"}',
      headers: { 'Content-Type': 'application/json' },
    })

    assert.equal(response.status, 411)
  })

  it('takes the last of two equal keys, in both directions', async () => {
    const response = await send('{"text":"first","text":"last"}')

    assert.deepEqual(await response.json(), { value: { text: 'last' }, size: 30 })
  })

  it('leaves no trace on other objects', async () => {
    await send('{"text":"a","__proto__":{"polluted":1}}')

    assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
  })

  it('writes no value of a refused body to the log', async () => {
    await send('{"text":"my very private thoughts, all of them"}')

    assert.ok(logged.some((line) => line.includes('field text')))
    assert.ok(!logged.some((line) => line.includes('private thoughts')))
  })
})

describe('readParameters', () => {
  it('gives single values and repeated ones', async () => {
    const response = await app.request('/query?feed=a&site=s&feed=b')

    assert.deepEqual(await response.json(), { site: 's', feed: ['a', 'b'] })
  })

  for (const [query, code] of [
    ['colour=red', 'unknown_field'],
    ['__proto__=x', 'unknown_field'],
    ['toString=x', 'unknown_field'],
    ['site=a&site=b', 'invalid_field'],
    ['site=%00', 'invalid_field'],
  ] as const) {
    it(`refuses ?${query} as ${code}`, async () => {
      const response = await app.request(`/query?${query}`)

      assert.equal(response.status, 400)
      assert.equal(((await response.json()) as Problem).code, code)
    })
  }
})
