import type { Db } from '../database/schema.js'

/** The wording of the consent page that people have agreed to; a new wording asks again. */
const consentVersion = 'sign-in-1'

/** Tells whether the user has agreed to be signed in on the site's pages. */
export async function hasConsented(db: Db, siteId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('consents')
    .select('at')
    .where('site_id', '=', siteId)
    .where('user_id', '=', userId)
    .where('version', '=', consentVersion)
    .executeTakeFirst()
  return row !== undefined
}

/** Remembers that the user has agreed, and on which page's origin it was shown. Again changes nothing. */
export async function recordConsent(db: Db, siteId: string, userId: string, origin: string): Promise<void> {
  if (await hasConsented(db, siteId, userId)) return
  await db
    .insertInto('consents')
    .values({ site_id: siteId, user_id: userId, version: consentVersion, value: JSON.stringify({ origin }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Tells whether somebody is an active user of a site: the only ones a sign-in of that site counts for. */
export async function isActiveUser(db: Db, siteId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', '=', userId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}
