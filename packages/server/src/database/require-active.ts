import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import type { Db } from './schema.js'

/** Looks again whether a user may go on: their token was looked at when the request began.
 *  @throws HttpProblem `suspended` | `token_invalid` when that happened to them since. */
export async function requireActive(db: Db, { siteId, userId }: Pick<Viewer, 'siteId' | 'userId'>): Promise<void> {
  const user = await db
    .selectFrom('users')
    .select('state')
    .where('id', '=', userId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  if (user?.state === 'suspended') throw new HttpProblem('suspended', 'user was suspended a moment ago')
  if (user?.state !== 'active') throw new HttpProblem('token_invalid', 'user was deleted a moment ago')
}
