import type { AiPostOpenEvent } from '../post/post-events.js'
import type { AiAccountFailedEvent, SignInEventMap } from '../reactive/account-events.js'
import type { SharedProperties } from '../reactive/shared-properties.js'

/** What can be set on `<ai-account>`. */
export interface AccountProperties extends SharedProperties {
  /** Counts on the button what is unread, and lists it in the menu. Without it nothing is listened to.
   *  @default false */
  notifications: boolean
}

/** What `<ai-account>` fires. */
export interface AccountEventMap extends SignInEventMap {
  'ai-account-failed': AiAccountFailedEvent
  'ai-post-open': AiPostOpenEvent
}
