import type { Db } from '../database/schema.js'

/** Suspends or restores a user. It holds from the next request on: tokens are looked up with the user's state.
 *  @returns false when the site has no such user. */
export async function setUserState(
  db: Db,
  siteId: string,
  handle: string,
  state: 'active' | 'suspended',
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ state })
    .where('site_id', '=', siteId)
    .where('handle', '=', handle)
    .where('state', '!=', 'deleted')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
