import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './request-context.js'

/** Answers every preflight, and opens everything but pages to scripts of any origin, never with credentials.
 *  Who may act is decided by the token and its site's origins, not here. Asked twice, nothing is doubled. */
export const allowCrossOrigin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'OPTIONS') {
    return c.body(null, 204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'authorization, dpop, content-type, idempotency-key, if-match, last-event-id',
      'Access-Control-Max-Age': '7200',
      Vary: 'Origin, Authorization',
    })
  }
  await next()
  if (c.get('hasAllHeaders')) return
  const { headers } = c.res
  if (headers.get('Content-Type')?.startsWith('text/html')) return
  for (const [name, value] of Object.entries(crossOriginHeaders)) headers.set(name, value)
}

/** What opens an answer to scripts of any origin. */
export const crossOriginHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'DPoP-Nonce, ETag, Retry-After, Location, X-Request-Id, WWW-Authenticate',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const
