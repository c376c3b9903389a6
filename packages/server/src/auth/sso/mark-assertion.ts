import { sql } from 'kysely'
import type { Db } from '../../database/schema.js'
import type { HostAssertion } from './read-assertion.js'

/** Marks an assertion as used. The mark is kept until well after the assertion has expired.
 *  @returns false when it was used before. */
export async function markAssertion(db: Db, siteId: string, { jti, expiresAt }: HostAssertion): Promise<boolean> {
  const { rows } = await sql`
    insert into sso_jti (site_id, jti, until) values (${siteId}, ${jti}, ${expiresAt}::timestamptz + interval '10 minutes')
    on conflict do nothing returning 1`.execute(db)
  return rows.length > 0
}
