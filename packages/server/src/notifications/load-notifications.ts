import type { Media, Notification, NotificationPage } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import { readCursor, writeCursor } from '../database/cursor.js'
import type { CursorKeys } from '../database/cursor.js'
import type { Schema } from '../database/schema.js'
import type { Viewer } from '../http/request-context.js'
import type { LoadMedia, LoadPostRefs } from '../ports.js'
import { findNotifications } from './notification-rows.js'
import type { NotificationRow } from './notification-rows.js'

export interface LoadNotificationsDeps {
  readonly db: Kysely<Schema>
  readonly keys: CursorKeys
  readonly loadMedia: LoadMedia
  readonly loadPostRefs: LoadPostRefs
}

/** Loads a page of what the viewer was told, newest first. What is raised meanwhile stands before it, and is not lost.
 *  @throws HttpProblem `bad_cursor`. */
export async function loadNotifications(
  { db, keys, loadMedia, loadPostRefs }: LoadNotificationsDeps,
  viewer: Viewer,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<NotificationPage> {
  const feed = `notifications:${viewer.userId}`
  const before = cursor === undefined ? undefined : readCursor(keys, viewer.siteId, feed, cursor).position
  const found = await findNotifications(db, viewer, { before, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)

  const postIds = new Set(rows.flatMap(({ postId }) => postId ?? []))
  const avatarIds = new Set(rows.flatMap(({ actors }) => actors.flatMap(({ avatarId }) => avatarId ?? [])))
  const [posts, avatars] = await Promise.all([
    loadPostRefs(viewer.siteId, viewer, [...postIds]),
    loadMedia(viewer.siteId, [...avatarIds]),
  ])
  return {
    items: rows.map((row) => render(row, posts.get(row.postId ?? ''), avatars)),
    ...(found.length > limit &&
      last && {
        next: writeCursor(keys, viewer.siteId, feed, { towards: 'older', position: last.seq, newest: last.seq }),
      }),
  }
}

function render(row: NotificationRow, post: Notification['post'], avatars: ReadonlyMap<string, Media>): Notification {
  const { id, seq, kind, outcome, actorCount, atMs, isRead } = row
  return {
    id,
    seq,
    kind,
    actors: row.actors.map(({ avatarId, ...actor }) => {
      const avatar = avatars.get(avatarId ?? '')?.sources[0]
      return { ...actor, ...(avatar && { avatar }) }
    }),
    actorCount,
    ...(post && { post }),
    ...(outcome && { outcome }),
    at: new Date(atMs).toISOString(),
    read: isRead,
  }
}
