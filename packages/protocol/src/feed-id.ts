/** The name of a feed, one path segment once percent-encoded. */
export type FeedId =
  | 'explore'
  | 'for-you'
  | 'home'
  | 'likes'
  | 'bookmarks'
  | `${'user' | 'tag' | 'topic' | 'comments' | 'remixes' | 'lineage' | 'search'}:${string}`

const plainFeeds = new Set(['explore', 'for-you', 'home', 'likes', 'bookmarks'])
const subjectFeed = /^(?:user|tag|topic|comments|remixes|lineage|search):.{1,200}$/su

/** Tells whether `text` is written like a feed id; the server may still not offer it. */
export function isFeedId(text: string): text is FeedId {
  return plainFeeds.has(text) || (subjectFeed.test(text) && text.isWellFormed())
}
