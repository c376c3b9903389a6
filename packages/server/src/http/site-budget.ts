import type { Limits } from '@ai-feed/protocol'
import { createEvenBudget } from './even-budget.js'
import { HttpProblem } from './http-problem.js'

/** Counts a request for its site, before anything is looked up for it where the site is known by then.
 *  @throws HttpProblem `rate_limited` with the time until there is room for one more. */
export type HoldSite = (siteId: string, method: string) => void

/** Creates what keeps one flooded site from taking the server from the others: what a site may ask for, and write, in a minute
 *  comes back evenly. It counts in this process. There are no more budgets than sites that exist. */
export function createHoldSite(limits: Limits, clock: () => number): HoldSite {
  const requests = createEvenBudget({ perMinute: limits.requestsPerSiteMinute, clock })
  const writes = createEvenBudget({ perMinute: limits.writesPerSiteMinute, clock })
  return (siteId, method) => {
    const isRead = method === 'GET' || method === 'HEAD'
    const waitMs = requests.take(siteId) || (isRead ? 0 : writes.take(siteId))
    if (waitMs === 0) return
    throw new HttpProblem('rate_limited', `${isRead ? 'requests' : 'writes'} of site ${siteId}`, {
      retryAfterSeconds: Math.ceil(waitMs / 1_000),
    })
  }
}
