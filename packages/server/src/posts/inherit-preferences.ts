import type { AiPreferences } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'
import { restrictPreferences } from '../restrict-preferences.js'

/** Gives a remix the preferences that its whole lineage permits: `deny` wherever an ancestor, deleted or not, denies. */
export async function inheritPreferences(
  trx: Trx,
  siteId: string,
  remixOf: string | undefined,
  own: AiPreferences,
): Promise<AiPreferences> {
  if (remixOf === undefined) return own
  const { rows } = await sql<{ ai_preferences: AiPreferences }>`
    with recursive lineage as (
      select id, remix_of, ai_preferences, 1 as depth from posts where id = ${remixOf} and site_id = ${siteId}
      union all
      select p.id, p.remix_of, p.ai_preferences, l.depth + 1
      from lineage l join posts p on p.id = l.remix_of
      where p.site_id = ${siteId} and l.depth < ${MAX_DEPTH})
    select distinct ai_preferences from lineage`.execute(trx)
  return rows.reduce((sum, row) => restrictPreferences(sum, row.ai_preferences), own)
}

/** Every post has restricted itself when it was made, so what lies deeper has already had its say. */
const MAX_DEPTH = 200
