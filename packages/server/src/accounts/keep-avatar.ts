import { sql } from 'kysely'
import { isUuid } from '../database/is-uuid.js'
import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'

/** Makes a picture of the user their avatar; an empty id takes the avatar away. An avatar is public and no draft, so that no sweep
 *  takes it. The one before is a draft again unless it is part of a post: it can be posted, or is swept in its time.
 *  @throws HttpProblem `media_not_found` for a picture that is not the user's own, and for one that a decision hides
 *  or has removed. */
export async function keepAvatar(trx: Trx, viewer: Pick<Viewer, 'siteId' | 'userId'>, mediaId: string): Promise<void> {
  const { siteId, userId } = viewer
  if (mediaId !== '') await keep(trx, viewer, mediaId)
  const { rows } = await sql<{ avatar_id: string | null }>`
    select avatar_id from users
    where site_id = ${siteId} and id = ${userId} and state = 'active' for no key update`.execute(trx)
  if (rows.length === 0) throw new HttpProblem('media_not_found', 'user of the avatar was deleted a moment ago')
  const before = rows[0]?.avatar_id ?? null
  if ((before ?? '') === mediaId) return

  await trx
    .updateTable('users')
    .set({ avatar_id: mediaId === '' ? null : mediaId })
    .where('site_id', '=', siteId)
    .where('id', '=', userId)
    .execute()
  await sql`
    update media m set state = 'draft'
    where m.id = ${before} and m.site_id = ${siteId} and m.owner_id = ${userId} and m.state = 'ready'
      and not exists (select from post_media pm where pm.media_id = m.id)`.execute(trx)
}

async function keep(trx: Trx, { siteId, userId }: Pick<Viewer, 'siteId' | 'userId'>, mediaId: string): Promise<void> {
  const mayBeKept = isUuid(mediaId) && !(await isHidden(trx, siteId, mediaId))
  const kept = mayBeKept
    ? await trx
        .updateTable('media')
        .set({ state: 'ready' })
        .where('id', '=', mediaId)
        .where('site_id', '=', siteId)
        .where('owner_id', '=', userId)
        .where('state', '!=', 'removed')
        .executeTakeFirst()
    : undefined
  if (!kept?.numUpdatedRows) throw new HttpProblem('media_not_found', 'avatar is no picture of this user')
}

/** Tells whether a decision hides or has removed the post of a picture. Whoever decides that meanwhile waits, and finds the avatar. */
async function isHidden(trx: Trx, siteId: string, mediaId: string): Promise<boolean> {
  const { rows } = await sql<{ isHidden: boolean }>`
    select p.hidden_at is not null or p.removed_at is not null as "isHidden" from post_media m join posts p on p.id = m.post_id
    where m.media_id = ${mediaId} and m.site_id = ${siteId} and p.site_id = ${siteId} for share of p`.execute(trx)
  return rows.some((row) => row.isHidden)
}
