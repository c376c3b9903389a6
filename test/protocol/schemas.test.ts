import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as protocol from '@ai-feed/protocol'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

const single = Object.entries(protocol).filter(([name]) => name.endsWith('Schema')) as [string, GenericSchema][]
const schemas = [...single, ...(Object.entries(protocol.eventSchemas) as [string, GenericSchema][])]

describe('schemas', () => {
  it('are all there', () => {
    assert.ok(schemas.length >= 30, `only ${schemas.length} schemas`)
  })

  for (const [name, schema] of schemas)
    it(`converts ${name} to JSON schema for OpenAPI`, () => {
      const json = toJsonSchema(schema, { errorMode: 'throw' })

      assert.ok(json.type ?? json.anyOf ?? json.oneOf ?? json.enum, `${name} says nothing`)
    })

  it('lets the server refuse unknown fields of every request, and clients ignore those of every answer', () => {
    const requests = [
      'postRequestSchema',
      'generationRequestBodySchema',
      'meChangeSchema',
      'aiPreferencesRequestSchema',
    ]
    const answers = ['postSchema', 'feedPageSchema', 'generationSchema', 'mediaSchema', 'meSchema', 'problemSchema']
    const isClosed = (name: string) =>
      toJsonSchema(single.find(([found]) => found === name)![1]).additionalProperties === false

    assert.deepEqual(
      requests.map(isClosed),
      requests.map(() => true),
    )
    assert.deepEqual(
      answers.map(isClosed),
      answers.map(() => false),
    )
  })
})
