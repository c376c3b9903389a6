/** A post's place in a feed. */
export interface Place {
  /** The post's. */
  readonly id: string
  /** The number by which the feed is walked: when the post or repost was published, or when the post was marked. */
  readonly position: number
  /** False for one that this reader does not get: it is walked over. */
  readonly isShown: boolean
  /** The post's score, where the feed is walked by it. */
  readonly score?: number
  /** What a score is made of, in `for-you`. */
  readonly terms?: Readonly<Record<string, number>>
  /** The repost by which the post stands here. */
  readonly repost?: { readonly id: string; readonly userId: string; readonly at: string } | null
}

/** Where a walk goes on: beyond this place. */
export type Spot = Pick<Place, 'position' | 'score'>

/** Which places to look for, nearest first. */
export interface PlaceRange {
  readonly towards: 'newer' | 'older'
  /** Exclusive; without it the walk begins at the end of the feed. */
  readonly from?: Spot
  /** How many: fewer come only where the feed ends. */
  readonly limit: PlaceLimit
  /** Leaves out what was published after the walk began, where that could stand anywhere. */
  readonly newest?: number
}

/** A number of places that is asked for: a query is prepared for each, so there are few. */
export type PlaceLimit = (typeof limits)[number]

const limits = [2, 11, 21, 31, 51, 101, 501, 1_001] as const

/** Gives the smallest number of places to ask for that is enough for `count`. */
export function limitFor(count: number): PlaceLimit {
  return limits.find((limit) => limit >= count) ?? 1_001
}
