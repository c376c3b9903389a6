import { sql } from 'kysely'
import type { Db } from '../database/schema.js'

/** Tells which of the sign-ins still stand: not signed out, not expired, their user neither suspended nor deleted.
 *  Open streams ask this every few seconds and close the others. */
export async function isGrantLive(db: Db, grantIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (grantIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select oidc.id from oidc join users on users.id = oidc.user_id::uuid
    where oidc.model = 'Grant' and oidc.id = any(${[...grantIds]}) and oidc.expires_at > now()
      and users.state = 'active'`.execute(db)
  return new Set(rows.map((row) => row.id))
}
