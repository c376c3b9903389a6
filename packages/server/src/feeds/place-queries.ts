import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { NamedQuery, Placeholders, Values } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import type { Place, PlaceLimit, PlaceRange } from './place.js'
import { shownTo } from './shown-to.js'
import type { Heeds, ReaderValues } from './shown-to.js'

/** What a walk along a feed is told each time. */
export interface WalkValues extends ReaderValues {
  /** What the feed is about: a user, tag, topic or post. */
  readonly subject: string
  readonly position: number
}

/** A feed in SQL: posts `p` in the order of one number. */
export interface FeedSpec {
  /** From-clause and conditions of the feed, for an index that has `position` as its last column. */
  readonly from: (value: Placeholders<WalkValues>) => RawBuilder<unknown>
  readonly position: RawBuilder<number>
  readonly heeds: Heeds
  /** More columns of a place. */
  readonly columns?: RawBuilder<unknown>
}

/** The queries of one feed: by keyset, so that a page costs the same at any depth. */
export interface PlaceQueries {
  find(db: Db, isSignedIn: boolean, values: Omit<WalkValues, 'position'>, range: PlaceRange): Promise<Place[]>
  /** Finds where one post stands; undefined when it does not. */
  findOne(db: Db, isSignedIn: boolean, values: Omit<WalkValues, 'position'>, postId: string): Promise<Place | undefined>
}

/** Makes the queries of a feed; each text is made when it is first needed. What is asked of every place stands outside of the limit:
 *  inside, the planner would prepare for asking it of the whole feed. */
export function placeQueries(name: string, spec: FeedSpec): PlaceQueries {
  const walks = memoize((towards: 'newer' | 'older', isSignedIn: boolean, limit: PlaceLimit) =>
    namedQuery<WalkValues, Place>(
      `feed.${name}.${towards}.${isSignedIn ? 'me' : 'all'}.${limit}`,
      (value) => sql<Place>`
        select ${columnsOf(spec, isSignedIn, value)} from (
          select p.*, ${spec.position} as place from ${spec.from(value)}
            and ${spec.position} ${sql.raw(towards === 'newer' ? '>' : '<')} ${value('position')}
          order by ${spec.position} ${sql.raw(towards === 'newer' ? 'asc' : 'desc')} limit ${sql.lit(limit)}) p
        order by p.place ${sql.raw(towards === 'newer' ? 'asc' : 'desc')}`,
    ),
  )
  const lookUps = memoize((isSignedIn: boolean) =>
    namedQuery<WalkValues & { postId: string }, Place>(
      `feed.${name}.at.${isSignedIn ? 'me' : 'all'}`,
      (value) => sql<Place>`
        select ${columnsOf(spec, isSignedIn, value)} from (
          select p.*, ${spec.position} as place from ${spec.from(value)} and p.id = ${value('postId')} limit 1) p`,
    ),
  )

  return {
    find: (db, isSignedIn, values, { towards, from, limit }) =>
      walks(towards, isSignedIn, limit)(db, { ...values, position: from?.position ?? endOf(towards) }),
    async findOne(db, isSignedIn, values, postId) {
      const [place] = await lookUps(isSignedIn)(db, { ...values, position: 0, postId })
      return place?.isShown ? place : undefined
    },
  }
}

/** The number before everything, on the way towards newer or older posts. */
export function endOf(towards: 'newer' | 'older'): number {
  return towards === 'newer' ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER
}

/** Keeps what `make` gives for each list of arguments. */
export function memoize<const A extends readonly unknown[], V extends Values<V>, R>(
  make: (...key: A) => NamedQuery<V, R>,
): (...key: A) => NamedQuery<V, R> {
  const made = new Map<string, NamedQuery<V, R>>()
  return (...key) => {
    const id = key.join()
    const query = made.get(id) ?? make(...key)
    made.set(id, query)
    return query
  }
}

function columnsOf(spec: FeedSpec, isSignedIn: boolean, value: Placeholders<WalkValues>): RawBuilder<unknown> {
  const more = spec.columns ? sql`, ${spec.columns}` : sql``
  return sql`p.id, p.place as position, ${shownTo(isSignedIn, spec.heeds, value)} as "isShown" ${more}`
}
