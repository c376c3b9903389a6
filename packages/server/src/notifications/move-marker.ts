import type { MarkerRequest } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { isUuid } from '../database/is-uuid.js'
import { ONLY_COUNT, addPendingEvent } from '../database/pending-event.js'
import type { Db, Schema } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'

/** Counts everything up to a notification as read, on all of the user's devices. The marker never moves back.
 *  With the `seq` that the user saw, what came into the same group since stays unread, and the notification may be gone.
 *  @throws HttpProblem `not_found` for what was not told to this user. */
export async function moveMarker(db: Kysely<Schema>, viewer: Viewer, { id, seq }: MarkerRequest): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const place = isUuid(id) ? await findPlace(trx, viewer, id, seq) : null
    if (place === null) throw new HttpProblem('not_found', 'no such notification of this user')
    const moved = await sql`
      insert into markers (user_id, site_id, seq) values (${viewer.userId}, ${viewer.siteId}, ${place})
      on conflict (user_id) do update set seq = excluded.seq where markers.seq < excluded.seq
      returning seq`.execute(trx)
    if (moved.rows.length === 0) return
    await addPendingEvent(trx, {
      siteId: viewer.siteId,
      kind: 'notification',
      // `publish()` numbers the notification that is the subject: reading one must not bring it back.
      subject: viewer.userId,
      audience: { userId: viewer.userId },
      data: { id, kind: ONLY_COUNT },
    })
  })
}

/** A number from the client never reaches beyond what it can have seen. */
async function findPlace(db: Db, viewer: Viewer, id: string, seq: number | undefined): Promise<number | null> {
  const { rows } = await sql<{ place: number | null }>`
    with own as (select id, seq from notifications where user_id = ${viewer.userId} and site_id = ${viewer.siteId}),
    bound as (
      select coalesce(
        (select seq from own where id = ${id}),
        (select max(seq) from own where ${seq !== undefined})) as seq)
    select least(seq, ${seq ?? null}::bigint) as place from bound where seq is not null`.execute(db)
  return rows[0]?.place ?? null
}
