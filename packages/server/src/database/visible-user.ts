import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** Tells in SQL whether the user `u` has a profile for this viewer, or for everybody: active, and without a block against the
 *  viewer. Somebody who blocks can still open the other's profile, to take the block back. */
export function profileOpenTo(viewerId: string | undefined): RawBuilder<boolean> {
  if (viewerId === undefined) return isActive
  return sql<boolean>`(${isActive} and (
    not exists (select from blocks b where b.user_id = u.id and b.other_id = ${viewerId})
    or exists (select from blocks b where b.user_id = ${viewerId} and b.other_id = u.id)))`
}

/** Tells in SQL whether the user `u` stands in lists for this viewer, or for everybody: active, and without a block in either
 *  direction. Whom it leaves out is gathered once: with a subquery for each row, the planner reads and sorts a whole list before
 *  its first page. */
export function listedFor(viewerId: string | undefined): RawBuilder<boolean> {
  if (viewerId === undefined) return isActive
  return sql<boolean>`(${isActive} and u.id <> all (array(
    select b.other_id from blocks b where b.user_id = ${viewerId}
    union all select b.user_id from blocks b where b.other_id = ${viewerId})))`
}

const isActive = sql<boolean>`u.state = 'active'`
