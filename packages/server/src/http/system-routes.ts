import { limitsSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import { answerRead, toReadable } from './answer-read.js'
import { HttpProblem } from './http-problem.js'
import { problemOfError } from './problem-of-error.js'
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
        await askDatabase().catch((cause: unknown) => refuse(cause))
        return c.json({ status: 'ok' })
      },
    )
    .get(
      '/v1/limits',
      describeRoute(
        plainRoute('limits', 'Every limit of this server', limitsSchema, {
          304: { description: 'Nothing has changed' },
        }),
      ),
      (c) => answerRead(c, readableLimits),
    )
}

/** Whoever balances the load understands 503 alone, whatever it is that the database says. */
function refuse(cause: unknown): never {
  const problem = problemOfError(cause)
  throw problem.status === 503
    ? problem
    : new HttpProblem('database_unavailable', `asked whether it is ready: ${problem.message}`, {
        cause,
        retryAfterSeconds: 2,
      })
}

function plainRoute(
  operationId: string,
  summary: string,
  schema: v.GenericSchema,
  others: Parameters<typeof describeRoute>[0]['responses'] = {},
): Parameters<typeof describeRoute>[0] {
  const content = { 'application/json': { schema: resolver(schema) } }
  const responses = { 200: { description: summary, content }, ...others }
  return { operationId, summary, tags: ['server'], security: [], responses }
}
