import type { FeedError } from '@ai-feed/core'
import type { PostEventMap } from '../post/post-events.js'

const fact = { bubbles: true, composed: true }

/** Posts were loaded and are drawn. */
export class AiFeedLoadedEvent extends Event {
  readonly count: number
  readonly source: 'cache' | 'network'

  /** @param count how many posts the feed now shows
   *  @param source whether they come from the network or from what was kept */
  constructor(count: number, source: 'cache' | 'network') {
    super('ai-feed-loaded', fact)
    this.count = count
    this.source = source
  }
}

/** Posts could not be loaded; the reason is drawn too. */
export class AiFeedFailedEvent extends Event {
  readonly error: FeedError

  constructor(error: FeedError) {
    super('ai-feed-failed', fact)
    this.error = error
  }
}

/** Another tab was chosen. */
export class AiFeedSelectedEvent extends Event {
  readonly feed: string

  constructor(feed: string) {
    super('ai-feed-selected', fact)
    this.feed = feed
  }
}

/** What `<ai-feed>` fires. */
export interface FeedEventMap extends PostEventMap {
  'ai-feed-loaded': AiFeedLoadedEvent
  'ai-feed-failed': AiFeedFailedEvent
  'ai-feed-selected': AiFeedSelectedEvent
}
