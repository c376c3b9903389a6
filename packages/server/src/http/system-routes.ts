import { limitsSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { answerRead, toReadable } from './answer-read.js'
import { HttpProblem } from './http-problem.js'
import type { AppEnv } from './request-context.js'

export interface SystemDeps {
  readonly limits: Limits
  /** Resolves when the database answers; rejects when it does not. */
  readonly askDatabase: () => Promise<void>
  /** True from the first signal to stop. */
  readonly isClosing: () => boolean
}

const statusSchema = v.object({ status: v.literal('ok') })

/** /healthz: the process lives. /readyz: it can serve. /v1/limits: every limit it holds requests to. */
export function systemRoutes({ limits, askDatabase, isClosing }: SystemDeps): Hono<AppEnv> {
  const readableLimits = toReadable(limits)
  return new Hono<AppEnv>()
    .get('/healthz', describeRoute(plainRoute('health', 'Tells that the process lives', statusSchema)), (c) =>
      c.json({ status: 'ok' }),
    )
    .get(
      '/readyz',
      describeRoute(plainRoute('readiness', 'Tells that requests can be served', statusSchema)),
      async (c) => {
        if (isClosing()) throw new HttpProblem('shutting_down', 'asked while closing')
        await askDatabase()
        return c.json({ status: 'ok' })
      },
    )
    .get('/v1/limits', describeRoute(plainRoute('limits', 'Every limit of this server', limitsSchema)), (c) =>
      answerRead(c, readableLimits),
    )
}

function plainRoute(
  operationId: string,
  summary: string,
  schema: v.GenericSchema,
): Parameters<typeof describeRoute>[0] {
  const content = { 'application/json': { schema: resolver(schema) } }
  return { operationId, summary, tags: ['server'], security: [], responses: { 200: { description: summary, content } } }
}
