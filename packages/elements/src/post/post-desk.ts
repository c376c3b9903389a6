import type { Post } from '@ai-feed/core'
import type { Announcer } from '../reactive/announcer.js'
import type { ClientController } from '../reactive/client-controller.js'

/** What the buttons and dialogs of posts need of the element that draws them. */
export interface PostDesk {
  readonly desk: ClientController
  readonly announcer: Announcer
  /** Gives a post that the element draws. */
  readonly findPost: (id: string) => Post | undefined
  /** Puts the cursor where a comment on a post is written in the element itself. @returns false where it has no such place */
  readonly commentHere?: (postId: string) => boolean
}
