import { sql } from 'kysely'
import type { AiPreferences, Policy, Segment, Visibility } from '@ai-feed/protocol'
import type { Db } from '../database/schema.js'

/** A stored post with its author. */
export interface PostRow {
  readonly id: string
  readonly version: number
  readonly text: Segment[]
  readonly commentOn: string | null
  readonly rootId: string | null
  readonly quoteId: string | null
  readonly remixOf: string | null
  readonly topic: string | null
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly aiPreferences: AiPreferences
  readonly labels: { name: string; by: 'author' | 'site' | 'server' }[]
  readonly likes: number
  readonly comments: number
  readonly reposts: number
  readonly quotes: number
  readonly remixes: number
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly authorId: string
  readonly handle: string
  readonly name: string
  readonly avatarId: string | null
  readonly isDeleted: boolean
  readonly isLiked: boolean
  /** Pictures in their order. */
  readonly media: { id: string; alt: string }[]
}

/** Finds the published posts of one site among `ids`, deleted ones included, whoever may see them.
 *  @param viewerId whose like counts as `isLiked`. */
export async function findPostRows(
  db: Db,
  siteId: string,
  viewerId: string | undefined,
  ids: readonly string[],
): Promise<PostRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<PostRow>`
    select p.id, p.version, p.text, p.comment_on as "commentOn", p.root_id as "rootId", p.quote_id as "quoteId",
      p.remix_of as "remixOf", p.topic, p.visibility, p.comment_policy as "commentPolicy",
      p.remix_policy as "remixPolicy", p.ai_preferences as "aiPreferences", p.labels,
      p.likes_count as likes, p.comments_count as comments, p.reposts_count as reposts, p.quotes_count as quotes,
      p.remixes_count as remixes, p.created_at as "createdAt", p.edited_at as "editedAt",
      u.id as "authorId", u.handle, u.name, u.avatar_id as "avatarId", p.deleted_at is not null as "isDeleted",
      exists (select from reactions r
        where r.post_id = p.id and r.user_id = ${viewerId ?? null}::uuid and r.type = 'like') as "isLiked",
      coalesce((select jsonb_agg(jsonb_build_object('id', m.media_id, 'alt', m.alt) order by m.ordinal)
        from post_media m where m.post_id = p.id), '[]') as media
    from posts p join users u on u.id = p.author_id and u.site_id = p.site_id
    where p.site_id = ${siteId} and p.id = any (${[...ids]}::uuid[]) and p.position is not null`.execute(db)
  return rows
}
