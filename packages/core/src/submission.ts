import type { AiPreferences, FeedOrder, Policy, Visibility } from '@ai-feed/protocol'
import type { FeedError } from './feed-error.js'
import type { Store } from './platform/emitter.js'

/** A picture of a draft: one that the server has, a generated one for example, or a file that is still here. `alt` says in words
 *  what it shows, in at most 1,500 graphemes. */
export type DraftPicture =
  | { readonly mediaId: string; readonly alt: string }
  | { readonly file: Blob; readonly alt: string }

/** A post as written. Text or pictures must be there; `remixOf` is absent because the server alone says it. */
export interface PostDraft {
  /** At most 2,000 graphemes and 16 kB. */
  readonly text?: string
  /** At most 4, in the order in which they are shown. */
  readonly pictures?: readonly DraftPicture[]
  /** Id of the post that this one answers. */
  readonly commentOn?: string
  /** Id of the post that this one shows below its text. */
  readonly quoteOf?: string
  /** What the post is about, a key of the page's own: it stands in the feed `topic:{key}`. At most 200 characters. */
  readonly topic?: string
  /** Who sees it and who may answer; what is absent is the user's default (`loadMe().defaults`). */
  readonly visibility?: Visibility
  readonly commentPolicy?: Policy
  readonly remixPolicy?: Policy
  readonly aiPreferences?: Partial<AiPreferences>
}

/** What of a post can be changed after it was sent. */
export interface PostChange {
  /** As in a draft; empty takes the words away. */
  readonly text?: string
  /** New descriptions of pictures that the post already has. */
  readonly media?: readonly { readonly id: string; readonly alt: string }[]
  readonly commentPolicy?: Policy
  readonly remixPolicy?: Policy
  /** All labels that the author gives, in place of those before: at most 4, of `a-z` and `-`. */
  readonly labels?: readonly string[]
}

/** What users can change about themselves; what is absent stays. */
export interface MeChange {
  /** At most 50 graphemes; where it is empty, the handle is shown. */
  readonly name?: string
  /** At most 500 graphemes. */
  readonly bio?: string
  /** Id of a picture of the user's own; empty takes it away. */
  readonly avatar?: string
  /** All muted words, in place of those before: at most 200 of at most 100 characters. */
  readonly mutedWords?: readonly string[]
  readonly defaults?: {
    /** Of new posts. */
    readonly visibility?: Visibility
    readonly commentPolicy?: Policy
    readonly remixPolicy?: Policy
    /** Of the feed `for-you`. */
    readonly feedOrder?: FeedOrder
  }
}

/** A report about a post or a user. */
export type ReportDraft = ({ readonly post: string } | { readonly user: string }) & {
  /** One of the wire's categories, such as `spam` or `harassment`; another is `invalid_field`. */
  readonly category: string
  /** At most 2,000 characters. */
  readonly reason: string
  /** The reporter states that this is true to the best of their knowledge. */
  readonly goodFaith: boolean
}

/** A write that is stored on this device and on its way. */
export interface Submission<T> {
  /** Id of the outbox entry, and the idempotency key for its whole life. */
  readonly id: string
  /** Follows the server's answer; rejects with a FeedError after the change was rolled back. May be ignored. It is `gone` when the
   *  entry has left the outbox and no tab said how, after storage was cleared for example. When the client is closed it rejects
   *  with an AbortError: the entry stays in the outbox. */
  readonly done: Promise<T>
}

/** A write that waits for its turn, as shown to the user. */
export interface OutboxEntry {
  readonly id: string
  readonly kind: 'post' | 'edit' | 'delete' | 'reaction' | 'relation' | 'report' | 'me'
  /** Whose it is; absent when it was made signed out and has not been claimed. */
  readonly userId?: string
  readonly createdAtMs: number
  /** Only for kind `post`. */
  readonly draft?: PostDraft
  /** Part of the pictures that has been sent, 0 to 1. */
  readonly progress?: number
  readonly status: 'waiting' | 'sending' | 'sent' | 'rejected'
  /** What a waiting entry waits for; `turn` is an earlier entry about the same thing. */
  readonly waitingFor?: 'network' | 'sign-in' | 'server' | 'turn'
  /** When the server lets a waiting entry come again, where it has put that off. */
  readonly retryAtMs?: number
  /** Why it was rejected or why the last try failed; `storage_failed` while it is kept in memory only. */
  readonly error?: FeedError
}

/** The writes of this browser to one server and site that the server has not confirmed yet, oldest first. All three methods
 *  reject with FeedError `gone`, and change nothing, when the entry is not here: it has arrived, was discarded, or never was. */
export interface Outbox extends Store<readonly OutboxEntry[]> {
  /** Sends an entry again, at once. */
  retry(id: string): Promise<void>
  /** Forgets an entry and what it changed on the screen; its `done` rejects with an AbortError. */
  discard(id: string): Promise<void>
  /** Puts other content into an entry of kind `post` and sends it again under the same key.
   *  If an earlier try had reached the server after all, the entry ends as `idempotency_mismatch` and nothing is doubled.
   *  @throws TypeError when the entry is no post, or as `createPost`; FeedError `unreadable_image`, and `storage_failed` while its pictures cannot be read */
  edit(id: string, draft: PostDraft): Promise<void>
}
