import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Placeholders } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import { scoreTerms } from './feed-specs.js'
import { memoize } from './place-queries.js'
import type { Place, PlaceLimit, PlaceRange } from './place.js'
import { shownTo } from './shown-to.js'
import type { ReaderValues } from './shown-to.js'

interface ScoreValues extends ReaderValues {
  readonly score: number
  readonly position: number
  readonly newest: number
}

/** Finds the posts of `for-you` by score, the higher first; of equal ones the newer. Towards `newer` means higher. */
export function findByScore(
  db: Db,
  isSignedIn: boolean,
  values: ReaderValues,
  { towards, from, limit, newest = Number.MAX_SAFE_INTEGER }: PlaceRange,
): Promise<Place[]> {
  const edge = { score: 1e300, position: Number.MAX_SAFE_INTEGER }
  return walks(towards, isSignedIn, limit)(db, { ...values, ...edge, ...from, newest })
}

/** Finds the place of one post by score; undefined when it has none for this reader. */
export async function findScoredOne(
  db: Db,
  isSignedIn: boolean,
  values: ReaderValues,
  postId: string,
): Promise<Place | undefined> {
  const found = await lookUps(isSignedIn)(db, { ...values, postId })
  return found.find(({ isShown }) => isShown)
}

const walks = memoize((towards: 'newer' | 'older', isSignedIn: boolean, limit: PlaceLimit) =>
  namedQuery<ScoreValues, Place>(
    `feed.score.${towards}.${isSignedIn ? 'me' : 'all'}.${limit}`,
    (value) => sql<Place>`
      select ${columns}, p.position <= ${value('newest')} and ${shown(isSignedIn, value)} as "isShown"
      from (
        select p.* from ${scored(value)}
          and (p.score, p.position) ${sql.raw(towards === 'newer' ? '>' : '<')} (${value('score')}, ${value('position')})
        order by p.score ${way(towards)}, p.position ${way(towards)} limit ${sql.lit(limit)}) p
      order by p.score ${way(towards)}, p.position ${way(towards)}`,
  ),
)

const lookUps = memoize((isSignedIn: boolean) =>
  namedQuery<ReaderValues & { postId: string }, Place>(
    `feed.score.at.${isSignedIn ? 'me' : 'all'}`,
    (value) => sql<Place>`
      select ${columns}, ${shown(isSignedIn, value)} as "isShown" from ${scored(value)} and p.id = ${value('postId')}`,
  ),
)

const columns = sql`p.id, p.position, p.score, ${scoreTerms}`
const shown = (isSignedIn: boolean, value: Placeholders<ReaderValues>): RawBuilder<boolean> =>
  shownTo(isSignedIn, { mutes: true, labels: true }, value)
const way = (towards: 'newer' | 'older'): RawBuilder<unknown> => sql.raw(towards === 'newer' ? 'asc' : 'desc')

function scored(value: Placeholders<ReaderValues>): RawBuilder<unknown> {
  return sql`posts p where p.site_id = ${value('siteId')} and p.position is not null and p.deleted_at is null
    and p.visibility = 'public' and p.comment_on is null and p.hidden_at is null`
}
