import type {
  ClientLimits,
  FeedId,
  FeedItem,
  FeedOrder,
  FeedPage,
  Me,
  Notification,
  Post,
  User,
  UserRef,
  UserRefPage,
} from '@ai-feed/protocol'
import type { Session } from './auth/session-state.js'
import type { DraftOptions, DraftPlace } from './draft-place.js'
import type { FeedError } from './feed-error.js'
import type { GenerationEvent, GenerationRequest } from './generation-event.js'
import type { Store } from './platform/emitter.js'
import type { MeChange, Outbox, OutboxEntry, PostChange, PostDraft, ReportDraft, Submission } from './submission.js'

/** How to reach a server. */
export interface FeedClientOptions {
  /** Address of the server, such as `https://feed.example`; only its origin counts. */
  readonly server: string
  /** The site on that server; default `default`. */
  readonly site?: string
  /** Host single sign-on: gives a JWT that the server takes for the user of the page (RFC 7523). Called by `signIn` and again
   *  each time the session has to be renewed, about every ten minutes; `signal` fires after 30 s. */
  readonly getToken?: (options: { signal: AbortSignal }) => Promise<string>
  /** Where session, outbox, drafts and first pages are kept; default `indexeddb`, which falls back to `memory`. */
  readonly storage?: 'indexeddb' | 'memory'
  /** Replaces the global fetch, for tests and other runtimes. Pictures go by it, too, and tell no progress on their way. */
  readonly fetch?: typeof fetch
}

/** A cancellation: the call rejects with the reason of the signal, never with a FeedError. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** How a feed is read. */
export interface FeedOptions {
  /** Items a page, 1 to 100; default 20. */
  readonly pageSize?: number
  /** What happens to posts that arrive: counted until `showIncoming`, shown at once (see `keepNear`), or left out; default
   *  `announce`. */
  readonly incoming?: 'announce' | 'prepend' | 'ignore'
  /** Id of the post at which the first page starts; newer ones are not loaded. */
  readonly around?: string
  /** A first page from elsewhere, from a server that renders for example: shown as if it had been loaded. */
  readonly firstPage?: FeedPage
}

/** What a feed shows now. Having data and fetching data are separate: old items stay while new ones load or fail. */
export interface FeedSnapshot {
  /** In the order of the feed: newest first; comments and lineage oldest first. */
  readonly items: readonly FeedItem[]
  /** Own posts that belong here and are not confirmed yet, oldest first. */
  readonly pending: readonly OutboxEntry[]
  /** Where `items` come from; `cache` is page one of an earlier visit, at most seven days old. */
  readonly source: 'none' | 'cache' | 'network'
  /** What is being loaded. */
  readonly activity: 'idle' | 'first' | 'refresh' | 'more'
  /** True when there may be a next page; it can turn out to be empty. */
  readonly hasMore: boolean
  /** True when there may be a page before the first item, as in a feed with `around`. */
  readonly hasPrevious: boolean
  /** How many posts wait for `showIncoming`, up to 1,000. */
  readonly incoming: number
  /** How `for-you` is ordered, the way the user wants it; absent before its first page, and for every other feed. */
  readonly order?: FeedOrder
  /** Why the last request failed; absent after one that went well. */
  readonly error?: FeedError
}

/** How the pages of a feed are walked. */
export interface PagesOptions extends CallOptions {
  /** Items a page, 1 to 100; default the feed's `pageSize`. */
  readonly limit?: number
  /** Id of the post to start at; default the feed's own. */
  readonly around?: string
}

