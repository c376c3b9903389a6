import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { listedFor, profileOpenTo } from '../database/visible-user.js'
import type { UserEntry } from './page-of-users.js'

/** Which of the two lists of a user: who follows them, or whom they follow. */
export type FollowList = 'followers' | 'following'

/** Finds the id of somebody whose lists this reader may see. */
export async function findListOwner(
  db: Db,
  siteId: string,
  viewerId: string | undefined,
  handle: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select u.id from users u
    where u.site_id = ${siteId} and u.handle = ${handle} and ${profileOpenTo(viewerId)}`.execute(db)
  return rows[0]?.id
}

/** Finds entries of a list, the latest follow first, from below the number `before`. The order is that of the numbers, which the
 *  database gives out while both users are locked, and not that of a clock: nothing that commits late slips in behind a reader. */
export async function listFollows(
  db: Db,
  list: FollowList,
  place: {
    readonly siteId: string
    readonly ownerId: string
    readonly viewerId: string | undefined
    readonly before: number | undefined
    readonly limit: number
  },
): Promise<UserEntry[]> {
  const { siteId, ownerId, viewerId, before = Number.MAX_SAFE_INTEGER, limit } = place
  const [owner, listed] =
    list === 'followers' ? (['f.followee_id', 'f.follower_id'] as const) : (['f.follower_id', 'f.followee_id'] as const)
  const { rows } = await sql<UserEntry>`
    select u.id, f.number from follows f join users u on u.id = ${sql.ref(listed)} and u.site_id = f.site_id
    where f.site_id = ${siteId} and ${sql.ref(owner)} = ${ownerId} and f.number < ${before} and ${listedFor(viewerId)}
    order by f.number desc limit ${limit}`.execute(db)
  return rows
}
