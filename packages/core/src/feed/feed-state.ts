import type { FeedItem, FeedOrder, FeedPage } from '@ai-feed/protocol'
import type { FeedError } from '../feed-error.js'
import { own } from '../platform/own.js'

/** What a feed holds. Having items and fetching items are separate facts. */
export interface FeedState {
  /** Items as loaded, without repeats, in feed order. */
  readonly rows: readonly FeedItem[]
  readonly source: 'none' | 'cache' | 'network'
  readonly activity: 'idle' | 'first' | 'refresh' | 'more'
  /** Cursor of the next page; absent at the end and before the first page. */
  readonly next?: string | undefined
  /** Cursor of the page before the first row; only a feed that begins in the middle has one. */
  readonly prev?: string | undefined
  /** Cursors that were followed already: a server that gives one of them again has come to its end. */
  readonly followed: readonly string[]
  /** Cursor for posts that come after page one was made. */
  readonly newest?: string
  /** Ids of posts that were announced and are not in `rows`, oldest first. */
  readonly announced: readonly string[]
  /** How the server orders `for-you`. */
  readonly order?: FeedOrder | undefined
  readonly error?: FeedError | undefined
}

/** What can happen to a feed from the start. */
export type FeedStateEvent =
  | { readonly type: 'turned'; readonly activity: FeedState['activity'] }
  | { readonly type: 'cached'; readonly page: FeedPage }
  /** `known` was announced before the server was asked: it answered that too. */
  | { readonly type: 'loaded'; readonly page: FeedPage; readonly known: readonly string[] }
  | { readonly type: 'failed'; readonly error: FeedError }

/** A feed before its first page. */
export const emptyFeedState: FeedState = {
  rows: [],
  source: 'none',
  activity: 'idle',
  followed: [],
  announced: [],
}

/** Gives the state after an event. An event that does not apply gives back the same object. */
export function feedTransition(state: FeedState, event: FeedStateEvent): FeedState {
  switch (event.type) {
    case 'turned':
      return state.activity === event.activity ? state : { ...state, activity: event.activity }
    case 'cached':
      return state.source === 'none' ? withFirstPage(state, event.page, 'cache') : state
    case 'loaded': {
      const idle = { ...withoutAnnounced(state, event.page.items, event.known), error: undefined }
      return withFirstPage({ ...idle, activity: 'idle' }, event.page, 'network')
    }
    case 'failed':
      return { ...state, activity: 'idle', error: event.error }
    default:
      return event satisfies never
  }
}

/** What makes two rows the same: a post stands once, a repost of it once for each who reposted. */
export function rowIdentity(item: FeedItem): string {
  return item.because?.kind === 'repost' ? `repost ${item.key}` : item.post.id
}

/** Those of `items` that are not in `rows`, without repeats among themselves. A key that stands for two posts is a repeat too:
 *  whatever draws rows tells them apart by it. */
export function unknownRows(rows: readonly FeedItem[], items: readonly FeedItem[]): FeedItem[] {
  const fresh = newTo(new Set(rows.map(rowIdentity)), items, rowIdentity)
  return newTo(new Set(rows.map(keyOf)), fresh, keyOf)
}

const keyOf = ({ key }: FeedItem): string => key

/** Those of `items` whose identity is not in `known`, without repeats among themselves; it is there afterwards. */
export function newTo<T>(known: Set<string>, items: readonly T[], identityOf: (item: T) => string): T[] {
  return items.filter((item) => {
    const identity = identityOf(item)
    return !known.has(identity) && known.add(identity)
  })
}

function withFirstPage(state: FeedState, page: FeedPage, source: 'cache' | 'network'): FeedState {
  const { items, next, prev, newest, order } = own(page)
  return { ...state, rows: unknownRows([], items), source, next, prev, newest, order, followed: [] }
}

/** Puts those of `items` that are not there yet at one end of the rows. */
export function withRows(state: FeedState, items: readonly FeedItem[], at: 'start' | 'end'): FeedState {
  const fresh = unknownRows(state.rows, items)
  if (fresh.length === 0) return state
  return { ...state, rows: at === 'start' ? [...fresh, ...state.rows] : [...state.rows, ...fresh] }
}

/** Leaves out of what was announced the posts that are there now, and what the server has answered, `known`. */
export function withoutAnnounced(
  state: FeedState,
  items: readonly FeedItem[],
  known: readonly string[] = [],
): FeedState {
  const shown = new Set([...known, ...items.map((item) => item.post.id)])
  const announced = state.announced.filter((id) => !shown.has(id))
  return announced.length === state.announced.length ? state : { ...state, announced }
}
