import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Placeholders } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import type { Reader } from './load-reader.js'
import { endOf, memoize } from './place-queries.js'
import type { Place, PlaceLimit, PlaceRange } from './place.js'
import { shownTo } from './shown-to.js'
import type { ReaderValues } from './shown-to.js'

interface HomeValues extends ReaderValues {
  readonly position: number
}

type Towards = PlaceRange['towards']

/** Up to this many followees, asking each for their newest costs less than looking through everybody's. */
const maxAsked = 300
/** How many of a site's newest posts, and reposts, are looked through at most for those who follow many. */
const maxReach = 4_000
/** How many for each entry of a page at first: enough where one in twenty is by a followee. */
const reachOfEntry = 20

/** Finds what the users whom the viewer follows have posted or reposted, and the viewer's own posts; no comments. No list is kept
 *  for anybody: following few, each is asked for their newest. Following many, it is likely that the site's newest posts hold a
 *  page: some are looked through, then many, unless the first ones have shown that these would hold no page either. Only then
 *  each is asked after all. */
export async function findHome(db: Db, reader: Reader, { towards, from, limit }: PlaceRange): Promise<Place[]> {
  const values = { ...reader.values, position: from?.position ?? endOf(towards) }
  if (reader.followees > maxAsked) {
    for (const reach of [Math.min(limit * reachOfEntry, maxReach), maxReach]) {
      const found = await walks(towards, limit, reach)(db, values)
      if (found.length === limit) return found
      if (found.length * maxReach < limit * reach) break
    }
  }
  return askEach(towards, limit)(db, values)
}

/** Finds the place of a post as its author published it. */
export async function findHomeOne(db: Db, reader: Reader, postId: string): Promise<Place | undefined> {
  const [place] = await lookUp(db, { ...reader.values, postId })
  return place?.isShown ? place : undefined
}

const askEach = memoize((towards: Towards, limit: PlaceLimit) =>
  namedQuery<HomeValues, Place>(`feed.home.ask.${towards}.${limit}`, (value) =>
    places(
      value,
      towards,
      limit,
      sql`
        (select h.id, h.position, null::uuid as repost_id, null::uuid as user_id, null::timestamptz as at
        from (
          select f.followee_id as author_id from follows f where f.follower_id = ${value('viewerId')}
          union all select ${value('viewerId')}::uuid) a
        cross join lateral (
          select q.id, q.position from posts q where q.author_id = a.author_id and ${isPost}
            and ${beyond('q', towards, value)} ${nearest('q', towards, limit)}) h
        ${nearest('h', towards, limit)})
        union all
        (select h.post_id, h.position, h.id, h.user_id, h.created_at
        from follows f
        cross join lateral (
          select r.id, r.post_id, r.position, r.user_id, r.created_at from reposts r
          where r.user_id = f.followee_id and r.position is not null
            and ${beyond('r', towards, value)} ${nearest('r', towards, limit)}) h
        where f.follower_id = ${value('viewerId')}
        ${nearest('h', towards, limit)})`,
    ),
  ),
)

/** Both lists are whole only up to the nearer of their ends: what lies beyond it is left to the other query. */
const walks = memoize((towards: Towards, limit: PlaceLimit, reach: number) =>
  namedQuery<HomeValues, Place>(`feed.home.walk.${towards}.${limit}.${reach}`, (value) => {
    const end = towards === 'newer' ? sql`least` : sql`greatest`
    const last = towards === 'newer' ? sql`max(position)` : sql`min(position)`
    const open = sql.lit(endOf(towards === 'newer' ? 'older' : 'newer'))
    const isWithin = sql`position ${sql.raw(towards === 'newer' ? '<=' : '>=')} (select position from reach)`
    const follows = (userId: string): RawBuilder<boolean> => sql<boolean>`exists (
      select from follows f where f.follower_id = ${value('viewerId')} and f.followee_id = ${sql.ref(userId)})`
    return places(
      value,
      towards,
      limit,
      sql`
        select n.id, n.position, null::uuid as repost_id, null::uuid as user_id, null::timestamptz as at
        from near n where (n.author_id = ${value('viewerId')} or ${follows('n.author_id')}) and n.${isWithin}
        union all
        select n.post_id, n.position, n.id, n.user_id, n.created_at
        from near_reposts n where ${follows('n.user_id')} and n.${isWithin}`,
      sql`
        with near as materialized (
          select q.id, q.position, q.author_id from posts q where q.site_id = ${value('siteId')} and ${isPost}
            and ${beyond('q', towards, value)} ${nearest('q', towards, reach)}),
        near_reposts as materialized (
          select r.id, r.post_id, r.position, r.user_id, r.created_at from reposts r
          where r.site_id = ${value('siteId')} and r.position is not null
            and ${beyond('r', towards, value)} ${nearest('r', towards, reach)}),
        reach as materialized (select ${end}(
          (select case when count(*) = ${sql.lit(reach)} then ${last} else ${open} end from near),
          (select case when count(*) = ${sql.lit(reach)} then ${last} else ${open} end from near_reposts)) as position)`,
    )
  }),
)

const lookUp = namedQuery<ReaderValues & { postId: string }, Place>(
  'feed.home.at',
  (value) => sql<Place>`
    select p.id, p.position, ${shown(value)} as "isShown" from posts p
    where p.id = ${value('postId')} and p.site_id = ${value('siteId')} and p.comment_on is null
      and (p.author_id = ${value('viewerId')} or exists (
        select from follows f where f.follower_id = ${value('viewerId')} and f.followee_id = p.author_id))`,
)

const isPost = sql<boolean>`q.position is not null and q.deleted_at is null and q.comment_on is null`

function beyond(table: string, towards: Towards, value: Placeholders<HomeValues>): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.position`)} ${sql.raw(towards === 'newer' ? '>' : '<')} ${value('position')}`
}

function nearest(table: string, towards: Towards, limit: number): RawBuilder<unknown> {
  const way = sql.raw(towards === 'newer' ? 'asc' : 'desc')
  return sql`order by ${sql.ref(`${table}.position`)} ${way} limit ${sql.lit(limit)}`
}

function shown(value: Placeholders<ReaderValues>): RawBuilder<boolean> {
  return shownTo(true, { mutes: true, labels: false }, value)
}

/** Finishes a query whose `entries` are posts and reposts by their positions. */
function places(
  value: Placeholders<HomeValues>,
  towards: Towards,
  limit: PlaceLimit,
  entries: RawBuilder<unknown>,
  before: RawBuilder<unknown> = sql``,
): RawBuilder<Place> {
  return sql<Place>`
    ${before}
    select p.id, e.position, ${shown(value)} and (e.user_id is null or (
        exists (select from users u where u.id = e.user_id and u.state = 'active')
        and not exists (select from mutes m where m.user_id = ${value('viewerId')} and m.other_id = e.user_id)
      )) as "isShown",
      case when e.repost_id is not null then jsonb_build_object(
        'id', e.repost_id, 'userId', e.user_id, 'at', e.at) end as repost
    from (select * from (${entries}) every ${nearest('every', towards, limit)}) e
    join posts p on p.id = e.id and p.site_id = ${value('siteId')}
    ${sql`order by e.position ${sql.raw(towards === 'newer' ? 'asc' : 'desc')}`}`
}
