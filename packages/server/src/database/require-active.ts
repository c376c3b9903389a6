import { sql } from 'kysely'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import { namedQuery } from './named-query.js'
import type { Db } from './schema.js'

/** Looks again whether a user may go on: their token was looked at when the request began.
 *  @throws HttpProblem `suspended` | `token_invalid` when that happened to them since. */
export async function requireActive(db: Db, { siteId, userId }: Pick<Viewer, 'siteId' | 'userId'>): Promise<void> {
  const [user] = await findState(db, { siteId, userId })
  if (user?.state === 'suspended') throw new HttpProblem('suspended', 'user was suspended a moment ago')
  if (user?.state !== 'active') throw new HttpProblem('token_invalid', 'user was deleted a moment ago')
}

const findState = namedQuery<{ siteId: string; userId: string }, { state: string }>(
  'users.state',
  (value) => sql`select state from users where id = ${value('userId')} and site_id = ${value('siteId')}`,
)
