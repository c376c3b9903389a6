import type { AiPreferences, Policy, Segment, Visibility } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'

/** Whose post it is. */
export type Author = Pick<Viewer, 'siteId' | 'userId' | 'handle'>

/** A published post of its author, deleted or not, as it is until the transaction ends. */
export interface OwnPost {
  readonly id: string
  readonly position: number
  readonly version: number
  readonly contentVersion: number
  readonly text: Segment[]
  readonly commentOn: string | null
  readonly remixOf: string | null
  readonly topic: string | null
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly aiPreferences: AiPreferences
  readonly labels: { name: string; by: 'author' | 'site' | 'server' }[]
  readonly isDeleted: boolean
}

/** Locks a post together with those whose counters move with it, in the order of their ids like everybody who locks several.
 *  @throws HttpProblem `not_found` for posts of others as for none at all. */
export async function lockOwnPost(trx: Trx, author: Author, postId: string): Promise<OwnPost> {
  const { rows } = await sql<Omit<OwnPost, 'position'> & { position: number | null }>`
    with own as (
      select unnest(array[id, comment_on, quote_id, remix_of]) as id from posts
      where id = ${postId} and site_id = ${author.siteId} and author_id = ${author.userId})
    select p.id, p.position, p.version, p.content_version as "contentVersion", p.text, p.comment_on as "commentOn",
      p.remix_of as "remixOf", p.topic, p.visibility, p.comment_policy as "commentPolicy",
      p.remix_policy as "remixPolicy", p.ai_preferences as "aiPreferences", p.labels,
      p.deleted_at is not null as "isDeleted"
    from posts p where p.id in (select id from own) and p.site_id = ${author.siteId}
    order by p.id for no key update`.execute(trx)
  const post = rows.find((row) => row.id === postId)
  if (!post || post.position === null) throw new HttpProblem('not_found', 'no post of this user has this id')
  return { ...post, position: post.position }
}
