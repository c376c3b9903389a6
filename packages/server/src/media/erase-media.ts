import { sql } from 'kysely'
import { deleteBlobsLater } from '../database/blob-deletions.js'
import type { Trx } from '../database/schema.js'

/** Takes a picture out of its post and deletes what was said of it, if it is there. Its files fall due in 24 h. */
export async function eraseMedia(trx: Trx, siteId: string, id: string): Promise<void> {
  await sql`delete from post_media where media_id = ${id} and site_id = ${siteId}`.execute(trx)
  const { rows } = await sql`
    update media set state = 'removed', alt_draft = '', recipe = null, provenance = provenance - 'prompt'
    where id = ${id} and site_id = ${siteId} and state <> 'removed' returning id`.execute(trx)
  if (rows.length > 0) await deleteBlobsLater(trx, [`${siteId}/${id}`], 24 * 60 * 60)
}
