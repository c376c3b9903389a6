import type { Db } from '../database/schema.js'

/** Gives a user a password, the first one or another. Sign-ins that stand are not touched. */
export async function setPassword(
  db: Db,
  { siteId, userId, hash }: { siteId: string; userId: string; hash: string },
): Promise<void> {
  await db
    .insertInto('passwords')
    .values({ user_id: userId, site_id: siteId, hash })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ hash }))
    .execute()
}
