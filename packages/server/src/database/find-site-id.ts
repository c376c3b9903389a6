import { ConfigError } from '../config-error.js'
import type { Db } from './schema.js'

/** Finds the site that a command is about: the one it names, else the default one.
 *  @throws ConfigError with one sentence when there is none. */
export async function findSiteId(db: Db, id: string | undefined): Promise<string> {
  const sites = db.selectFrom('sites').select('id')
  const found = await (
    id === undefined ? sites.where('is_default', '=', true) : sites.where('id', '=', id)
  ).executeTakeFirst()
  if (found) return found.id
  throw new ConfigError(id === undefined ? 'there is no default site yet: say --site' : `there is no site ${id}`)
}
