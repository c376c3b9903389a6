import { sql } from 'kysely'
import type { Expression, RawBuilder } from 'kysely'

/** A user's id, or where it stands in a named query; undefined for everybody. */
type ViewerId = string | Expression<string> | undefined

/** Tells in SQL whether the post `p` is one for this viewer, or for everybody: who may see it by its visibility, by decisions
 *  and by blocks in either direction. The one place where that is decided. Whether it is published and not deleted is asked
 *  apart, because partial indexes want those words; and so is its author's state.
 *  @param viewerId an id, or a column that holds one. */
export function visibleTo(viewerId: ViewerId): RawBuilder<boolean> {
  if (viewerId === undefined) return sql<boolean>`(p.visibility = 'public' and p.hidden_at is null)`
  return sql<boolean>`(p.author_id = ${viewerId} or (
    p.hidden_at is null
    and (p.visibility = 'public'
      or exists (select from follows f where f.follower_id = ${viewerId} and f.followee_id = p.author_id))
    and not exists (select from blocks b where b.user_id = ${viewerId} and b.other_id = p.author_id)
    and not exists (select from blocks b where b.user_id = p.author_id and b.other_id = ${viewerId})))`
}

/** Tells in SQL whether the published post `p` can be read, liked or answered by this viewer right now. */
export function readableBy(viewerId: ViewerId): RawBuilder<boolean> {
  return sql<boolean>`(p.position is not null and p.deleted_at is null and ${visibleTo(viewerId)} and ${hasActiveAuthor})`
}

/** Tells in SQL whether the author of the post `p` is neither suspended nor deleted. */
export const hasActiveAuthor: RawBuilder<boolean> = sql<boolean>`
  exists (select from users a where a.id = p.author_id and a.site_id = p.site_id and a.state = 'active')`
