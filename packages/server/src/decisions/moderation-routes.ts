import { createHash } from 'node:crypto'
import { appealSchema, decisionRequestSchema, decisionSchema, reportSchema } from '@ai-feed/protocol'
import type { Decision, DecisionRequest, Limits } from '@ai-feed/protocol'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { readCursor, writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import { isUuid } from '../database/is-uuid.js'
import type { Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { idempotencyKeyParameter, requireIdempotencyKey } from '../http/idempotency-key.js'
import type { KnownKeys } from '../http/known-keys.js'
import { readJson } from '../http/read-json.js'
import { limitParameter, limitTextSchema, readLimit } from '../http/read-limit.js'
import { readParameters } from '../http/read-parameters.js'
import type { AppEnv } from '../http/request-context.js'
import type { Publish } from '../ports.js'
import type { DecideDeps } from './carry-out.js'
import { decide } from './decide.js'
import { findAppeals, findDecidedBefore, findDecisions, findReport, findReports, lockKey } from './decision-rows.js'
import type { Numbered, RowRange } from './decision-rows.js'
import { findModerator } from './moderator-keys.js'
import type { Moderator } from './moderator-keys.js'

export interface ModerationRoutesDeps extends DecideDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly keys: CursorKeys
  readonly publish: Publish
  readonly knownKeys: KnownKeys
}

const listQuerySchema = v.strictObject({ limit: v.optional(limitTextSchema), cursor: v.optional(v.string()) })
const waitingQuerySchema = v.strictObject({
  ...listQuerySchema.entries,
  state: v.optional(v.picklist(['open', 'all'])),
})
const pageOf = <const S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next: v.optional(v.string()) })
const content = (schema: v.GenericSchema) => ({ 'application/json': { schema: resolver(schema) } })
const security = [{ moderator: [] }]

/** /v1/moderation: for programs that moderate a site, by a key of `ai-feed-server moderator add`, and never from a page. */
export function moderationRoutes(deps: ModerationRoutesDeps): Hono<AppEnv> {
  const { db, limits, keys } = deps
  const routes = new Hono<AppEnv>()
  const parameters = [
    limitParameter(limits.pageItems),
    { in: 'query', name: 'cursor', schema: { type: 'string' } } as const,
  ]
  const state = { in: 'query', name: 'state', schema: { type: 'string', enum: ['open', 'all'] as string[] } } as const

  routes.get(
    '/v1/moderation/reports',
    describeRoute({
      operationId: 'listReports',
      summary: 'Lists reports, the one that has waited longest first; `state=open` leaves out decided ones',
      security,
      parameters: [...parameters, state],
      responses: { 200: { description: 'A page', content: content(pageOf(reportSchema)) } },
    }),
    async (c) => {
      const { siteId } = await requireModerator(deps, c)
      const query = readParameters(c, waitingQuerySchema)
      const isOpen = query.state === 'open'
      const find = (range: RowRange) => findReports(db, siteId, { ...range, isOpen })
      return c.json(await readRows({ keys, siteId, list: `reports ${isOpen}`, limits, query }, find), 200, noStore)
    },
  )

  routes.get(
    '/v1/moderation/reports/:id',
    describeRoute({
      operationId: 'getReport',
      summary: 'Reads a report',
      security,
      parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'The report', content: content(reportSchema) } },
    }),
    async (c) => {
      const { siteId } = await requireModerator(deps, c)
      const id = c.req.param('id')
      const report = isUuid(id) ? await findReport(db, siteId, id) : undefined
      if (!report) throw new HttpProblem('not_found', 'no such report on this site')
      return c.json(report, 200, noStore)
    },
  )

  routes.get(
    '/v1/moderation/appeals',
    describeRoute({
      operationId: 'listAppeals',
      summary: 'Lists appeals, the one that has waited longest first; `state=open` leaves out answered ones',
      security,
      parameters: [...parameters, state],
      responses: { 200: { description: 'A page', content: content(pageOf(appealSchema)) } },
    }),
    async (c) => {
      const { siteId } = await requireModerator(deps, c)
      const query = readParameters(c, waitingQuerySchema)
      const isOpen = query.state === 'open'
      const find = (range: RowRange) => findAppeals(db, siteId, { ...range, isOpen })
      return c.json(await readRows({ keys, siteId, list: `appeals ${isOpen}`, limits, query }, find), 200, noStore)
    },
  )

  routes.get(
    '/v1/moderation/appeals/:id',
    describeRoute({
      operationId: 'getAppeal',
      summary: 'Reads an appeal, with the decision that it is about and the answer to it',
      security,
      parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'The appeal', content: content(appealSchema) } },
    }),
    async (c) => {
      const { siteId } = await requireModerator(deps, c)
      const id = c.req.param('id')
      const [found] = isUuid(id) ? await findAppeals(db, siteId, { limit: 1, isOpen: false, id }) : []
      if (!found) throw new HttpProblem('not_found', 'no such appeal on this site')
      return c.json(found.item, 200, noStore)
    },
  )

  routes.get(
    '/v1/moderation/decisions',
    describeRoute({
      operationId: 'listDecisions',
      summary: 'Lists the log of decisions, the newest first',
      security,
      parameters,
      responses: { 200: { description: 'A page', content: content(pageOf(decisionSchema)) } },
    }),
    async (c) => {
      const { siteId } = await requireModerator(deps, c)
      const query = readParameters(c, listQuerySchema)
      const find = (range: RowRange) => findDecisions(db, siteId, range)
      return c.json(await readRows({ keys, siteId, list: 'decisions', limits, query }, find), 200, noStore)
    },
  )

  routes.post(
    '/v1/moderation/decisions',
    describeRoute({
      operationId: 'decide',
      summary: 'Carries a decision out and logs it',
      security,
      parameters: [idempotencyKeyParameter],
      requestBody: { required: true, content: content(decisionRequestSchema) },
      responses: { 201: { description: 'The entry of the log', content: content(decisionSchema) } },
    }),
    async (c) => {
      const moderator = await requireModerator(deps, c)
      const key = requireIdempotencyKey(c)
      const { value, bytes } = await readJson(c, decisionRequestSchema, { maxBytes: limits.jsonBodyBytes })
      const hash = createHash('sha256').update(bytes).digest()
      return c.json(await decideOnce(deps, moderator, value, { key, hash }), 201)
    },
  )

  return routes
}

