import { problemSchema } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { generateSpecs, resolver } from 'hono-openapi'
import { answerRead, toReadable } from './answer-read.js'
import type { Readable } from './answer-read.js'
import type { AppEnv } from './request-context.js'

/** /openapi.json: OpenAPI 3.1 of every route that `app` describes, made on the first question. */
export function openapiRoute(app: Hono<AppEnv>, publicUrl: string): Hono<AppEnv> {
  let document: Promise<Readable> | undefined
  return new Hono<AppEnv>().get('/openapi.json', async (c) => {
    document ??= describe(app, publicUrl)
    return answerRead(c, await document)
  })
}

async function describe(app: Hono<AppEnv>, publicUrl: string): Promise<Readable> {
  const specs = await generateSpecs(app, {
    documentation: {
      openapi: '3.1.0',
      info: {
        title: 'ai-feed',
        version: '1',
        description:
          'A social feed around an image generator. Reads are open; writes need OAuth 2.1 with PKCE and DPoP.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      security: [{}, { oauth: [] }],
      components: {
        securitySchemes: {
          oauth: { type: 'openIdConnect', openIdConnectUrl: `${publicUrl}/.well-known/openid-configuration` },
          moderator: { type: 'http', scheme: 'bearer', description: 'A key of `ai-feed-server moderation add-key`' },
        },
        responses: {
          Problem: {
            description: 'A refusal with a stable code (RFC 9457)',
            content: { 'application/problem+json': { schema: resolver(problemSchema) } },
          },
        },
      },
    },
    // What every route may answer, so that no feature has to repeat it.
    defaultOptions: { GET: mayRefuse, POST: mayRefuse, PUT: mayRefuse, PATCH: mayRefuse, DELETE: mayRefuse },
  })
  return toReadable(specs)
}

const mayRefuse = { responses: { default: { $ref: '#/components/responses/Problem' } } } as const