/** A feed as a store and as an async iterable. The store fetches and streams only while somebody is subscribed. */
export interface Feed extends Store<FeedSnapshot>, AsyncIterable<FeedPage> {
  readonly id: FeedId
  /** Loads the next page and appends it; page one first if there is none. Concurrent calls share one request, so that an abort
   *  ends the waiting of its caller and not the request.
   *  @returns the items that were not there before; empty after the last page
   *  @throws FeedError `offline` | `timeout` | `bad_response` | `sign_in_required` | `unknown_feed` | …; also in the snapshot */
  loadMore(options?: CallOptions): Promise<readonly FeedItem[]>
  /** Loads the page before the first item and puts it there, as `loadMore` does at the end; there is one in a feed with `around`.
   *  @returns the items that were not there before, in the order of the feed; empty where nothing is before
   *  @throws as `loadMore` */
  loadPrevious(options?: CallOptions): Promise<readonly FeedItem[]>
  /** Loads page one again. Items stay visible until it is there. Concurrent calls share one request. @throws as `loadMore` */
  refresh(options?: CallOptions): Promise<void>
  /** Loads the announced posts and puts them in; when more than a page has come, page one is loaded anew, and from the start of
   *  the feed when that is not there yet (`hasPrevious`). A failure stands in the snapshot. */
  showIncoming(): void
  /** Has `place` name the post that is being read, by its id, whenever the feed asks. With `incoming: 'prepend'` a feed keeps about 1,000 rows
   *  beside those that `loadMore` brought: of the others it drops the last, which `loadMore` brings again. Rows near a place
   *  that is read stay; where more than 1,000 stand above it, new posts are counted as with `announce`. While nobody calls this,
   *  whoever has loaded more than page one counts as reading the end.
   *  @returns stops it */
  keepNear(place: () => string | undefined): () => void
  /** Walks the feed from page one with a cursor of its own; the store is not moved. No page is empty, and no post comes twice.
   *  @throws from the loop as `loadMore` does */
  pages(options?: PagesOptions): AsyncIterable<FeedPage>
}

/** One post with its state. `post` is absent before the first answer and after the post was deleted; `error` is then
 *  `not_found`, which also stands for what the viewer may not see. */
export interface PostSnapshot {
  readonly post?: Post
  readonly activity: 'idle' | 'first' | 'refresh'
  readonly error?: FeedError
}

/** What happened to the user. `unread` is known while somebody is subscribed; `items` are there once they were loaded. */
export interface NotificationsSnapshot {
  /** Newest first. */
  readonly items: readonly Notification[]
  /** Up to 1,000, where the server stops counting. */
  readonly unread: number
  readonly activity: 'idle' | 'first' | 'refresh' | 'more'
  readonly hasMore: boolean
  /** Why the last request failed; absent after one that went well. */
  readonly error?: FeedError
}

/** What happened to the user, as a store. A badge needs `subscribe` alone; a list calls `refresh` when it opens. */
export interface Notifications extends Store<NotificationsSnapshot> {
  /** Loads the next page, the first one if there is none. @returns what was not there before */
  loadMore(options?: CallOptions): Promise<readonly Notification[]>
  /** Loads page one again. Items stay visible until it is there. */
  refresh(options?: CallOptions): Promise<void>
  /** Says that everything up to a notification was seen; without an id up to the newest one. Taken back when it fails. */
  markRead(id?: string): Promise<void>
}

/** How a generation is asked for. */
export interface GenerateOptions extends CallOptions {
  /** Hears each event too, for callers who do not iterate by hand. */
  readonly onProgress?: (event: GenerationEvent) => void
}

/** How to sign in. `auto` opens a window and continues in this one if that is blocked. */
export interface SignInOptions extends CallOptions {
  readonly mode?: 'auto' | 'popup' | 'redirect'
}

/** Which page of a list of users. */
export interface UserPageOptions extends CallOptions {
  /** Users a page, 1 to 100; default 20. */
  readonly limit?: number | undefined
  /** `next` of the page before; the first page without one. */
  readonly cursor?: string | undefined
}

/** Everything that one page does with one site of one server. Every rejection is a FeedError, or the signal's reason. */
export interface FeedClient {
  /** The server's origin. */
  readonly server: string
  readonly site: string
  readonly session: Store<Session>
  readonly outbox: Outbox
  readonly notifications: Notifications

  /** Signs in on the server's own page. Call it inside a click: the window opens before anything is awaited.
   *  A second call takes the place of the first, which rejects with `sign_in_canceled`.
   *  The server gives each answer once: when that gets lost, it is `sign_in_failed` and retryable, and the user has to sign in again.
   *  What they wrote waits in the outbox.
   *  @throws FeedError `sign_in_blocked` | `sign_in_canceled` | `sign_in_failed` | `insecure_context` */
  signIn(options?: SignInOptions): Promise<User>
  /** Ends the session here and revokes it on the server; what waits in the outbox stays for its user. Without a connection the
   *  session ends here all the same.
   *  With `everywhere` every sign-in of the user ends, on all pages and devices, within ten seconds. That needs the server:
   *  when it cannot be reached nothing ends.
   *  @throws FeedError only with `everywhere`: `sign_in_required` | `offline` | `timeout` | `bad_response` */
  signOut(options?: { readonly everywhere?: boolean }): Promise<void>

