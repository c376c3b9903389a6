import type { FeedClient } from '@ai-feed/core'
import type { Strings } from '../strings.js'

/** What can be set on every tag. */
export interface SharedProperties {
  /** Origin of the ai-feed server, such as `https://feed.example`. Required unless `client` is set.
   *  @default '' */
  server: string
  /** Which site of that server the posts and people are of.
   *  @default 'default' */
  site: string
  /** Light or dark; `auto` follows the `color-scheme` that the page gives it.
   *  @default 'auto' */
  theme: 'auto' | 'light' | 'dark'
  /** Language of the words: English, German or Arabic. Without it that of the nearest ancestor with a `lang`, then the browser's.
   *  @default '' */
  lang: string
  /** A client that the page has made by itself, in place of `server` and `site`. */
  client: FeedClient | undefined
  /** Words of the page's own. What it does not name stays as it is. */
  strings: Partial<Strings> | undefined
}
