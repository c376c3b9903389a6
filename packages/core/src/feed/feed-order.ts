import type { FeedId } from '@ai-feed/protocol'

/** Comments and lineage run from old to new: what arrives stands at their end. */
export function arrivesAt(feed: FeedId): 'start' | 'end' {
  const [kind] = splitFeedId(feed)
  return kind === 'comments' || kind === 'lineage' ? 'end' : 'start'
}

/** Tells whether the server announces new posts of a feed. */
export function isLive(feed: FeedId): boolean {
  return ['explore', 'home', 'user', 'tag', 'topic', 'comments'].includes(splitFeedId(feed)[0])
}

/** Cuts a feed id into its kind and what it is about. */
export function splitFeedId(feed: FeedId): [kind: string, subject: string | undefined] {
  const colon = feed.indexOf(':')
  return colon === -1 ? [feed, undefined] : [feed.slice(0, colon), feed.slice(colon + 1)]
}
