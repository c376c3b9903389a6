import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { cursorSchema, generationRequestBodySchema, generationSchema } from '@ai-feed/protocol'

const pageSchema = v.object({ items: v.array(generationSchema), next: v.optional(cursorSchema) })

const tags = ['generations']
const security = [{ oauth: ['generate'] }]
const content = { 'application/json': { schema: resolver(generationSchema) } }
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } } as const
const key = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
} as const

/** What /openapi.json says of each generation route. */
export const describeGeneration = {
  create: describeRoute({
    operationId: 'createGeneration',
    summary: 'Ask for pictures made from words',
    description: 'Counts against the day’s quota once it was sent to the generator, whatever comes of it.',
    tags,
    security,
    parameters: [key],
    requestBody: { required: true, content: { 'application/json': { schema: resolver(generationRequestBodySchema) } } },
    responses: { 202: { description: 'Queued', content, headers: { Location: { schema: { type: 'string' } } } } },
  }),
  list: describeRoute({
    operationId: 'listGenerations',
    summary: 'List own generations, newest first',
    tags,
    security,
    parameters: [
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
      { name: 'cursor', in: 'query', schema: { type: 'string' } },
    ],
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
} as const
