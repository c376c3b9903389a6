import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Publish } from '../ports.js'
import type { ForgetMention } from '../rights-ports.js'

export interface ForgetMentionsDeps {
  readonly db: Kysely<Schema>
  readonly forgetMention: ForgetMention
  readonly publish: Publish
}

/** Takes a handle out of what others wrote: posts, their earlier texts, profiles. No index knows who is mentioned, and a deletion is
 *  rare: all posts of the site are looked through, some thousands at a time, so that no statement takes long. */
export async function forgetMentions(
  { db, forgetMention, publish }: ForgetMentionsDeps,
  { siteId, handle }: { siteId: string; handle: string },
  signal?: AbortSignal,
): Promise<void> {
  const mention = JSON.stringify([{ type: 'mention', handle }])
  let after = '00000000-0000-0000-0000-000000000000'
  while (!signal?.aborted) {
    const { rows } = await sql<{ last: string | null; named: string[] }>`
      with looked as materialized (
        select id, site_id, text from posts where id > ${after} order by id limit ${postsAtOnce})
      select (select id from looked order by id desc limit 1) as last, array(
        select l.id from looked l
        where l.site_id = ${siteId} and (l.text @> ${mention}::jsonb or exists (
          select from post_edits e where e.post_id = l.id and e.text @> ${mention}::jsonb))) as named`.execute(db)
    const [found] = rows
    for (const id of found?.named ?? []) {
      await db.transaction().execute((trx) => forgetMention(trx, siteId, id, handle))
    }
    if (found && found.named.length > 0) await publish()
    if (!found?.last) break
    after = found.last
  }
  await sql`
    update users set bio = regexp_replace(bio, ${`(?<![[:alnum:]_@/])@${handle}(?![[:alnum:]_@])`}, '@…', 'gi')
    where site_id = ${siteId} and bio ilike ${`%@${handle.replaceAll('_', String.raw`\_`)}%`}`.execute(db)
}

const postsAtOnce = 5_000
