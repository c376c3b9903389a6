import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Publish } from '../ports.js'
import type { ForgetMention } from '../rights-ports.js'

export interface ForgetMentionsDeps {
  readonly db: Kysely<Schema>
  readonly forgetMention: ForgetMention
  readonly publish: Publish
}

/** Takes a handle out of what others wrote: posts, their earlier texts, profiles. Each is found by an index of its own. */
export async function forgetMentions(
  { db, forgetMention, publish }: ForgetMentionsDeps,
  { siteId, handle }: { siteId: string; handle: string },
  signal?: AbortSignal,
): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  while (!signal?.aborted) {
    const { rows } = await findPostsNaming(siteId, handle, after).execute(db)
    for (const { id } of rows) await db.transaction().execute((trx) => forgetMention(trx, siteId, id, handle))
    if (rows.length > 0) await publish()
    // What cannot be changed yet, because it is not published, comes with the next erasure: it must not come again now.
    const last = rows.at(-1)
    if (rows.length < postsAtOnce || !last) break
    after = last.id
  }
  await forgetInProfiles(siteId, handle).execute(db)
}

const postsAtOnce = 200

/** Finds posts of a site that name a handle, now or in an earlier text, by their ids. */
export function findPostsNaming(siteId: string, handle: string, after: string): RawBuilder<{ id: string }> {
  const isNaming = sql<boolean>`text @> '[{"type": "mention"}]'
    and jsonb_path_query_array(text, '$[*] ? (@.type == "mention").handle') ? ${handle}`
  return sql<{ id: string }>`
    select id from posts where site_id = ${siteId} and id > ${after} and ${isNaming}
    union select post_id from post_edits where site_id = ${siteId} and post_id > ${after} and ${isNaming}
    order by 1 limit ${postsAtOnce}`
}

/** Takes a handle out of the profiles that name it: it stands there as it was typed. */
export function forgetInProfiles(siteId: string, handle: string): RawBuilder<unknown> {
  return sql`
    update users set bio = regexp_replace(bio, ${`(?<![[:alnum:]_@/])@${handle}(?![[:alnum:]_@])`}, '@…', 'gi')
    where site_id = ${siteId} and bio like '%@%'
      and regexp_split_to_array(lower(bio collate "C"), '[^a-z0-9_@]+') @> array[${`@${handle}`}]::text[]`
}
