import { limitFor } from './place.js'
import type { Place, PlaceRange, Spot } from './place.js'

/** What to take from a feed. */
export interface TakeRange extends Omit<PlaceRange, 'limit'> {
  readonly limit: number
  /** Posts that stand on the page already: none stands there twice. */
  readonly seen?: Set<string>
}

/** What was taken, nearest first. */
export interface Taken {
  /** At most as many as asked for. */
  readonly places: readonly Place[]
  /** There are more, or there may be: the walk has come to its bound. */
  readonly hasMore: boolean
  /** The first and the last place that were walked over, shown or not. */
  readonly first: Place | undefined
  readonly last: Place | undefined
}

/** So many places are walked over for a page. A reader who is shown none of them gets a page that is empty and leads on. */
const maxWalked = 3_000

/** Takes places that are shown, walking over the others. The longer it finds none, the more it looks at. */
export async function takePlaces(find: (range: PlaceRange) => Promise<Place[]>, range: TakeRange): Promise<Taken> {
  const { limit, seen = new Set(), from: start, ...way } = range
  const places: Place[] = []
  let first: Place | undefined
  let last: Place | undefined
  let from: Spot | undefined = start
  let walked = 0

  for (let size = limitFor(limit + 1); ; size = limitFor(size * 4)) {
    const found = await find({ ...way, ...(from && { from }), limit: size })
    first ??= found[0]
    for (const place of found) {
      const isTaken = place.isShown && !seen.has(place.id)
      if (isTaken && places.length === limit) return { places, hasMore: true, first, last }
      if (isTaken) {
        places.push(place)
        seen.add(place.id)
      }
      last = place
    }
    walked += found.length
    if (found.length < size) return { places, hasMore: false, first, last }
    if (walked >= maxWalked) return { places, hasMore: true, first, last }
    from = last
  }
}
