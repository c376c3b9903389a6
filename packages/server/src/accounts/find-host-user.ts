import { randomInt } from 'node:crypto'
import type { Limits } from '@ai-feed/protocol'
import type { Db } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { FindHostUser, HostClaims, ModerateText } from '../ports.js'
import { createUser } from './create-user.js'
import { isNameTooLong, tidyName } from './display-name.js'
import { findNameFault } from './find-name-fault.js'
import { handleOfName } from './handle-of-name.js'
import type { TakePicture } from './take-picture.js'

type HostUser = Awaited<ReturnType<FindHostUser>>

/** Creates the lookup of users whom a host site vouches for; on first sight one is made. The name, handle and picture of the first
 *  time are a start: from then on they are the user's own. */
export function createFindHostUser({
  db,
  limits,
  takePicture,
  moderateText,
}: {
  db: Db
  limits: Limits
  takePicture: TakePicture
  moderateText: ModerateText
}): FindHostUser {
  return async (claims) => {
    const { siteId, picture } = claims
    let said: string | undefined
    // Two first sights at once: one makes the user, the other finds that one.
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const found = await findBySub(db, claims)
      if (found) return found
      said ??= await readName(claims, moderateText)
      const made = await tryToMake(db, claims, attempt, { said, limits })
      if (made && picture !== undefined) takePicture({ siteId, userId: made.userId }, picture)
      if (made) return made
    }
    throw new HttpProblem('overloaded', `no free handle for a user of site ${claims.siteId}`)
  }
}

async function findBySub(db: Db, { siteId, sub }: HostClaims): Promise<HostUser | undefined> {
  return db
    .selectFrom('users')
    .select(['id as userId', 'state'])
    .where('site_id', '=', siteId)
    .where('sso_sub', '=', sub)
    .executeTakeFirst()
}

/** A name that may not stand, or that nobody can judge now, is left out: it must keep nobody from signing in. */
async function readName(claims: HostClaims, moderateText: ModerateText): Promise<string> {
  const name = tidyName(claims.name ?? '')
  return (await findNameFault(moderateText, name)) ? '' : name
}

async function tryToMake(
  db: Db,
  claims: HostClaims,
  attempt: number,
  { said, limits }: { said: string; limits: Limits },
): Promise<HostUser | undefined> {
  const { siteId, sub, preferredUsername } = claims
  const handle = handleOfName(preferredUsername ?? said, attempt, randomInt(1_000, 10_000))
  try {
    const { id } = await createUser(db, {
      siteId,
      handle,
      name: isNameTooLong(said, limits.nameGraphemes) ? '' : said,
      ssoSub: sub,
    })
    return { userId: id, state: 'active' }
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'handle_taken') return undefined
    throw error
  }
}