  /** Gives the feed of that id; the same id and options give the same object.
   *  @throws TypeError when the id is not written like one */
  feed(id: FeedId, options?: FeedOptions): Feed
  /** Gives a store of one post, loaded and kept up to date while somebody is subscribed. One that the page has, as `post`, is shown as
   *  if it had been loaded. */
  post(id: string, options?: { readonly post?: Post }): Store<PostSnapshot>
  /** Loads a post, into every feed that shows it, too. As in every call below, an id or handle that is empty, `.` or `..` is a mistake
   *  of the program. @throws FeedError `not_found` | `gone` | `offline` | …; TypeError */
  loadPost(id: string, options?: CallOptions): Promise<Post>
  /** Loads a user by handle, without the `@`. @throws FeedError `not_found` | `offline` | … */
  loadUser(handle: string, options?: CallOptions): Promise<User>
  /** Finds users whose handle or name begins so, for completion; `limit` of them, default 10. @throws FeedError `sign_in_required` */
  findUsers(query: string, options?: CallOptions & { readonly limit?: number }): Promise<readonly UserRef[]>
  /** Loads whom the signed-in user blocks, the latest first. @throws FeedError `sign_in_required` | `bad_cursor` | … */
  loadBlocked(options?: UserPageOptions): Promise<UserRefPage>
  /** Loads whom the signed-in user mutes, the latest first. @throws as `loadBlocked` */
  loadMuted(options?: UserPageOptions): Promise<UserRefPage>
  /** Loads the signed-in user with quota, defaults and policies. @throws FeedError `sign_in_required` */
  loadMe(options?: CallOptions): Promise<Me>
  /** Loads what the server holds requests to, such as the `sizes` that it paints; a second call asks no more. */
  loadLimits(options?: CallOptions): Promise<ClientLimits>

  /** Paints. Iterate the result; aborting the signal cancels on the server too, leaving the loop does not.
   *  @throws FeedError `prompt_refused` | `quota_exceeded` | `size_not_offered` | … before there is a generation */
  generate(request: GenerationRequest, options?: GenerateOptions): AsyncIterable<GenerationEvent>
  /** Follows a generation again, after a reload for example. Aborting cancels it as with `generate`.
   *  @throws FeedError `not_found` when it is not one of the user's */
  resumeGeneration(id: string, options?: CallOptions): AsyncIterable<GenerationEvent>

  /** Hands a post in. As every write below it resolves once it is stored on this device, online or not, signed in or not; its
   *  `done` follows the server. None of them can be aborted: what is in the outbox is taken back by `outbox.discard`.
   *  What no server could take is a TypeError: text and pictures missing at once, before anything is loaded; an id or handle that is
   *  none, here and below, or a picture that is none, once the part that writes is there.
   *  @throws FeedError `unreadable_image` */
  createPost(draft: PostDraft): Promise<Submission<Post>>
  /** Changes a post, from the words that are shown now. `done` rejects with `version_conflict` when somebody else changed them. */
  editPost(id: string, change: PostChange): Promise<Submission<Post>>
  deletePost(id: string): Promise<Submission<void>>
  setLiked(postId: string, on: boolean): Promise<Submission<void>>
  setReposted(postId: string, on: boolean): Promise<Submission<void>>
  setBookmarked(postId: string, on: boolean): Promise<Submission<void>>
  setFollowing(handle: string, on: boolean): Promise<Submission<void>>
  setBlocked(handle: string, on: boolean): Promise<Submission<void>>
  setMuted(handle: string, on: boolean): Promise<Submission<void>>
  /** Changes what the user says of themselves, and the defaults; `feedOrder` shows at once in the feed `for-you`, which is
   *  loaded anew when the server has it. `done` gives the user as they are now. */
  editMe(change: MeChange): Promise<Submission<Me>>
  report(report: ReportDraft): Promise<Submission<void>>

  /** Opens the place where a draft is kept through reloads, closed tabs and crashes, in the browser's storage.
   *  @param name what the draft is for, such as a path and the id of a post that is answered; two that are open at once
   *    under one name are two places, and in the same order each finds its own again. Name the user in it, too. */
  openDraft(name: string, options?: DraftOptions): Promise<DraftPlace>

  /** Ends streams, timers and listeners. What is in the outbox stays stored, its `done` rejects with an AbortError; generations that
   *  are being followed do so, too, and go on at the server. */
  close(): void
}
