import type { FeedPage } from '@ai-feed/protocol'
import { isFeedError } from '../feed-error.js'
import type { Clock } from '../platform/clock.js'
import { oneAtATime } from '../platform/one-at-a-time.js'
import { arrivesAt } from './feed-order.js'
import type { FeedHost, LiveWatcher } from './feed-ports.js'
import { growthTransition, type GrowthEvent } from './growth-state.js'
import type { PostMap } from './post-map.js'

/** How long prepended posts are gathered before they are fetched together. */
const gatherMs = 250
/** Rows that a feed keeps beside those that its reader has asked for or is near to. */
const maxRows = 1000
/** Rows that are gone themselves when a feed that was cut is to go on after them. */
const maxAnchors = 5

/** Brings what is new into a feed. */
export interface Arrivals extends LiveWatcher {
  /** Puts in what came since page one, because the reader asked for it. */
  show(): Promise<void>
}

/** Makes the arrivals of one feed. What comes in by itself never grows beyond a bound: rows at its end are dropped, and loaded
 *  again by `loadMore`. Where the reader is further down than that, new posts are counted instead, so that rows near what
 *  is read stay. */
export function createArrivals(host: FeedHost, clock: Clock): Arrivals {
  const { id, limit, incoming } = host
  const at = arrivesAt(id)
  const catchUp = oneAtATime(
    async (_: undefined, signal) => {
      await clock.wait(gatherMs, signal)
      return () => pull(false)
    },
    () => {},
  )

  function dispatch(event: GrowthEvent): void {
    host.change(growthTransition(host.state(), event))
  }

  /** The last row that is read. Who does not say, and has asked for more than page one, may read the last of all. */
  function readIndex(): number {
    const { rows, followed } = host.state()
    if (host.places.size === 0 && followed.length > 0) return rows.length - 1
    const read = [...host.places].map((place) => place())
    return rows.findLastIndex(({ post }) => read.includes(post.id))
  }

  function mayPrepend(): boolean {
    const { rows, followed, prev } = host.state()
    // Above a row that others come before there would be a hole.
    return (
      incoming === 'prepend' &&
      prev === undefined &&
      (at === 'start' ? readIndex() : rows.length) < maxRows + followed.length * limit
    )
  }

  /** Puts in what came after page one. When more than a page has come, page one is loaded anew, as no hole may be left; for
   *  somebody who reads further down, page after page is put in above instead. */
  async function pull(isAsked: boolean): Promise<void> {
    const { rows, newest, next, prev, announced: known } = host.state()
    if (newest === undefined || (!isAsked && !host.isWatched())) return
    const signal = host.visit()
    try {
      if (at === 'start' && prev !== undefined) return isAsked ? await host.restart() : undefined
      if (at === 'end' && next !== undefined) {
        await host.loadMore()
        return
      }
      const page = await host.load({ after: newest })
      const isFull = at === 'start' && page.items.length >= limit
      if (isFull && (isAsked || readIndex() < limit)) return await host.refresh()
      dispatch({ type: 'caught-up', items: page.items, newest: page.newest, known, at })
      if (at === 'start') cut()
      // A server that repeats itself has nothing more.
      if (isFull && mayPrepend() && host.state().rows.length > rows.length) await pull(false)
    } catch (error) {
      if (!signal.aborted) host.fail(error)
    }
  }

  function cut(): void {
    const { rows, followed, activity } = host.state()
    const kept = Math.max(maxRows + followed.length * limit, readIndex() + limit)
    // A page that is on its way goes on after the last row.
    if (rows.length > kept && activity !== 'more') dispatch({ type: 'cut', rows: kept })
  }

  /** Asks what came after page one, and announces it or puts it in. */
  async function findNewer(): Promise<void> {
    await host.firstPage()
    const { source, newest, next } = host.state()
    if (source !== 'network' || newest === undefined || !host.isWatched()) return
    if (mayPrepend()) return pull(false)
    if (at === 'end' && next !== undefined) return
    const { items } = await host.load({ after: newest })
    dispatch({ type: 'announced', postIds: items.map((item) => item.post.id) })
  }

  return {
    onCreated(postId) {
      if (host.state().source === 'none') return
      dispatch({ type: 'announced', postIds: [postId] })
      if (mayPrepend()) catchUp.run(undefined).catch(ignore)
    },
    onGap: () => void findNewer().catch(ignore),
    show: () => pull(true),
  }
}

/** Loads the page after the last row of a feed that was cut: there was a cursor for what is gone now, and none for this place. So
 *  the server is asked for the page around that row's post. */
export async function loadAfterRows(host: FeedHost, posts: PostMap, signal: AbortSignal): Promise<FeedPage> {
  for (let tries = 1; ; tries += 1) {
    // A repost stands elsewhere than its post, and what is gone nowhere.
    const last = host.state().rows.findLast(({ post, because }) => because?.kind !== 'repost' && !posts.isGone(post.id))
    if (last === undefined) return { items: [], newest: '' }
    try {
      const page = await host.load({ around: last.post.id }, signal)
      return { ...page, items: page.items.slice(page.items.findIndex(({ post }) => post.id === last.post.id) + 1) }
    } catch (error) {
      if (!isFeedError(error, 'not_found') || tries === maxAnchors) throw error
      posts.remove(last.post.id)
    }
  }
}

/** For work whose failure stands in the snapshot. */
function ignore(): void {}
