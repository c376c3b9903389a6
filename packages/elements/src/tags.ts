import type { AccountEventMap, AccountProperties } from './account/account-properties.js'
import type { AiAccount } from './account/ai-account.js'
import type { AiComposer } from './composer/ai-composer.js'
import type { ComposerEventMap } from './composer/composer-events.js'
import type { ComposerProperties } from './composer/composer-properties.js'
import type { AiFeed } from './feed/ai-feed.js'
import type { FeedEventMap } from './feed/feed-events.js'
import type { FeedProperties } from './feed/feed-properties.js'
import type { AiPost } from './post/ai-post.js'
import type { PostEventMap } from './post/post-events.js'
import type { PostProperties } from './post/post-properties.js'

/** The tags, each with its class. */
export interface Tags {
  'ai-feed': AiFeed
  'ai-post': AiPost
  'ai-composer': AiComposer
  'ai-account': AiAccount
}

/** What each tag fires, by the names of events. */
export interface TagEvents {
  'ai-feed': FeedEventMap
  'ai-post': PostEventMap
  'ai-composer': ComposerEventMap
  'ai-account': AccountEventMap
}

/** What can be set on each tag where markup is typed, such as JSX: properties, and attributes by their own names. */
export interface TagProps {
  'ai-feed': Settable<FeedProperties>
  'ai-post': Settable<PostProperties>
  'ai-composer': Settable<ComposerProperties>
  'ai-account': Settable<AccountProperties>
}

type Settable<Properties> = { [Name in keyof Properties]?: Properties[Name] | undefined } & {
  [Name in keyof Properties & string as Properties[Name] extends Primitive ? Kebab<Name> : never]?:
    | Properties[Name]
    | undefined
}
type Primitive = string | number | boolean
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name

/** An event as the tag's own listeners get it. */
export type TagEvent<Tag extends keyof Tags, Name extends keyof TagEvents[Tag]> = TagEvents[Tag][Name] & {
  readonly currentTarget: Tags[Tag]
}

declare global {
  interface GlobalEventHandlersEventMap extends FeedEventMap, ComposerEventMap, AccountEventMap {}
}
