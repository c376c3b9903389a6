import type { FeedErrorCode } from '../feed-error.js'

/** What tabs tell each other about their common outbox. Whoever waits for an entry hears its end, whoever sent it. */
export type TabMessage =
  | { readonly type: 'changed' }
  | { readonly type: 'sent'; readonly id: string; readonly answer: unknown }
  | {
      readonly type: 'rejected'
      readonly id: string
      readonly error: { readonly code: FeedErrorCode; readonly message: string; readonly retryable: boolean }
    }
  | { readonly type: 'discarded'; readonly id: string }
