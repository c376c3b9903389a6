import type { Media, Notification, Post, PostCounts, PostRef, Quota, User, UserRef } from '@ai-feed/protocol'
import type { Trx } from './database/schema.js'
import type { Viewer } from './http/request-context.js'

/** Renders stored pictures of one site, keyed by id, with their drafted alt text; unknown ids are absent.
 *  Pictures that are not part of a public post get addresses signed for at most an hour. */
export type LoadMedia = (siteId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, Media>>

/** Renders posts of one site, keyed by id; absent: unknown, deleted, unpublished or not for this viewer. */
export type LoadPosts = (
  siteId: string,
  viewer: Pick<Viewer, 'userId'> | undefined,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Post>>

/** Renders posts as they stand inside other posts, deleted ones as tombstones. */
export type LoadPostRefs = (
  siteId: string,
  viewer: Viewer | undefined,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, PostRef>>

/** Moves what was committed to the feeds and the event stream, and wakes the readers. Call after every committed write. */
export type Publish = () => Promise<void>

/** Reads the counters of published posts, with the feeds whose readers see them; posts that are gone are absent. */
export type FindCounts = (siteId: string, ids: readonly string[]) => Promise<readonly FoundCounts[]>

/** The counters of one post. */
export interface FoundCounts {
  readonly postId: string
  readonly version: number
  readonly counts: PostCounts
  /** Everybody may see it. */
  readonly isOpen: boolean
  readonly authorId: string
  /** With `home` for a post that is no comment: then for those who follow its author. */
  readonly feeds: readonly string[]
}

/** Renders a user of one site; undefined when there is none, none that is active, or one who blocks the viewer. */
export type LoadUser = (siteId: string, viewer: Viewer | undefined, handle: string) => Promise<User | undefined>

/** Renders users of one site, keyed by id; absent are those that `LoadUser` would not give. */
export type LoadUsers = (
  siteId: string,
  viewer: Viewer | undefined,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, User>>

/** Renders users as they stand beside other things, keyed by id; absent are those that `LoadUser` would not give. */
export type LoadUserRefs = (
  siteId: string,
  viewer: Viewer | undefined,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, UserRef>>

/** Reads how many generations the viewer has today and has used. */
export type LoadQuota = (viewer: Viewer) => Promise<Quota>

/** Judges a prompt before anything is spent on it. Rejects when it cannot; nothing is drawn then. */
export type ModeratePrompt = (prompt: string) => Promise<Verdict>

/** Judges a picture, as it would be shown, before anybody but its author can see it. Rejects when it cannot; nothing is
 *  published then. */
export type ModeratePicture = (picture: { readonly bytes: Uint8Array; readonly type: string }) => Promise<Verdict>

/** Judges words that are to be published: of a post, or of a profile. Rejects when it cannot; nothing is published then. */
export type ModerateText = (text: string) => Promise<Verdict>

/** `category` is a word for the client and the log; prompt and picture are in neither. */
export type Verdict = { readonly isAllowed: true } | { readonly isAllowed: false; readonly category: string }

/** Writes everything that a user has as one zip archive, made while it is read. Canceling the stream ends the work. */
export type ExportAccount = (siteId: string, userId: string) => ReadableStream<Uint8Array>

/** Deletes a user and everything of theirs. It holds when this resolves: tokens are dead and the pages show nothing more;
 *  files follow within a day. Again it changes nothing. */
export type DeleteAccount = (siteId: string, userId: string) => Promise<void>

/** What the sign-in pages need to know of accounts. A refusal carries what is wrong, as a word that the pages translate. */
export interface Accounts {
  /** Checks handle and password, in the same time whether or not there is such a handle. */
  signIn(attempt: SignInAttempt): Promise<{ userId: string } | Refusal<'wrong' | 'suspended' | 'limited'>>
  /** Makes a user with a password. */
  signUp(attempt: SignUpAttempt): Promise<{ userId: string } | Refusal<SignUpFault | 'limited'>>
}

/** Finds the user of a site whom its host vouches for; on first sight one is made. */
export type FindHostUser = (
  claims: HostClaims,
) => Promise<{ readonly userId: string; readonly state: 'active' | 'suspended' | 'deleted' }>

/** What a host says of its user: `sub` is its own id, the rest a start for handle, name and avatar. */
export interface HostClaims {
  readonly siteId: string
  readonly sub: string
  readonly name?: string
  readonly preferredUsername?: string
  /** The address of a picture. */
  readonly picture?: string
}

/** A refused attempt; `retryAfterSeconds` only when waiting helps. */
export interface Refusal<Fault extends string> {
  readonly fault: Fault
  readonly retryAfterSeconds?: number
}

/** What somebody typed into the sign-in form, and from which address. */
export interface SignInAttempt {
  readonly siteId: string
  readonly handle: string
  readonly password: string
  readonly address: string
  /** Those who are suspended may sign in to the account pages and to nothing else. */
  readonly isForAccountPages?: boolean
}

/** What somebody typed into the sign-up form. */
export interface SignUpAttempt extends SignInAttempt {
  readonly name: string
}

/** Why an account cannot be made from what was typed. */
export type SignUpFault =
  | 'handle_length'
  | 'handle_characters'
  | 'handle_reserved'
  | 'handle_taken'
  | 'name_long'
  | 'name_refused'
  | 'name_unchecked'
  | 'password_short'
  | 'password_long'

/** Tells users what others did. Everything happens in the transaction of the cause; call `publish()` once that is committed.
 *  It locks the receivers' markers in the order of their ids: call it last, and once for all receivers. */
export interface Notify {
  /** Tells each receiver, unless it is their own act, they block or mute the actor or are blocked by them, they cannot see the
   *  post, or the post was told to them before. What is alike becomes one notification until it is read. */
  tell(trx: Trx, notices: readonly Notice[]): Promise<void>
  /** Takes an actor out of what was told; a notification without actors is gone. */
  takeBack(trx: Trx, notices: readonly Notice[]): Promise<void>
}

/** Something that a user is to be told. */
export interface Notice {
  readonly siteId: string
  readonly receiverId: string
  readonly kind: Notification['kind']
  /** Who did it. Absent for a decision and for what became of a report, which nobody is named for. */
  readonly actorId?: string
  /** The post that it is about: the liked one, or the comment, quote, remix or mention itself. */
  readonly postId?: string
  /** What became of a report. */
  readonly outcome?: Notification['outcome']
  /** What becomes one notification until it is read. Default: likes and reposts of one post, follows of one UTC day, and each
   *  other post by itself. A decision names its own id, and so does what became of reports by it. */
  readonly group?: string
}

/** Finds which of these notifications still have something to show to their receivers, and of whom these want to hear. */
export type FindShown = (siteId: string, ids: readonly string[]) => Promise<ReadonlySet<string>>

/** Counts what users were told since their markers, each up to `notificationsCounted`; keyed by user id. */
export type CountUnread = (
  users: readonly { readonly siteId: string; readonly userId: string }[],
) => Promise<ReadonlyMap<string, number>>
