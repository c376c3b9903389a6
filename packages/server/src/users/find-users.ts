import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { profileOpenTo } from '../database/visible-user.js'

/** A stored user with what somebody is to them. */
export interface UserRow {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly bio: string
  readonly avatarId: string | null
  readonly createdAt: Date
  readonly posts: number
  readonly followers: number
  readonly following: number
  readonly isFollowed: boolean
  readonly isFollower: boolean
  readonly isBlocked: boolean
  readonly isMuted: boolean
}

/** Finds those of some users whose profile one viewer, or everybody, may open. */
export async function findUsers(
  db: Db,
  siteId: string,
  viewerId: string | undefined,
  who: { readonly handle: string } | { readonly ids: readonly string[] },
): Promise<UserRow[]> {
  const viewer = sql`${viewerId ?? null}::uuid`
  const isAsked = 'handle' in who ? sql`u.handle = ${who.handle}` : sql`u.id = any (${[...who.ids]}::uuid[])`
  const { rows } = await sql<UserRow>`
    select u.id, u.handle, u.name, u.bio, u.avatar_id as "avatarId", u.created_at as "createdAt",
      u.posts_count as posts, u.followers_count as followers, u.following_count as following,
      exists (select from follows f where f.follower_id = ${viewer} and f.followee_id = u.id) as "isFollowed",
      exists (select from follows f where f.follower_id = u.id and f.followee_id = ${viewer}) as "isFollower",
      exists (select from blocks b where b.user_id = ${viewer} and b.other_id = u.id) as "isBlocked",
      exists (select from mutes m where m.user_id = ${viewer} and m.other_id = u.id) as "isMuted"
    from users u where u.site_id = ${siteId} and ${isAsked} and ${profileOpenTo(viewerId)}`.execute(db)
  return rows
}
