import type { FeedId, Post, Visibility } from '@ai-feed/protocol'
import type { PostDraft } from '../submission.js'
import { splitFeedId } from './feed-order.js'

/** Tells whether a post that the user just made stands in a feed, so that it can be shown there at once.
 *  Feeds whose content only the server knows say no. */
export function postBelongsTo(feed: FeedId, post: Post): boolean {
  return belongsTo(feed, {
    ...post,
    handle: post.author.handle,
    commentOn: post.commentOn?.id,
    remixOf: post.remixOf?.id,
    tags: post.text.map((segment) => (segment.type === 'tag' ? segment.tag : undefined)),
  })
}

/** The same for a draft that is on its way; `handle` is the author's. Its tags and what it remixes are the server's word. */
export function draftBelongsTo(feed: FeedId, draft: PostDraft, handle: string | undefined): boolean {
  return belongsTo(feed, { ...draft, handle, remixOf: undefined, tags: [] })
}

interface Placed {
  readonly handle: string | undefined
  readonly commentOn?: string | undefined
  readonly remixOf: string | undefined
  readonly topic?: string | undefined
  readonly visibility?: Visibility | undefined
  readonly tags: readonly (string | undefined)[]
}

function belongsTo(feed: FeedId, { handle, commentOn, remixOf, topic, visibility, tags }: Placed): boolean {
  const [kind, subject] = splitFeedId(feed)
  if (kind === 'comments') return commentOn === subject
  if (kind === 'remixes') return remixOf === subject
  if (commentOn !== undefined) return false
  switch (kind) {
    case 'explore':
    case 'for-you':
      return visibility !== 'followers'
    case 'home':
      return true
    case 'user':
      return handle === subject
    case 'topic':
      return topic === subject
    case 'tag':
      return tags.includes(subject)
    default:
      return false
  }
}
