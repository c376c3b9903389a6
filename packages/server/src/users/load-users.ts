import { handleSchema } from '@ai-feed/protocol'
import type { Media, Segment, User } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Schema } from '../database/schema.js'
import type { LoadMedia, LoadUser, LoadUserRefs, LoadUsers } from '../ports.js'
import { findUsers } from './find-users.js'
import type { UserRow } from './find-users.js'

export interface LoadUsersDeps {
  readonly db: Kysely<Schema>
  readonly loadMedia: LoadMedia
  /** Splits a bio into text, mentions, tags and links. */
  readonly parseText: (text: string) => Segment[]
}

/** Renders users, one or many. */
export interface UserLoaders {
  readonly loadUser: LoadUser
  readonly loadUsers: LoadUsers
  readonly loadUserRefs: LoadUserRefs
}

/** Makes the functions that render users of one site: two queries for any number. Avatars come as their smallest source. */
export function createLoadUsers({ db, loadMedia, parseText }: LoadUsersDeps): UserLoaders {
  async function render(siteId: string, rows: readonly UserRow[], hasViewer: boolean): Promise<User[]> {
    const avatarIds = rows.flatMap(({ avatarId }) => avatarId ?? [])
    const avatars = avatarIds.length === 0 ? new Map<string, Media>() : await loadMedia(siteId, avatarIds)
    return rows.map((row) => {
      const avatar = row.avatarId === null ? undefined : avatars.get(row.avatarId)?.sources[0]
      const { id, handle, name, posts, followers, following } = row
      return {
        id,
        handle,
        name,
        ...(avatar && { avatar }),
        bio: parseText(row.bio),
        createdAt: row.createdAt.toISOString(),
        counts: { posts, followers, following },
        ...(hasViewer && {
          viewer: {
            following: row.isFollowed,
            followedBy: row.isFollower,
            blocking: row.isBlocked,
            muting: row.isMuted,
          },
        }),
      }
    })
  }

  const loadUsers: LoadUsers = async (siteId, viewer, ids) => {
    if (ids.length === 0) return new Map()
    const rows = await findUsers(db, siteId, viewer?.userId, { ids })
    return new Map((await render(siteId, rows, viewer !== undefined)).map((user) => [user.id, user]))
  }

  return {
    loadUsers,
    async loadUser(siteId, viewer, asked) {
      const handle = asked.toLowerCase()
      if (!v.is(handleSchema, handle)) return undefined
      const rows = await findUsers(db, siteId, viewer?.userId, { handle })
      return (await render(siteId, rows, viewer !== undefined))[0]
    },
    async loadUserRefs(siteId, viewer, ids) {
      const users = await loadUsers(siteId, viewer, ids)
      return new Map(
        [...users].map(([id, { handle, name, avatar }]) => [id, { id, handle, name, ...(avatar && { avatar }) }]),
      )
    },
  }
}
