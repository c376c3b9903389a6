import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { listedFor } from '../database/visible-user.js'

/** What is being typed, and by whom. */
export interface Completion {
  readonly siteId: string
  readonly viewerId: string
  /** The beginning of a handle or a name; a leading `@` is left out, capitals and compatibility forms are folded. Blank finds
   *  those whom the viewer follows. */
  readonly typed: string
  readonly limit: number
}

/** Finds people by the beginning of their handle or name: those whom the viewer follows first, then handles before names, each by
 *  handle. Every leg reads its index from the first match on and stops at `limit`, however many would match.
 *  @returns ids in their order. */
export async function completeUsers(db: Db, { siteId, viewerId, typed, limit }: Completion): Promise<string[]> {
  const text = typed.trim().replace(/^@/, '')
  const handle = text.toLowerCase()
  const hasHandle = sql<boolean>`u.handle collate "C" ^@ ${handle}`
  const hasName = sql<boolean>`casefold(normalize(u.name, NFKC) collate pg_unicode_fast) collate "C"
    ^@ casefold(normalize(${text}::text, NFKC) collate pg_unicode_fast) collate "C"`
  const others = sql`
    union all
    (select u.id, u.handle, 2 as rank from users u
      where u.site_id = ${siteId} and ${hasHandle} and ${listedFor(viewerId)}
      order by u.handle collate "C" limit ${limit})
    union all
    (select u.id, u.handle, 3 from users u
      where u.site_id = ${siteId} and ${hasName} and ${listedFor(viewerId)}
      order by casefold(normalize(u.name, NFKC) collate pg_unicode_fast) collate "C" limit ${limit})`
  const { rows } = await sql<{ id: string }>`
    select id from (
      (select u.id, u.handle, case when ${hasHandle} then 0 else 1 end as rank
        from follows f join users u on u.id = f.followee_id and u.site_id = f.site_id
        where f.follower_id = ${viewerId} and f.site_id = ${siteId} and (${hasHandle} or ${hasName})
          and ${listedFor(viewerId)}
        order by rank, u.handle collate "C" limit ${limit})
      ${text === '' ? sql`` : others}) found
    group by id, handle order by min(rank), handle collate "C" limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
