import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AiPreferences, Policy, Segment, Visibility } from '@ai-feed/protocol'
import { namedQuery } from '../database/named-query.js'
import type { Placeholders } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'

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
  readonly isReposted: boolean
  readonly isBookmarked: boolean
  /** The viewer may see it, were it not deleted. */
  readonly isVisible: boolean
  /** The viewer follows its author. */
  readonly isFollowing: boolean
  /** Pictures in their order. */
  readonly media: { id: string; alt: string }[]
}

/** Finds the published posts of one site among `ids`, deleted and invisible ones included, as they are to one viewer
 *  or to everybody. */
export async function findPostRows(
  db: Db,
  siteId: string,
  viewerId: string | undefined,
  ids: readonly string[],
): Promise<PostRow[]> {
  if (ids.length === 0) return []
  const asked = { siteId, ids: [...ids] }
  return viewerId === undefined ? findForAll(db, asked) : findForViewer(db, { ...asked, viewerId })
}

interface Asked {
  readonly siteId: string
  readonly ids: readonly string[]
}

interface AskedByViewer extends Asked {
  readonly viewerId: string
}

const findForAll = namedQuery<Asked, PostRow>('posts.rows.all', (value) =>
  rows(value, {
    isLiked: no,
    isReposted: no,
    isBookmarked: no,
    isFollowing: no,
    isVisible: visibleTo(undefined),
  }),
)

const findForViewer = namedQuery<AskedByViewer, PostRow>('posts.rows.me', (value) => {
  const viewer = value('viewerId')
  return rows(value, {
    isLiked: sql`exists (select from reactions r where r.post_id = p.id and r.user_id = ${viewer} and r.type = 'like')`,
    isReposted: sql`exists (select from reposts r where r.post_id = p.id and r.user_id = ${viewer})`,
    isBookmarked: sql`exists (select from bookmarks b where b.post_id = p.id and b.user_id = ${viewer})`,
    isFollowing: sql`exists (select from follows f where f.follower_id = ${viewer} and f.followee_id = p.author_id)`,
    isVisible: visibleTo(viewer),
  })
})

const no = sql<boolean>`false`

type OfViewer = 'isLiked' | 'isReposted' | 'isBookmarked' | 'isFollowing' | 'isVisible'

function rows(value: Placeholders<Asked>, is: Readonly<Record<OfViewer, RawBuilder<boolean>>>): RawBuilder<PostRow> {
  return sql<PostRow>`
    select p.id, p.version, p.text, p.comment_on as "commentOn", p.root_id as "rootId", p.quote_id as "quoteId",
      p.remix_of as "remixOf", p.topic, p.visibility, p.comment_policy as "commentPolicy",
      p.remix_policy as "remixPolicy", p.ai_preferences as "aiPreferences", p.labels,
      p.likes_count as likes, p.comments_count as comments, p.reposts_count as reposts, p.quotes_count as quotes,
      p.remixes_count as remixes, p.created_at as "createdAt", p.edited_at as "editedAt",
      u.id as "authorId", u.handle, u.name, u.avatar_id as "avatarId", p.deleted_at is not null as "isDeleted",
      ${is.isLiked} as "isLiked", ${is.isReposted} as "isReposted", ${is.isBookmarked} as "isBookmarked",
      ${is.isFollowing} as "isFollowing", u.state = 'active' and ${is.isVisible} as "isVisible",
      coalesce((select jsonb_agg(jsonb_build_object('id', m.media_id, 'alt', m.alt) order by m.ordinal)
        from post_media m where m.post_id = p.id), '[]') as media
    from posts p join users u on u.id = p.author_id and u.site_id = p.site_id
    where p.site_id = ${value('siteId')} and p.id = any (${value('ids')}::uuid[]) and p.position is not null`
}
