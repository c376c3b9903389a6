import type { FeedId, FeedPage } from '@ai-feed/core'
import type { SharedProperties } from '../reactive/shared-properties.js'

/** What can be set on `<ai-feed>`. */
export interface FeedProperties extends SharedProperties {
  /** Which posts: `explore`, `for-you`, `home`, `likes`, `bookmarks`, or `user:`, `tag:`, `topic:`, `comments:`, `remixes:`,
   *  `lineage:`, `search:` with a subject, as in `tag:glass`.
   *  @default 'explore' */
  feed: FeedId | (string & {})
  /** Feeds to choose from by tabs, comma-separated, as in `explore,home`.
   *  @default '' */
  feeds: string
  /** Posts below each other, or the first pictures of posts in rows.
   *  @default 'list' */
  layout: 'list' | 'grid'
  /** How many posts are asked for at once, 1 to 100.
   *  @default 20 */
  pageSize: number
  /** Whether the next page comes by scrolling or by a button.
   *  @default 'scroll' */
  paging: 'scroll' | 'button'
  /** What happens to new posts: a button says how many, they stand there at once, or nothing is listened to.
   *  @default 'announce' */
  incoming: 'announce' | 'prepend' | 'ignore'
  /** Id of the post to start at, with newer and older ones around it.
   *  @default '' */
  around: string
  /** When the first request is sent: at once, when the feed comes near the window, or after a click.
   *  @default 'eager' */
  load: 'eager' | 'visible' | 'interaction'
  /** Shows no actions and no sign-in.
   *  @default false */
  readOnly: boolean
  /** Accessible name of the list.
   *  @default '' */
  label: string
  /** Page one, made by a server or another feed: drawn without a request. */
  firstPage: FeedPage | undefined
}
