import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from '../http/http-problem.js'
import { takeFromBudget } from './rate-limit.js'
import type { Db } from './schema.js'

/** Counts one search, of posts or of people.
 *  @param searcher names who searches: `user:{id}`, or `ip:{address}` without a session.
 *  @throws HttpProblem `rate_limited` after `searchesPerMinute` of them within a minute. */
export async function takeSearch(db: Db, limits: Limits, searcher: string): Promise<void> {
  const wait = await takeFromBudget(db, {
    bucket: `searches:min:${searcher}`,
    limit: limits.searchesPerMinute,
    windowSeconds: 60,
  })
  if (wait > 0) throw new HttpProblem('rate_limited', 'too many searches', { retryAfterSeconds: wait })
}
