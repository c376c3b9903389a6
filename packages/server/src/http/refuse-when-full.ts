import type { MiddlewareHandler } from 'hono'
import { HttpProblem } from './http-problem.js'
import type { AppEnv } from './request-context.js'

/** Refuses what would store more while the disk of the database is full, before the database has to: reading goes on, and so
 *  does deleting. */
export function refuseWhenFull(isFull: () => boolean): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const isStoring = c.req.method === 'POST' || c.req.method === 'PUT' || c.req.method === 'PATCH'
    if (isStoring && isFull()) throw new HttpProblem('storage_full', 'disk of the database is full')
    await next()
  }
}
