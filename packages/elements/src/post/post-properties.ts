import type { Post } from '@ai-feed/core'
import type { SharedProperties } from '../reactive/shared-properties.js'

/** What can be set on `<ai-post>`. */
export interface PostProperties extends SharedProperties {
  /** Id of the post.
   *  @default '' */
  postId: string
  /** Shows the post between what it was made from and its comments.
   *  @default false */
  thread: boolean
  /** Shows no actions and no sign-in.
   *  @default false */
  readOnly: boolean
  /** The post itself: drawn without a request. */
  post: Post | undefined
}
