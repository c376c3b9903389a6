import { handleSchema } from '@ai-feed/protocol'
import type { Segment } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Schema } from '../database/schema.js'
import type { LoadMedia, LoadUser } from '../ports.js'

export interface LoadUserDeps {
  readonly db: Kysely<Schema>
  readonly loadMedia: LoadMedia
  /** Splits a bio into text, mentions, tags and links. */
  readonly parseText: (text: string) => Segment[]
}

/** Makes the function that renders a user of one site with profile and counts. */
export function createLoadUser({ db, loadMedia, parseText }: LoadUserDeps): LoadUser {
  return async (siteId, viewer, asked) => {
    const handle = asked.toLowerCase()
    if (!v.is(handleSchema, handle)) return undefined
    const row = await db
      .selectFrom('users')
      .select([
        'id',
        'name',
        'bio',
        'avatar_id',
        'created_at',
        'posts_count as posts',
        'followers_count as followers',
        'following_count as following',
      ])
      .where('site_id', '=', siteId)
      .where('handle', '=', handle)
      .where('state', '<>', 'deleted')
      .executeTakeFirst()
    if (!row) return undefined

    const avatarId = row.avatar_id
    const avatar = avatarId === null ? undefined : (await loadMedia(siteId, [avatarId])).get(avatarId)?.sources[0]
    const { id, name, posts, followers, following } = row
    return {
      id,
      handle,
      name,
      ...(avatar && { avatar }),
      bio: parseText(row.bio),
      createdAt: row.created_at.toISOString(),
      counts: { posts, followers, following },
      // This server keeps no relations between users.
      ...(viewer && { viewer: { following: false, followedBy: false, blocking: false, muting: false } }),
    }
  }
}
