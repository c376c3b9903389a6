import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../database/schema.js'

/** A program that moderates one site. */
export interface Moderator {
  readonly siteId: string
  readonly name: string
}

/** Makes a key for a program that moderates a site. It is shown once: only its hash is stored.
 *  @returns undefined when the site has a moderator of this name. */
export async function addModerator(db: Db, siteId: string, name: string): Promise<string | undefined> {
  const key = `aifm_${randomBytes(32).toString('base64url')}`
  const made = await db
    .insertInto('moderators')
    .values({ site_id: siteId, name, key_hash: hashOf(key) })
    .onConflict((conflict) => conflict.columns(['site_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made && key
}

/** Takes a key back; it is refused from the next request on.
 *  @returns false when there is none of this name. */
export async function removeModerator(db: Db, siteId: string, name: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('moderators')
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .executeTakeFirst()
  return removed.numDeletedRows > 0n
}

/** Finds whose key it is. Only the hash is compared, so the time that it takes tells nothing of other keys. */
export async function findModerator(db: Db, key: string): Promise<Moderator | undefined> {
  const row = await db
    .selectFrom('moderators')
    .select(['site_id', 'name'])
    .where('key_hash', '=', hashOf(key))
    .executeTakeFirst()
  return row && { siteId: row.site_id, name: row.name }
}

/** A key has 256 random bits: one round of SHA-256 is enough for it. */
function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
