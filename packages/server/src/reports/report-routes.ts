import { reportReceiptSchema, reportRequestSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import { runOnce } from '../database/idempotency.js'
import { addressBucket, takeFromBudget } from '../database/rate-limit.js'
import type { Schema } from '../database/schema.js'
import { takeWrite } from '../database/write-budget.js'
import { HttpProblem } from '../http/http-problem.js'
import { idempotencyKeyParameter, requireIdempotencyKey } from '../http/idempotency-key.js'
import { readJson } from '../http/read-json.js'
import { requireViewer } from '../http/request-context.js'
import type { AppEnv } from '../http/request-context.js'
import { createReport, findReceipt } from './create-report.js'

/** POST /v1/reports. */
export function reportRoutes({ db, limits }: { db: Kysely<Schema>; limits: Limits }): Hono<AppEnv> {
  return new Hono<AppEnv>().post(
    '/v1/reports',
    describeRoute({
      operationId: 'createReport',
      summary: 'Reports a post or a user to those who moderate the site',
      security: [{ oauth: ['write'] }],
      parameters: [idempotencyKeyParameter],
      requestBody: { required: true, content: { 'application/json': { schema: resolver(reportRequestSchema) } } },
      responses: {
        201: {
          description: 'It has arrived',
          content: { 'application/json': { schema: resolver(reportReceiptSchema) } },
        },
      },
    }),
    async (c) => {
      const viewer = requireViewer(c, 'write')
      const key = requireIdempotencyKey(c)
      const { value, bytes } = await readJson(c, reportRequestSchema, { maxBytes: limits.jsonBodyBytes })
      if ((value.post === undefined) === (value.user === undefined)) {
        throw new HttpProblem('invalid_field', 'report of both or neither', {
          errors: [{ path: 'post', message: 'or user has to be there, and not both' }],
        })
      }
      if (value.reason.length > limits.reportReasonCharacters) {
        const message = `has more than ${limits.reportReasonCharacters} characters`
        throw new HttpProblem('invalid_field', 'reason is too long', { errors: [{ path: 'reason', message }] })
      }
      await takeWrite(db, limits, viewer)
      for (const who of [`user:${viewer.userId}`, `ip:${addressBucket(c.get('clientAddress'))}`]) {
        const budget = { bucket: `reports:${who}`, limit: limits.reportsPerMinute, windowSeconds: 60 }
        const wait = await takeFromBudget(db, budget)
        if (wait > 0) throw new HttpProblem('rate_limited', 'too many reports', { retryAfterSeconds: wait })
      }

      const made = await runOnce(db, { viewer, key, route: 'POST /v1/reports', body: bytes }, async (trx) => ({
        kind: 'report',
        id: await createReport(trx, viewer, value),
        status: 201,
      }))
      const receipt = await findReceipt(db, viewer, made.id)
      if (!receipt) throw new HttpProblem('gone', 'what the key made is gone')
      return c.json(receipt, 201)
    },
  )
}
