import type { FeedId, Post } from '@ai-feed/protocol'
import type { PostDraft } from '../submission.js'
import { splitFeedId } from './feed-order.js'

/** Tells whether a post that the user just made stands in a feed, so that it can be shown there at once.
 *  Feeds whose content only the server knows say no. */
export function postBelongsTo(feed: FeedId, post: Post): boolean {
  const [kind, subject] = splitFeedId(feed)
  const isTop = post.commentOn === undefined
  switch (kind) {
    case 'explore':
    case 'for-you':
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
    case 'for-you':
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
