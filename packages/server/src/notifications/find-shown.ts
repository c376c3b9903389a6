import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import type { FindShown } from '../ports.js'
import { isShown } from './shown-notification.js'

/** Makes the function that tells which notifications still have something to show. */
export function createFindShown(db: Db): FindShown {
  return async (siteId, ids) => {
    const { rows } = await sql<{ id: string }>`
      select n.id from notifications n
      where n.site_id = ${siteId} and n.id = any (${[...ids]}::uuid[]) and ${isShown}`.execute(db)
    return new Set(rows.map(({ id }) => id))
  }
}
