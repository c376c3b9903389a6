import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Admission } from './admission.js'
import type { FindClientAddress } from './client-address.js'
import { allowCrossOrigin } from './cross-origin.js'
import { HttpProblem } from './http-problem.js'
import type { Log } from '../log.js'
import { problemOfError } from './problem-of-error.js'
import type { RequestObserver } from './observe-request.js'
import type { AppEnv } from './request-context.js'

export interface AppOptions {
  readonly log: Log
  readonly admission: Admission
  readonly findClientAddress: FindClientAddress
  readonly observer?: RequestObserver | undefined
}

/** Creates the application without features: request ids, client addresses, CORS, headers that every answer has, problems, log.
 *  Features are mounted with `app.route('/', …)`. */
export function createApp({ log, admission, findClientAddress, observer }: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('requestId', randomUUID())
    c.set('clientAddress', findClientAddress(peerOf(c), c.req.header('X-Forwarded-For')))
    await next()
  })
  app.use(writeLog(log))
  if (observer) app.use(tell(observer))
  app.use(setCommonHeaders)
  app.use(allowCrossOrigin)
  app.use(takePlace(admission))
  app.onError((error, c) => answerProblem(c, error))
  app.notFound((c) => answerProblem(c, refuseUnknown(app, c)))
  return app
}

/** Bindings that the front door gives to every request; absent in tests that call the app directly. */
export type AppBindings = Partial<HttpBindings>

function peerOf(c: Context): string | undefined {
  return (c.env as AppBindings | undefined)?.incoming?.socket.remoteAddress
}

/** One record a request. The query stays out: it holds cursors and signatures. */
function writeLog(log: Log): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const beganMs = performance.now()
    await next()
    const { status } = c.res
    const problem = c.error === undefined ? undefined : problemOfError(c.error)
    const fields = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: loggedPath(c.req.path),
      status,
      ms: Math.round(performance.now() - beganMs),
      ...(problem && { code: problem.code, detail: problem.message }),
      ...(problem && status >= 500 && { error: problem.cause ?? problem }),
    }
    if (status >= 500) log.error('request', fields)
    else log.info('request', fields)
  }
}

/** What somebody searches, and whom they look at, is nobody else's business, and may be an address that was typed. */
function loggedPath(path: string): string {
  return path
    .replace(/^(\/v1\/users\/)[^/]+|^(\/(?:v1\/feeds|embed)\/(?:search|user)(?::|%3A)).*/i, '$1$2*')
    .slice(0, 300)
}

/** Names requests by the template of their route: the path itself holds ids. */
function tell({ observe, enterStream }: RequestObserver): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const beganMs = performance.now()
    await next()
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none'
    observe({ method: c.req.method, route, status: c.res.status, ms: performance.now() - beganMs })
    const { outgoing } = (c.env as AppBindings | undefined) ?? {}
    if (
      !outgoing ||
      outgoing.closed ||
      c.get('hasAllHeaders') ||
      c.res.headers.get('Content-Type') !== 'text/event-stream'
    )
      return
    outgoing.once('close', enterStream())
  }
}

const setCommonHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  if (c.get('hasAllHeaders')) return
  const { headers } = c.res
  headers.set('X-Request-Id', c.get('requestId'))
  headers.set('X-Content-Type-Options', 'nosniff')
  // A route that varies by more says so itself.
  if (!headers.has('Vary')) headers.set('Vary', 'Origin, Authorization')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}

/** A request holds its place until its answer is made: streams run on without one. An upload, which may take minutes to
 *  arrive, and the questions whether the server lives do not need one; other bodies have arrived before (front-door.ts). */
function takePlace(admission: Admission): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (
      c.req.path === '/healthz' ||
      c.req.path === '/readyz' ||
      (c.req.path === '/v1/media' && c.req.method === 'POST')
    ) {
      return next()
    }
    const leave = await admission.enter(() => c.req.raw.signal)
    try {
      await next()
    } finally {
      leave()
    }
  }
}

/** Headers that were set before the refusal, such as a fresh DPoP-Nonce, still count. */
function answerProblem(c: Context<AppEnv>, error: unknown): Response {
  const problem = problemOfError(error)
  return c.body(JSON.stringify(problem.toProblem(c.get('requestId'))), problem.status as ContentfulStatusCode, {
    ...problem.headers,
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(problem.retryAfterSeconds !== undefined && { 'Retry-After': String(problem.retryAfterSeconds) }),
  })
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function refuseUnknown(app: Hono<AppEnv>, c: Context<AppEnv>): HttpProblem {
  const { method: asked, path } = c.req
  const allowed = methods.filter((method) => hasRoute(app, method, path))
  if (allowed.length === 0) return new HttpProblem('unknown_route', `no route ${asked} ${path}`)
  const names = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return new HttpProblem('method_not_allowed', `${asked} on ${path}`, {
    headers: { Allow: [...names, 'OPTIONS'].join(', ') },
  })
}

/** Middleware is registered for ALL methods; what remains is a route. */
function hasRoute(app: Hono<AppEnv>, method: string, path: string): boolean {
  return app.router.match(method, path)[0].some(([[, route]]) => route.method === method)
}
