import type { Cursor } from '../database/cursor.js'
import type { Place, PlaceRange } from './find-places.js'

/** What a reader asks of a feed. */
export type PageRequest =
  | { readonly from: 'start' }
  | { readonly from: 'cursor'; readonly cursor: Cursor }
  /** What came after a `newest`. */
  | { readonly from: 'after'; readonly cursor: Cursor }
  /** The page that has this place in its middle. */
  | { readonly from: 'around'; readonly place: Place }

/** Places in the order of the feed, and where to go on. A page links onward only, not back to where its reader came from. */
export interface PlacePage {
  readonly places: readonly Place[]
  readonly next?: Cursor
  readonly prev?: Cursor
  readonly newest: Cursor
}

/** Which end of a feed comes first: the newest post, or in a conversation the oldest. */
export type FeedOrder = 'newest-first' | 'oldest-first'

/** Puts a page together from ranges of the feed. One place more than asked for tells whether there are more.
 *
 *  `newest` is the position up to which the reader has seen everything, or is being led to it by `next` and `prev`: it is set
 *  when a walk begins and carried along, so that posts which come meanwhile are found with `after` and not lost between pages. */
export async function readPage(
  find: (range: PlaceRange) => Promise<Place[]>,
  order: FeedOrder,
  limit: number,
  request: PageRequest,
): Promise<PlacePage> {
  const onward = order === 'newest-first' ? 'older' : 'newer'

  switch (request.from) {
    case 'start': {
      const { places, hasMore } = await take(find, { towards: onward, limit })
      const newest = order === 'newest-first' || !hasMore ? newestOf(places, 0) : await head(find)
      return walk(places, hasMore, onward, order, newest)
    }
    case 'after':
    case 'cursor': {
      const { towards, position } = request.cursor
      const { places, hasMore } = await take(find, { towards, position, limit })
      // Nothing between `after` and the end of this page was left out; a walk towards older posts sees no new ones.
      const newest = request.from === 'after' ? newestOf(places, position) : newestOf(places, request.cursor.newest)
      return walk(places, hasMore, towards, order, newest)
    }
    case 'around': {
      const { place } = request
      const olderLimit = Math.floor((limit - 1) / 2)
      const older = await take(find, { towards: 'older', position: place.position, limit: olderLimit })
      const newer = await take(find, { towards: 'newer', position: place.position, limit: limit - 1 - olderLimit })
      const places = [...newer.places.toReversed(), place, ...older.places]
      const newest = newer.hasMore ? await head(find) : newestOf(places, 0)
      const olderEnd = older.hasMore
        ? { towards: 'older' as const, position: lastOf(older.places, place), newest }
        : undefined
      const newerEnd = newer.hasMore
        ? { towards: 'newer' as const, position: lastOf(newer.places, place), newest }
        : undefined
      const [next, prev] = order === 'newest-first' ? [olderEnd, newerEnd] : [newerEnd, olderEnd]
      return {
        places: order === 'newest-first' ? places : places.toReversed(),
        ...(next && { next }),
        ...(prev && { prev }),
        newest: { towards: 'newer', position: newest, newest },
      }
    }
  }
}

/** Finishes a page that was read in one direction; `places` come nearest first. */
function walk(
  places: readonly Place[],
  hasMore: boolean,
  towards: 'newer' | 'older',
  order: FeedOrder,
  newest: number,
): PlacePage {
  const last = places.at(-1)
  const further = hasMore && last ? { towards, position: last.position, newest } : undefined
  const isOnward = (towards === 'older') === (order === 'newest-first')
  return {
    places: isOnward ? places : places.toReversed(),
    ...(further && (isOnward ? { next: further } : { prev: further })),
    newest: { towards: 'newer', position: newest, newest },
  }
}

async function take(
  find: (range: PlaceRange) => Promise<Place[]>,
  range: PlaceRange,
): Promise<{ places: Place[]; hasMore: boolean }> {
  const found = await find({ ...range, limit: range.limit + 1 })
  return { places: found.slice(0, range.limit), hasMore: found.length > range.limit }
}

async function head(find: (range: PlaceRange) => Promise<Place[]>): Promise<number> {
  return newestOf(await find({ towards: 'older', limit: 1 }), 0)
}

function newestOf(places: readonly Place[], atLeast: number): number {
  return places.reduce((newest, { position }) => Math.max(newest, position), atLeast)
}

function lastOf(places: readonly Place[], otherwise: Place): number {
  return (places.at(-1) ?? otherwise).position
}
