import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from '../http/http-problem.js'
import { addressBucket, takeFromBudget } from './rate-limit.js'
import type { Db } from './schema.js'

/** Counts one search, of posts or of people, of a user or else of an address.
 *  @throws HttpProblem `rate_limited` after `searchesPerMinute` of them within a minute. */
export async function takeSearch(db: Db, limits: Limits, userId: string | undefined, address: string): Promise<void> {
  const who = userId === undefined ? `ip:${addressBucket(address)}` : `user:${userId}`
  const wait = await takeFromBudget(db, {
    bucket: `searches:minute:${who}`,
    limit: limits.searchesPerMinute,
    windowSeconds: 60,
  })
  if (wait > 0) throw new HttpProblem('rate_limited', 'too many searches', { retryAfterSeconds: wait })
}
