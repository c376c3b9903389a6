import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import { takeFromBudget } from './rate-limit.js'
import type { Db } from './schema.js'

/** Counts one write of the viewer, whatever it is.
 *  @throws HttpProblem `rate_limited` after `writesPerUser5Min` of them within five minutes. */
export async function takeWrite(db: Db, limits: Limits, viewer: Viewer): Promise<void> {
  const wait = await takeFromBudget(db, {
    bucket: `writes:user:5min:${viewer.userId}`,
    limit: limits.writesPerUser5Min,
    windowSeconds: 300,
  })
  if (wait > 0) throw new HttpProblem('rate_limited', 'too many writes', { retryAfterSeconds: wait })
}
