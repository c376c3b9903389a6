import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as protocol from '@ai-feed/protocol'
import { DecodeError, decode, eventShapes, feedPageShape, notificationPageShape, postShape } from '@ai-feed/protocol'
import type { Shape } from '@ai-feed/protocol'
import type { GenericSchema } from 'valibot'
import { author, post } from './examples.ts'
import { samplesOf } from './schema-samples.ts'

type Case = readonly [name: string, shape: Shape<unknown>, schema: GenericSchema]

const exported = new Map<string, unknown>(Object.entries(protocol))
const shapes: readonly Case[] = [
  ...[...exported].flatMap(([name, shape]) => {
    const schema = exported.get(name.replace(/Shape$/, 'Schema'))
    return name.endsWith('Shape') ? [[name, shape, schema] as Case] : []
  }),
  ...Object.entries(protocol.eventSchemas).map(
    ([kind, schema]) => [`event ${kind}`, eventShapes[kind as protocol.EventKind], schema] as Case,
  ),
]

const pathOf = (shape: Shape<unknown>, value: unknown): string => {
  try {
    shape(value)
  } catch (error) {
    assert.ok(error instanceof DecodeError)
    return error.path
  }
  assert.fail('nothing was thrown')
}

describe('shapes', () => {
  it('are there for every answer that the client reads, and for every event', () => {
    assert.ok(shapes.length >= 19, `only ${shapes.length} shapes`)
    assert.deepEqual(Object.keys(eventShapes), Object.keys(protocol.eventSchemas))
  })

  for (const [name, shape, schema] of shapes) {
    it(`${name} reads what its schema takes, unchanged`, () => {
      for (const sample of samplesOf(schema)) {
        const wire: unknown = JSON.parse(JSON.stringify(sample))
        assert.deepEqual(decode(schema, wire), wire, 'the sample is not of the schema')

        assert.deepEqual(shape(wire), whatIsReadOf(name, wire))
      }
    })

    it(`${name} refuses a value of another kind wherever one stands, and names the place`, () => {
      for (const sample of samplesOf(schema))
        for (const { path, wrong } of mutationsOf(whatIsReadOf(name, sample)))
          assert.match(`${pathOf(shape, wrong)}.`, new RegExp(`^${path}\\.`), JSON.stringify(wrong))
    })
  }

  it('leave out what they do not know', () => {
    const page = { items: [{ key: 'k', post: { ...post, mood: 'calm' }, sort: 1 }], newest: '1', total: 9 }

    assert.deepEqual(feedPageShape(page), { items: [{ key: 'k', post }], newest: '1' })
  })

  it('read pieces of text of a later version as plain text', () => {
    const text = [{ type: 'color', text: 'teal', rgb: '#088' }]

    assert.deepEqual(postShape({ ...post, text }).text, [{ type: 'text', text: 'teal' }])
    assert.equal(pathOf(postShape, { ...post, text: [{ type: 'color' }] }), 'text.0.text')
  })

  it('leave out a reason of a later version and keep its post', () => {
    const page = { items: [{ key: 'k', post, because: { kind: 'nearby', metres: 3 } }], newest: '1' }

    assert.deepEqual(feedPageShape(page), { items: [{ key: 'k', post }], newest: '1' })
  })

  it('leave out notifications of a later version', () => {
    const known = { id: '1', kind: 'follow', actors: [author], actorCount: 1, at: post.createdAt, read: false }
    const { items } = notificationPageShape({ items: [{ ...known, kind: 'birthday', cake: true }, known] })

    assert.deepEqual(items, [known])
    assert.equal(pathOf(notificationPageShape, { items: [known, { ...known, read: 1 }] }), 'items.1.read')
  })

  it('read what became of a report', () => {
    const told = { id: '1', kind: 'report', actors: [author], actorCount: 1, at: post.createdAt, read: false }

    assert.deepEqual(notificationPageShape({ items: [{ ...told, outcome: 'acted' }] }).items[0]?.outcome, 'acted')
  })

  it('refuse addresses other than http and https, and times that are none', () => {
    const link = (url: string) => ({ ...post, text: [{ type: 'link', text: 'x', url }] })

    for (const url of ['https://a.example', 'HTTP://a.example/x']) postShape(link(url))
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//a.example', ' https://a.example', ''])
      assert.equal(pathOf(postShape, link(url)), 'text.0.url')
    assert.equal(pathOf(postShape, { ...post, createdAt: 'yesterday' }), 'createdAt')
  })

  it('are not fooled by what a page puts into Object.prototype', () => {
    Object.assign(Object.prototype, { lang: () => 'clobbered', editedAt: 7 })
    try {
      assert.equal(Object.hasOwn(postShape(post), 'lang'), false)
    } finally {
      for (const name of ['lang', 'editedAt']) Reflect.deleteProperty(Object.prototype, name)
    }
  })
})

/** A generation's shape reads what a client follows it by; all others read the whole. */
function whatIsReadOf(name: string, value: unknown): unknown {
  if (name !== 'generationShape') return value
  const { id, status, previews, media, error } = value as protocol.Generation
  return { id, status, previews, media, ...(error === undefined ? {} : { error }) }
}

/** Every value that is `value` with one place replaced by something of another kind. */
function* mutationsOf(value: unknown): Generator<{ path: string; wrong: unknown }> {
  for (const wrong of [{}, 'x', true, null]) if (kindOf(wrong) !== kindOf(value)) yield { path: '', wrong }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const { path, wrong } of mutationsOf(item))
        yield { path: join(index, path), wrong: value.with(index, wrong) }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const { path, wrong } of mutationsOf(item))
        yield { path: join(key, path), wrong: { ...value, [key]: wrong } }
  }
}

const join = (key: string | number, path: string): string => (path === '' ? `${key}` : `${key}.${path}`)

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
}
