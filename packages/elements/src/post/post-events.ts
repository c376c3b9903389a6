import type { FeedError } from '@ai-feed/core'
import type { SignInEventMap } from '../reactive/account-events.js'

const intent = { bubbles: true, composed: true, cancelable: true }
const fact = { bubbles: true, composed: true }

/** Somebody wants to see a post with its comments. Cancel it to show them elsewhere. */
export class AiPostOpenEvent extends Event {
  readonly postId: string

  constructor(postId: string) {
    super('ai-post-open', intent)
    this.postId = postId
  }
}

/** Somebody wants to remix a post. Cancel it to take over. */
export class AiPostRemixEvent extends Event {
  readonly postId: string

  constructor(postId: string) {
    super('ai-post-remix', intent)
    this.postId = postId
  }
}

/** Somebody wants to comment on a post. Cancel it to take over. */
export class AiPostCommentEvent extends Event {
  readonly postId: string

  constructor(postId: string) {
    super('ai-post-comment', intent)
    this.postId = postId
  }
}

/** Somebody wants to quote a post. Cancel it to take over. */
export class AiPostQuoteEvent extends Event {
  readonly postId: string

  constructor(postId: string) {
    super('ai-post-quote', intent)
    this.postId = postId
  }
}

/** Somebody wants to like a post or take a like back. Cancel it and nothing happens. */
export class AiPostLikeEvent extends Event {
  readonly postId: string
  readonly on: boolean

  constructor(postId: string, on: boolean) {
    super('ai-post-like', intent)
    this.postId = postId
    this.on = on
  }
}

/** The server has stored a like, or that it was taken back. */
export class AiPostLikedEvent extends Event {
  readonly postId: string
  readonly on: boolean

  constructor(postId: string, on: boolean) {
    super('ai-post-liked', fact)
    this.postId = postId
    this.on = on
  }
}

/** The server has stored a repost, or that it was taken back. */
export class AiPostRepostedEvent extends Event {
  readonly postId: string
  readonly on: boolean

  constructor(postId: string, on: boolean) {
    super('ai-post-reposted', fact)
    this.postId = postId
    this.on = on
  }
}

/** The server has stored a bookmark, or that it was taken back. */
export class AiPostBookmarkedEvent extends Event {
  readonly postId: string
  readonly on: boolean

  constructor(postId: string, on: boolean) {
    super('ai-post-bookmarked', fact)
    this.postId = postId
    this.on = on
  }
}

/** The server has deleted a post. */
export class AiPostDeletedEvent extends Event {
  readonly postId: string

  constructor(postId: string) {
    super('ai-post-deleted', fact)
    this.postId = postId
  }
}

/** The server has taken a report. */
export class AiPostReportedEvent extends Event {
  readonly postId: string

  constructor(postId: string) {
    super('ai-post-reported', fact)
    this.postId = postId
  }
}

/** Something that was wanted of a post did not happen; what the screen showed of it is rolled back. */
export class AiPostFailedEvent extends Event {
  readonly postId: string
  readonly error: FeedError

  constructor(postId: string, error: FeedError) {
    super('ai-post-failed', fact)
    this.postId = postId
    this.error = error
  }
}

/** What `<ai-post>` and `<ai-feed>` fire. */
export interface PostEventMap extends SignInEventMap {
  'ai-post-open': AiPostOpenEvent
  'ai-post-remix': AiPostRemixEvent
  'ai-post-comment': AiPostCommentEvent
  'ai-post-quote': AiPostQuoteEvent
  'ai-post-like': AiPostLikeEvent
  'ai-post-liked': AiPostLikedEvent
  'ai-post-reposted': AiPostRepostedEvent
  'ai-post-bookmarked': AiPostBookmarkedEvent
  'ai-post-deleted': AiPostDeletedEvent
  'ai-post-reported': AiPostReportedEvent
  'ai-post-failed': AiPostFailedEvent
}
