import { sql } from 'kysely'
import { addErasure } from '../database/erasures.js'
import type { Trx } from '../database/schema.js'

/** Deletes a user as far as anybody can see: who they were is gone, nothing lets them in, their handle rests for 90 days.
 *  A row without a name stays, so that tombstones keep their place. What is left is erased by `eraseUser`.
 *  @returns false when there is no such user, or none any more. */
export async function deleteUser(trx: Trx, siteId: string, userId: string): Promise<boolean> {
  const { rows } = await sql<{ handle: string; handleKey: string }>`
    select handle, handle_key as "handleKey" from users
    where id = ${userId} and site_id = ${siteId} and state <> 'deleted' for update`.execute(trx)
  const user = rows[0]
  if (!user) return false

  await sql`
    insert into freed_handles (site_id, handle_key, until)
    values (${siteId}, ${user.handleKey}, now() + make_interval(days => ${restDays}))
    on conflict (site_id, handle_key) do update set until = excluded.until`.execute(trx)
  await sql`
    update users set state = 'deleted', deleted_at = now(), former_handle = handle, handle = ${namelessHandle(userId)}, handle_key = ${`-${userId}`},
      name = '', bio = '', avatar_id = null, defaults = null, sso_sub = null
    where id = ${userId} and site_id = ${siteId}`.execute(trx)
  // Attempts to sign in are counted by the handle.
  const counted = ['5min', 'day'].map((window) => `sign-in:account:${window}:${siteId}:${user.handle}`)
  await sql`delete from rate where bucket = any (${counted}::text[])`.execute(trx)
  await addErasure(trx, siteId, 'user', userId)
  await endAccess(trx, siteId, userId)
  return true
}

/** Takes away all by which somebody gets in. The rows are few. */
export async function endAccess(trx: Trx, siteId: string, userId: string): Promise<void> {
  for (const table of ['passwords', 'passkeys', 'account_links', 'account_sessions']) {
    await sql`delete from ${sql.table(table)} where user_id = ${userId} and site_id = ${siteId}`.execute(trx)
  }
  await sql`delete from oidc where user_id = ${userId}`.execute(trx)
}

const restDays = 90

/** A handle that tells nothing: 20 of the id's random digits, since handles have 30 characters at most. */
function namelessHandle(userId: string): string {
  return `deleted_${userId.replaceAll('-', '').slice(-20)}`
}
