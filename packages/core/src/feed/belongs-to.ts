import type { FeedId, Post } from '@ai-feed/protocol'
import type { PostDraft } from '../submission.js'

/** Tells whether a post that the user just made stands in a feed, so that it can be shown there at once.
 *  Feeds whose content only the server knows say no. */
export function postBelongsTo(feed: FeedId, post: Post): boolean {
  const [kind, subject] = splitFeedId(feed)
  const isTop = post.commentOn === undefined
  switch (kind) {
    case 'explore':
      return isTop && post.visibility === 'public'
    case 'home':
      return isTop
    case 'user':
      return isTop && post.author.handle === subject
    case 'comments':
      return post.commentOn?.id === subject
    case 'remixes':
      return post.remixOf?.id === subject
    case 'topic':
      return isTop && post.topic === subject
    case 'tag':
      return isTop && post.text.some((segment) => segment.type === 'tag' && segment.tag === subject)
    default:
      return false
  }
}

/** The same for a draft that is on its way; `handle` is the author's. */
export function draftBelongsTo(feed: FeedId, draft: PostDraft, handle: string | undefined): boolean {
  const [kind, subject] = splitFeedId(feed)
  const isTop = draft.commentOn === undefined
  switch (kind) {
    case 'explore':
      return isTop && draft.visibility !== 'followers'
    case 'home':
      return isTop
    case 'user':
      return isTop && handle === subject
    case 'comments':
      return draft.commentOn === subject
    case 'topic':
      return isTop && draft.topic === subject
    default:
      return false
  }
}

/** Comments and lineage run from old to new: what arrives stands at their end. */
export function arrivesAt(feed: FeedId): 'start' | 'end' {
  const [kind] = splitFeedId(feed)
  return kind === 'comments' || kind === 'lineage' ? 'end' : 'start'
}

/** Tells whether the server announces new posts of a feed. */
export function isLive(feed: FeedId): boolean {
  return ['explore', 'home', 'user', 'tag', 'topic', 'comments'].includes(splitFeedId(feed)[0])
}

function splitFeedId(feed: FeedId): [kind: string, subject: string | undefined] {
  const colon = feed.indexOf(':')
  return colon === -1 ? [feed, undefined] : [feed.slice(0, colon), feed.slice(colon + 1)]
}
