import { sql } from 'kysely'
import { deleteBlobsLater } from '../database/blob-deletions.js'
import type { Trx } from '../database/schema.js'

/** Deletes a user with everything that hangs on the account, if it is there. Files of pictures fall due in 24 h. */
export async function eraseUser(trx: Trx, siteId: string, userId: string): Promise<void> {
  const { rows } = await sql<{ folder: string }>`
    select site_id || '/' || id as folder from media where owner_id = ${userId} and site_id = ${siteId}`.execute(trx)
  await deleteBlobsLater(
    trx,
    rows.map(({ folder }) => folder),
    24 * 60 * 60,
  )
  await sql`delete from oidc where user_id = ${userId}`.execute(trx)
  await sql`delete from users where id = ${userId} and site_id = ${siteId}`.execute(trx)
}
