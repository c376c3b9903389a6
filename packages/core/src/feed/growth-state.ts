import type { FeedItem, FeedPage } from '@ai-feed/protocol'
import { own } from '../platform/own.js'
import { newTo, withRows, withoutAnnounced, type FeedState } from './feed-state.js'

/** What happens to a feed that has its first page: more of it is loaded, something new comes, or it is cut. Apart from what happens
 *  before, so that it is loaded afterwards. */
export type GrowthEvent =
  | { readonly type: 'appended'; readonly page: FeedPage; readonly cursor: string; readonly towards: 'next' | 'prev' }
  | {
      readonly type: 'caught-up'
      readonly items: readonly FeedItem[]
      readonly newest: string
      /** Was announced before the server was asked: it answered that too. */
      readonly known: readonly string[]
      readonly at: 'start' | 'end'
    }
  /** Only so many rows are kept, from the start. */
  | { readonly type: 'cut'; readonly rows: number }
  | { readonly type: 'announced'; readonly postIds: readonly string[] }
  | { readonly type: 'inserted'; readonly item: FeedItem; readonly at: 'start' | 'end' }

/** In the place of a cursor after rows were cut off, as no server gives an empty one: what comes after the last row. */
export const endOfRows = ''

/** More announcements than this say nothing that a reader could use. */
const maxAnnounced = 1000

/** Gives the state after an event. An event that does not apply gives back the same object. */
export function growthTransition(state: FeedState, event: GrowthEvent): FeedState {
  switch (event.type) {
    case 'appended': {
      const { cursor, towards } = event
      if (state[towards] !== cursor) return state
      const { items, [towards]: further } = own(event.page)
      const followed = [...state.followed, cursor]
      const grown = withRows(state, items, towards === 'next' ? 'end' : 'start')
      return withoutAnnounced(
        {
          ...grown,
          activity: 'idle',
          error: undefined,
          followed,
          [towards]: further !== undefined && followed.includes(further) ? undefined : further,
        },
        items,
      )
    }
    case 'caught-up': {
      const { items, known, newest } = event
      return { ...withoutAnnounced(withRows(state, items, event.at), items, known), newest, error: undefined }
    }
    case 'cut':
      return { ...state, rows: state.rows.slice(0, event.rows), next: endOfRows, followed: [] }
    case 'announced': {
      const shown = [...state.rows.map((row) => row.post.id), ...state.announced]
      const fresh = newTo(new Set(shown), event.postIds, (id) => id)
      if (fresh.length === 0) return state
      return { ...state, announced: [...state.announced, ...fresh].slice(-maxAnnounced) }
    }
    case 'inserted': {
      const { at, item } = event
      // In a feed that runs from old to new, its place comes with a later page.
      if (state.source === 'none' || (at === 'end' && state.next !== undefined)) return state
      return withoutAnnounced(withRows(state, [item], at), [item])
    }
    default:
      return event satisfies never
  }
}
