import type { Cursor } from '../database/cursor.js'
import type { Place, PlaceRange } from './place.js'
import { takePlaces } from './take-places.js'
import type { Taken } from './take-places.js'

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

/** Which end of a feed comes first: the newest post, in a conversation the oldest, else that with the highest score. */
export type WalkOrder = 'newest-first' | 'oldest-first' | 'by-score'

/** One feed as it is walked. */
export interface FeedWalk {
  readonly order: WalkOrder
  find(range: PlaceRange): Promise<Place[]>
  /** The newest position in the feed; 0 when it is empty. */
  head(): Promise<number>
}

/** Puts a page together from ranges of the feed. One place more than asked for tells whether there are more.
 *
 *  `newest` is the position up to which the reader has seen everything, or is being led to it by `next` and `prev`: it is set
 *  when a walk begins and carried along, so that posts which come meanwhile are found with `after` and not lost between pages. */
export async function readPage(walk: FeedWalk, limit: number, request: PageRequest): Promise<PlacePage> {
  const { find, order } = walk
  const onward = order === 'oldest-first' ? 'newer' : 'older'

  switch (request.from) {
    case 'start': {
      // By score, whatever is published from here on waits.
      const head = order === 'by-score' ? await walk.head() : undefined
      const taken = await takePlaces(find, { towards: onward, limit, ...(head !== undefined && { newest: head }) })
      const newest = head ?? (order === 'newest-first' ? taken.first : taken.hasMore ? undefined : taken.last)?.position
      return finish(taken, onward, order, newest ?? (taken.hasMore ? await walk.head() : 0))
    }
    case 'after':
    case 'cursor': {
      const { towards, position, score, newest } = request.cursor
      const from = { position, ...(score !== undefined && { score }) }
      const taken = await takePlaces(find, { towards, from, limit, ...(score !== undefined && { newest }) })
      // Nothing between `after` and the end of this page was left out; a walk towards older posts sees no new ones.
      const reached = towards === 'newer' && score === undefined ? (taken.last?.position ?? position) : newest
      return finish(taken, towards, order, Math.max(reached, request.from === 'after' ? position : newest))
    }
    case 'around': {
      const { place } = request
      const head = order === 'by-score' ? await walk.head() : undefined
      const olderLimit = Math.floor((limit - 1) / 2)
      const ask = { from: spotOf(place), seen: new Set([place.id]), ...(head !== undefined && { newest: head }) }
      const older = await takePlaces(find, { ...ask, towards: 'older', limit: olderLimit })
      const newer = await takePlaces(find, { ...ask, towards: 'newer', limit: limit - 1 - olderLimit })
      const places = [...newer.places.toReversed(), place, ...older.places]
      const newest = head ?? (newer.hasMore ? await walk.head() : (newer.last ?? place).position)
      const lead = (towards: 'newer' | 'older', taken: Taken): Cursor | undefined =>
        taken.hasMore ? { towards, ...spotOf(taken.last ?? place), newest } : undefined
      const [olderEnd, newerEnd] = [lead('older', older), lead('newer', newer)]
      const [next, prev] = order === 'oldest-first' ? [newerEnd, olderEnd] : [olderEnd, newerEnd]
      return {
        places: order === 'oldest-first' ? places.toReversed() : places,
        ...(next && { next }),
        ...(prev && { prev }),
        newest: { towards: 'newer', position: newest, newest },
      }
    }
  }
}

/** Finishes a page that was read in one direction; its places come nearest first. */
function finish(taken: Taken, towards: 'newer' | 'older', order: WalkOrder, newest: number): PlacePage {
  const { places, last, hasMore } = taken
  const further = hasMore && last ? { towards, ...spotOf(last), newest } : undefined
  const isOnward = (towards === 'older') === (order !== 'oldest-first')
  return {
    places: isOnward ? places : places.toReversed(),
    ...(further && (isOnward ? { next: further } : { prev: further })),
    newest: { towards: 'newer', position: newest, newest },
  }
}

function spotOf({ position, score }: Place): Pick<Cursor, 'position' | 'score'> {
  return { position, ...(score !== undefined && { score }) }
}
