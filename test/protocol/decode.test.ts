import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  DecodeError,
  decode,
  generationRequestBodySchema,
  meChangeSchema,
  postRequestSchema,
  postSchema,
  segmentSchema,
  timeSchema,
} from '@ai-feed/protocol'
import { post } from './examples.ts'

const refusal = (work: () => unknown): DecodeError => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof DecodeError)
    return error
  }
  assert.fail('nothing was thrown')
}

describe('decode', () => {
  it('gives a value back as it came', () => {
    assert.deepEqual(decode(postSchema, post), post)
  })

  it('leaves out fields of an answer that it does not know', () => {
    const decoded = decode(postSchema, { ...post, mood: 'calm', author: { ...post.author, shoeSize: 42 } })

    assert.deepEqual(decoded, post)
  })

  it('names the failing field by its dotted path', () => {
    const cases: [unknown, string][] = [
      [undefined, ''],
      ['text', ''],
      [{ ...post, version: '1' }, 'version'],
      [{ ...post, author: { ...post.author, handle: 'Not A Handle' } }, 'author.handle'],
      [{ ...post, media: [post.media[0], { ...post.media[0], width: 0 }] }, 'media.1.width'],
      [{ ...post, text: [{ type: 'link', text: 'x', url: 'javascript:alert(1)' }] }, 'text.0.url'],
      [{ ...post, text: [{ type: 'html', text: '<b>' }] }, 'text.0.type'],
      [{ ...post, counts: { ...post.counts, likes: -1 } }, 'counts.likes'],
    ]

    for (const [value, path] of cases) assert.equal(refusal(() => decode(postSchema, value)).path, path)
  })

  it('starts the message with the path', () => {
    assert.match(refusal(() => decode(postSchema, { ...post, version: '1' })).message, /^version: /)
    assert.doesNotMatch(refusal(() => decode(postSchema, 7)).message, /^:/)
  })

  it('tells an unknown field of a request from a wrong one', () => {
    const unknown = refusal(() => decode(postRequestSchema, { text: 'hello', remixOf: 'a' }))
    const nested = refusal(() => decode(postRequestSchema, { media: [{ id: 'a', alt: '', width: 3 }] }))
    const wrong = refusal(() => decode(postRequestSchema, { text: 3 }))
    const missing = refusal(() => decode(generationRequestBodySchema, {}))

    assert.deepEqual([unknown.path, unknown.isUnknownField], ['remixOf', true])
    assert.deepEqual([nested.path, nested.isUnknownField], ['media.0.width', true])
    assert.deepEqual([wrong.path, wrong.isUnknownField], ['text', false])
    assert.deepEqual([missing.path, missing.isUnknownField], ['prompt', false])
  })

  it('reports a wrong field before an unknown one only when it comes first in the shape', () => {
    const both = refusal(() => decode(postRequestSchema, { text: 3, nonsense: true }))

    assert.deepEqual([both.path, both.isUnknownField], ['text', false])
  })

  it('is not fooled by names of Object.prototype', () => {
    const body = JSON.parse('{"text":"hello","__proto__":{"visibility":"public"}}')

    assert.equal(refusal(() => decode(postRequestSchema, body)).isUnknownField, true)
    assert.equal(refusal(() => decode(postRequestSchema, { constructor: 'x' })).isUnknownField, true)
    assert.equal(refusal(() => decode(postRequestSchema, { toString: 'x' })).isUnknownField, true)
  })

  it('keeps training consent out of what a site may change', () => {
    const change = { defaults: { aiPreferences: { training: 'allow' } } }

    assert.equal(refusal(() => decode(meChangeSchema, change)).path, 'defaults.aiPreferences')
  })

  it('takes http and https links in any case and nothing else', () => {
    const link = (url: string) => ({ type: 'link', text: 'x', url })

    for (const url of ['https://a.example', 'HTTP://a.example/x']) decode(segmentSchema, link(url))
    for (const url of ['data:text/html,x', '//a.example', ' https://a.example', 'ftp://a', ''])
      assert.equal(refusal(() => decode(segmentSchema, link(url))).path, 'url')
  })

  it('takes times in UTC with milliseconds only', () => {
    decode(timeSchema, '2026-11-24T12:00:00.000Z')

    for (const text of [
      '2026-11-24',
      '2026-11-24T12:00:00',
      '2026-11-24T12:00:00.000+02:00',
      '2026-13-24T12:00:00.000Z',
    ])
      assert.throws(() => decode(timeSchema, text), DecodeError, text)
  })
})
