import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { profileOpenTo } from '../database/visible-user.js'
import type { UserEntry } from './page-of-users.js'

/** Which of the two lists that are for their owner alone: whom they block, or whom they mute. */
export type SilencedList = 'blocks' | 'mutes'

/** Finds whom a user silences, the latest first, from below the number `before`: the microseconds of when it began. Only people
 *  whose profile the user may open: of all others there is nothing to show, and nothing to take back until they return. */
export async function listSilenced(
  db: Db,
  list: SilencedList,
  place: {
    readonly siteId: string
    readonly userId: string
    readonly before: number | undefined
    readonly limit: number
  },
): Promise<UserEntry[]> {
  const { siteId, userId, before = Number.MAX_SAFE_INTEGER, limit } = place
  const { rows } = await sql<UserEntry>`
    select id, micros as number from (
      select u.id, (extract(epoch from s.created_at) * 1000000)::bigint as micros
      from ${sql.table(list)} s join users u on u.id = s.other_id and u.site_id = s.site_id
      where s.site_id = ${siteId} and s.user_id = ${userId} and ${profileOpenTo(userId)}) silenced
    where micros < ${before} order by micros desc, id limit ${limit}`.execute(db)
  return rows
}
