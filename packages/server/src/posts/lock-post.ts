import type { AiPreferences, Policy, Segment, Visibility } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'

/** A published post, deleted or not, as it is until the transaction ends. */
export interface LockedPost {
  readonly id: string
  readonly authorId: string
  readonly authorHandle: string
  readonly position: number
  readonly version: number
  readonly contentVersion: number
  readonly text: Segment[]
  readonly commentOn: string | null
  readonly remixOf: string | null
  readonly topic: string | null
  readonly tags: string[]
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly aiPreferences: AiPreferences
  readonly labels: { name: string; by: 'author' | 'site' | 'server' }[]
  /** For everybody. */
  readonly isDeleted: boolean
  /** By a decision: it is deleted, and can be shown again. */
  readonly isRemoved: boolean
  readonly isHidden: boolean
}

/** Locks a post together with those whose counters move with it, in the order of their ids like everybody who locks several.
 *  Undefined when the site has no such published post. */
export async function lockPost(trx: Trx, siteId: string, postId: string): Promise<LockedPost | undefined> {
  const { rows } = await sql<Omit<LockedPost, 'position'> & { position: number | null }>`
    with own as (
      select unnest(array[id, comment_on, quote_id, remix_of]) as id from posts
      where id = ${postId} and site_id = ${siteId})
    select p.id, p.author_id as "authorId", u.handle as "authorHandle", p.position, p.version,
      p.content_version as "contentVersion", p.text, p.comment_on as "commentOn", p.remix_of as "remixOf", p.topic,
      array(select tag from post_tags t where t.post_id = p.id and t.site_id = p.site_id) as tags,
      p.visibility, p.comment_policy as "commentPolicy", p.remix_policy as "remixPolicy",
      p.ai_preferences as "aiPreferences", p.labels,
      p.deleted_at is not null as "isDeleted", p.removed_at is not null as "isRemoved", p.hidden_at is not null as "isHidden"
    from posts p join users u on u.id = p.author_id and u.site_id = p.site_id
    where p.id in (select id from own) and p.site_id = ${siteId}
    order by p.id for no key update of p`.execute(trx)
  const post = rows.find((row) => row.id === postId)
  return post && post.position !== null ? { ...post, position: post.position } : undefined
}
