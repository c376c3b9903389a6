import type { MiddlewareHandler } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { cursorSchema, generationRequestBodySchema, generationSchema } from '@ai-feed/protocol'
import { idempotencyKeyParameter } from '../http/idempotency-key.js'
import { limitParameter } from '../http/read-limit.js'

const pageSchema = v.object({ items: v.array(generationSchema), next: v.optional(cursorSchema) })

const tags = ['generations']
const security = [{ oauth: ['generate'] }]
const content = { 'application/json': { schema: resolver(generationSchema) } }
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } } as const

/** Makes what /openapi.json says of each generation route. */
export function describeGeneration(
  maxItems: number,
): Record<'create' | 'list' | 'read' | 'cancel' | 'events', MiddlewareHandler> {
  return {
    create: describeRoute({
      operationId: 'createGeneration',
      summary: 'Ask for pictures made from words',
      description:
        'Counts against the day’s quota once it was sent to the generator, whatever comes of it. From a paid generator each picture counts. One picture shows previews on its way; several may come without.',
      tags,
      security,
      parameters: [idempotencyKeyParameter],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: resolver(generationRequestBodySchema) } },
      },
      responses: { 202: { description: 'Queued', content, headers: { Location: { schema: { type: 'string' } } } } },
    }),
    list: describeRoute({
      operationId: 'listGenerations',
      summary: 'List own generations, newest first',
      tags,
      security,
      parameters: [limitParameter(maxItems), { name: 'cursor', in: 'query', schema: { type: 'string' } }],
      responses: { 200: { description: 'A page', content: { 'application/json': { schema: resolver(pageSchema) } } } },
    }),
    read: describeRoute({
      operationId: 'getGeneration',
      summary: 'Read an own generation',
      tags,
      security,
      parameters: [id],
      responses: { 200: { description: 'As it stands', content } },
    }),
    cancel: describeRoute({
      operationId: 'cancelGeneration',
      summary: 'Cancel an own generation',
      description: 'One that has ended stays as it is.',
      tags,
      security,
      parameters: [id],
      responses: { 200: { description: 'As it stands now', content } },
    }),
    events: describeRoute({
      operationId: 'followGeneration',
      summary: 'Follow an own generation',
      description:
        'Events `generation` and `generation.preview`, the present state first; ends after the generation’s end.',
      tags,
      security,
      parameters: [id],
      responses: {
        200: { description: 'An event stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      },
    }),
  }
}
