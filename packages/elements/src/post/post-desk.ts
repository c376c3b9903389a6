import type { FeedItem, Post } from '@ai-feed/core'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'

/** What the buttons and dialogs of posts need of the element that draws them. */
export interface PostDesk {
  readonly desk: ClientController
  readonly announcer: Announcer
  /** Gives a post that the element draws. */
  readonly findPost: (id: string) => Post | undefined
  /** Tells why a post stands where it does, as far as that is known. */
  readonly becauseOf?: (id: string) => FeedItem['because']
  /** Puts the cursor where a comment on a post is written in the element itself. @returns false where it has no such place */
  readonly commentHere?: (postId: string) => boolean
}
