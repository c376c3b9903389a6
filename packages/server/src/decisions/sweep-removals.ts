import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { ErasePost } from '../rights-ports.js'

export interface SweepRemovalsDeps {
  readonly db: Kysely<Schema>
  readonly erasePost: ErasePost
}

/** Erases what decisions removed longer ago than `appealDays`, some posts at a time, but for what an appeal is still open about.
 *  Safe to run in several processes.
 *  @returns how many there were; 0 when nothing is left to erase now. */
export async function sweepRemovals(
  { db, erasePost }: SweepRemovalsDeps,
  appealDays: number,
  signal?: AbortSignal,
): Promise<number> {
  const { rows } = await sql<{ id: string; siteId: string }>`
    select p.id, p.site_id as "siteId" from posts p
    where p.removed_at < now() - make_interval(days => ${appealDays}::int) and not exists (
      select from decisions d join appeals a on a.decision_id = d.id
      where d.post_id = p.id and d.site_id = p.site_id and a.answer_id is null)
    order by p.removed_at limit 20`.execute(db)
  for (const { id, siteId } of rows) {
    if (signal?.aborted) break
    // Somebody may have it shown again meanwhile.
    await db.transaction().execute((trx) => erasePost(trx, siteId, id, 'removed'))
  }
  return rows.length
}
