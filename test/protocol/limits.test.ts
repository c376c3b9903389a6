import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  IDEMPOTENCY_KEY_PATTERN,
  cursorSchema,
  countGraphemes,
  decode,
  defaultLimits,
  generationRequestBodySchema,
  handleSchema,
  limitsSchema,
  meChangeSchema,
  postRequestSchema,
} from '@ai-feed/protocol'

const takes = (schema: Parameters<typeof decode>[0], value: unknown): boolean => {
  try {
    decode(schema, value)
    return true
  } catch {
    return false
  }
}

describe('limits', () => {
  it('are published in their own shape', () => {
    const published = decode(limitsSchema, JSON.parse(JSON.stringify(defaultLimits)))

    assert.deepEqual(published, defaultLimits)
  })

  it('are never zero, negative or empty', () => {
    for (const [name, limit] of Object.entries(defaultLimits))
      assert.ok(typeof limit === 'number' ? limit > 0 && Number.isInteger(limit) : limit.length > 0, name)
  })

  it('of the schemas equal the published ones', () => {
    const pictures = (count: number) => ({ media: Array.from({ length: count }, () => ({ id: 'a', alt: '' })) })

    assert.equal(takes(postRequestSchema, pictures(defaultLimits.mediaPerPost)), true)
    assert.equal(takes(postRequestSchema, pictures(defaultLimits.mediaPerPost + 1)), false)
    assert.equal(takes(postRequestSchema, { topic: 'a'.repeat(defaultLimits.topicCharacters) }), true)
    assert.equal(takes(postRequestSchema, { topic: 'a'.repeat(defaultLimits.topicCharacters + 1) }), false)
  })

  it('lets a text of the longest kind pass the schema, whatever its characters', () => {
    const family = '👨‍👩‍👧‍👦'

    assert.equal(takes(postRequestSchema, { text: family.repeat(650) }), true)
    assert.ok(family.repeat(650).length <= defaultLimits.textBytes)
    assert.equal(takes(meChangeSchema, { name: family.repeat(defaultLimits.nameGraphemes) }), true)
    assert.equal(takes(meChangeSchema, { bio: family.repeat(defaultLimits.bioGraphemes) }), true)
    const media = [{ id: 'a', alt: family.repeat(defaultLimits.altGraphemes) }]
    assert.equal(takes(postRequestSchema, { media }), true)
    assert.equal(takes(generationRequestBodySchema, { prompt: '🎨'.repeat(defaultLimits.promptCharacters) }), true)
  })

  it('bound every text, whatever its characters', () => {
    assert.equal(takes(meChangeSchema, { name: 'a'.repeat(1_001) }), false)
    assert.equal(takes(meChangeSchema, { bio: 'a'.repeat(10_001) }), false)
    assert.equal(takes(postRequestSchema, { media: [{ id: 'a', alt: 'a'.repeat(30_001) }] }), false)
    assert.equal(takes(generationRequestBodySchema, { prompt: 'a'.repeat(8_001) }), false)
    assert.equal(takes(generationRequestBodySchema, { prompt: '' }), false)
  })

  it('bound what cannot be read as a number or a key', () => {
    assert.equal(takes(cursorSchema, 'a'.repeat(512)), true)
    assert.equal(takes(cursorSchema, 'a'.repeat(513)), false)
    assert.equal(takes(cursorSchema, ''), false)
    assert.equal(takes(generationRequestBodySchema, { prompt: 'a', n: 5 }), false)
    assert.equal(takes(generationRequestBodySchema, { prompt: 'a', n: 1.5 }), false)
    assert.equal(takes(generationRequestBodySchema, { prompt: 'a', seed: 4_294_967_296 }), false)
    assert.equal(takes(generationRequestBodySchema, { prompt: 'a', seed: Number.NaN }), false)
  })
})

describe('names', () => {
  it('takes handles of 3 to 30 small letters, digits and underscores', () => {
    const good = ['abc', 'anna_k', '007', 'a'.repeat(30)]
    const bad = ['ab', 'Anna', 'änna', 'a b', 'anna\n', 'a'.repeat(31), 'аnna', '']

    assert.deepEqual(
      good.filter((handle) => takes(handleSchema, handle)),
      good,
    )
    assert.deepEqual(
      bad.filter((handle) => takes(handleSchema, handle)),
      [],
    )
  })

  it('takes idempotency keys of 1 to 64 safe characters', () => {
    const good = ['a', 'A-Z_09', 'a'.repeat(64)]
    const bad = ['', 'a'.repeat(65), 'a b', 'a\n', 'ä', 'a:b']

    assert.deepEqual(
      good.filter((key) => IDEMPOTENCY_KEY_PATTERN.test(key)),
      good,
    )
    assert.deepEqual(
      bad.filter((key) => IDEMPOTENCY_KEY_PATTERN.test(key)),
      [],
    )
  })
})

describe('countGraphemes', () => {
  it('counts what a reader sees', () => {
    const texts: [string, number][] = [
      ['', 0],
      ['abc', 3],
      ['ä', 1],
      ['👨‍👩‍👧‍👦', 1],
      ['🇩🇪🇫🇷', 2],
      ['क्षि', 1],
      ['a\r\nb', 3],
    ]

    for (const [text, count] of texts) assert.equal(countGraphemes(text), count, JSON.stringify(text))
  })
})