const noStore = { 'Cache-Control': 'no-store' }

/** A page never has such a key, and must not be made to use one. */
async function requireModerator(
  { db, knownKeys }: Pick<ModerationRoutesDeps, 'db' | 'knownKeys'>,
  c: Context<AppEnv>,
): Promise<Moderator> {
  const [scheme, key] = (c.req.header('Authorization') ?? '').split(' ', 2)
  const challenge = { headers: { 'WWW-Authenticate': 'Bearer' } }
  if (!key || scheme?.toLowerCase() !== 'bearer') {
    throw new HttpProblem('sign_in_required', 'no key of a moderator', challenge)
  }
  if (c.req.header('Origin') !== undefined) throw new HttpProblem('origin_not_allowed', 'a moderator’s key from a page')
  const asked = { address: c.get('clientAddress'), key: `moderator ${key}` }
  const moderator = await knownKeys.find(
    asked,
    () => findModerator(db, key),
    ({ siteId }) => siteId,
  )
  if (!moderator) throw new HttpProblem('token_invalid', 'no such key of a moderator', challenge)
  return moderator
}

async function readRows<T>(
  request: {
    keys: CursorKeys
    siteId: string
    list: string
    limits: Limits
    query: { limit?: string | undefined; cursor?: string | undefined }
  },
  find: (range: RowRange) => Promise<Numbered<T>[]>,
): Promise<{ items: T[]; next?: string }> {
  const { keys, siteId, list, limits, query } = request
  const limit = readLimit(query.limit, limits.pageItems)
  const after = query.cursor === undefined ? undefined : readCursor(keys, siteId, list, query.cursor).position
  const rows = await find({ after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next =
    last && rows.length > limit
      ? writeCursor(keys, siteId, list, { towards: 'older', position: last.number, newest: 0 })
      : undefined
  return { items: shown.map(({ item }) => item), ...(next !== undefined && { next }) }
}

async function decideOnce(
  deps: ModerationRoutesDeps,
  { siteId, name }: Moderator,
  request: DecisionRequest,
  { key, hash }: { key: string; hash: Buffer },
): Promise<Decision> {
  const { db, publish } = deps
  const id = await db.transaction().execute(async (trx) => {
    await lockKey(trx, siteId, key)
    const before = await findDecidedBefore(trx, siteId, key)
    if (before && !before.hash.equals(hash)) throw new HttpProblem('idempotency_mismatch', 'key decided something else')
    if (before) return before.id
    const { automated, ...asked } = request
    const decision = { ...asked, siteId, isAutomated: automated, decidedBy: name, labelBy: 'site' as const }
    return decide(trx, deps, { ...decision, request: { key, hash } })
  })
  await publish()
  const [found] = await findDecisions(db, siteId, { limit: 1, id })
  if (!found) throw new HttpProblem('gone', 'the site of the decision is gone')
  return found.item
}
