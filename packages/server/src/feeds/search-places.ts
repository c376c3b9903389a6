import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../database/schema.js'
import { endOf } from './place-queries.js'
import type { Place, PlaceRange } from './place.js'
import { shownTo } from './shown-to.js'
import type { Reader } from './load-reader.js'

/** How many of a site's newest posts are looked through: they hold a page for every common word. */
const walked = 2_000

/** Finds posts with the searched words, newest first. Common words stand in the newest posts; the places of rare ones come from the
 *  index of words, and are few enough to be sorted. Its queries are planned each time, because the words decide.
 *  @param words text of tsquery. */
export async function findMatches(
  db: Db,
  reader: Reader,
  words: string,
  { towards, from, limit }: PlaceRange,
): Promise<Place[]> {
  const position = from?.position ?? endOf(towards)
  const near = sql`(
    select q.* from posts q
    where q.site_id = ${reader.values.siteId} and q.position is not null and q.deleted_at is null and q.comment_on is null
      and q.position ${sql.raw(towards === 'newer' ? '>' : '<')} ${position}
    order by q.position ${way(towards)} limit ${sql.lit(walked)}) p
    join post_search s on s.post_id = p.id and s.words @@ ${words}::tsquery`
  const found = await find(db, reader, near, sql`true`, towards, limit)
  if (found.length === limit) return found

  const all = sql`(
    select post_id from post_search where site_id = ${reader.values.siteId} and words @@ ${words}::tsquery) s
    join posts p on p.id = s.post_id and p.site_id = ${reader.values.siteId}`
  const isBeyond = sql`p.position ${sql.raw(towards === 'newer' ? '>' : '<')} ${position}`
  return find(db, reader, all, isBeyond, towards, limit)
}

/** Finds the place of one post among what matches. */
export async function findMatch(db: Db, reader: Reader, words: string, postId: string): Promise<Place | undefined> {
  const one = sql`posts p join post_search s on s.post_id = p.id and s.words @@ ${words}::tsquery`
  const isThis = sql`p.id = ${postId} and p.site_id = ${reader.values.siteId}`
  const [place] = await find(db, reader, one, isThis, 'older', 1)
  return place?.isShown ? place : undefined
}

async function find(
  db: Db,
  { isSignedIn, values }: Reader,
  from: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
  towards: PlaceRange['towards'],
  limit: number,
): Promise<Place[]> {
  const heeds = { mutes: true, labels: true }
  const { rows } = await sql<Place>`
    select p.id, p.position, ${shownTo(isSignedIn, heeds, (key) => sql`${values[key]}`)} as "isShown"
    from (
      select p.* from ${from}
      where ${condition} and p.position is not null and p.deleted_at is null
      order by p.position ${way(towards)} limit ${sql.lit(limit)}) p
    order by p.position ${way(towards)}`.execute(db)
  return rows
}

function way(towards: PlaceRange['towards']): RawBuilder<unknown> {
  return sql.raw(towards === 'newer' ? 'asc' : 'desc')
}
