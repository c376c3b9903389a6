import type { PostCounts } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'
import type { FindCounts } from '../ports.js'
import { feedsOfPost } from './post-feeds.js'

/** Makes the function that reads the counters of posts together with the feeds whose readers see them. */
export function createFindCounts(db: Kysely<Schema>): FindCounts {
  return async (siteId, ids) => {
    const { rows } = await sql<CountRow>`
      select p.id, p.version, p.author_id as "authorId", u.handle, p.visibility,
        u.state = 'active' and ${visibleTo(undefined)} as "isOpen", p.comment_on as "commentOn", p.topic,
        array(select tag from post_tags t where t.post_id = p.id) as tags,
        jsonb_build_object('likes', p.likes_count, 'comments', p.comments_count, 'reposts', p.reposts_count,
          'quotes', p.quotes_count, 'remixes', p.remixes_count) as counts
      from posts p join users u on u.id = p.author_id and u.site_id = p.site_id
      where p.site_id = ${siteId} and p.id = any (${[...ids]}::uuid[])
        and p.position is not null and p.deleted_at is null`.execute(db)
    return rows.map(({ id, version, counts, authorId, isOpen, visibility, handle, commentOn, topic, tags }) => ({
      postId: id,
      version,
      counts,
      authorId,
      isOpen,
      feeds: [
        ...feedsOfPost({
          authorHandle: handle,
          visibility,
          commentOn: commentOn ?? undefined,
          topic: topic ?? undefined,
          tags,
        }),
        ...(commentOn === null ? ['home'] : []),
        // Whoever reads the comments looks at the post above them.
        `comments:${id}`,
      ],
    }))
  }
}

interface CountRow {
  readonly id: string
  readonly version: number
  readonly authorId: string
  readonly isOpen: boolean
  readonly handle: string
  readonly visibility: 'public' | 'followers'
  readonly commentOn: string | null
  readonly topic: string | null
  readonly tags: string[]
  readonly counts: PostCounts
}
