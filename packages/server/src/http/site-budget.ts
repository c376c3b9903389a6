import type { Limits } from '@ai-feed/protocol'
import type { MiddlewareHandler } from 'hono'
import { HttpProblem } from './http-problem.js'
import type { AppEnv } from './request-context.js'

/** Creates the middleware that keeps one flooded site from taking the server from the others: what a site may ask for, and write,
 *  in a minute comes back evenly. It counts in this process, and comes after the site is known.
 *  @throws HttpProblem `rate_limited` with the time until there is room for one more. */
export function holdSites(limits: Limits, clock: () => number): MiddlewareHandler<AppEnv> {
  const takeRequest = createSiteBudget(limits.requestsPerSiteMinute, clock)
  const takeWrite = createSiteBudget(limits.writesPerSiteMinute, clock)
  return async (c, next) => {
    const { id } = c.get('site')
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    const waitMs = takeRequest(id) || (isRead ? 0 : takeWrite(id))
    if (waitMs > 0) {
      throw new HttpProblem('rate_limited', `${isRead ? 'requests' : 'writes'} of site ${id}`, {
        retryAfterSeconds: Math.ceil(waitMs / 1_000),
      })
    }
    return next()
  }
}

/** Makes what takes one from a site's budget. There are no more of these than sites that exist.
 *  @returns 0 when there was one to take, else the milliseconds until there is. */
function createSiteBudget(perMinute: number, clock: () => number): (siteId: string) => number {
  const budgets = new Map<string, { left: number; atMs: number }>()
  const perMs = perMinute / 60_000
  return (siteId) => {
    const nowMs = clock()
    const budget = budgets.get(siteId) ?? { left: perMinute, atMs: nowMs }
    budgets.set(siteId, budget)
    // A clock that was set back gives nothing.
    budget.left = Math.min(perMinute, budget.left + Math.max(0, nowMs - budget.atMs) * perMs)
    budget.atMs = nowMs
    if (budget.left < 1) return perMs === 0 ? 60_000 : (1 - budget.left) / perMs
    budget.left -= 1
    return 0
  }
}
