import { FeedError } from '../feed-error.js'
import type { MeChange, OutboxEntry, PostChange, PostDraft, ReportDraft } from '../submission.js'

/** A picture of a stored draft: one of the server's, or the place of its bytes in the entry's list. */
export type StoredPicture =
  | { readonly mediaId: string; readonly alt: string }
  | { readonly bytes: number; readonly alt: string }

/** A draft without its files. */
export type StoredDraft = Omit<PostDraft, 'pictures'> & { readonly pictures?: readonly StoredPicture[] }

/** What the user wants of the server. */
export type Intent =
  | { readonly kind: 'post'; readonly draft: StoredDraft }
  | {
      readonly kind: 'edit'
      readonly postId: string
      readonly version: number
      /** What stood there when it was edited. */
      readonly base: string
      readonly change: PostChange
    }
  | { readonly kind: 'delete'; readonly postId: string }
  | {
      readonly kind: 'reaction'
      readonly postId: string
      readonly mark: 'likes' | 'reposts' | 'bookmarks'
      readonly on: boolean
    }
  | {
      readonly kind: 'relation'
      readonly handle: string
      readonly relation: 'followers' | 'blocks' | 'mutes'
      readonly on: boolean
    }
  | { readonly kind: 'report'; readonly report: ReportDraft }
  | { readonly kind: 'me'; readonly change: MeChange }

/** What of an error can be stored, and told to other tabs. */
export type PlainError = Pick<FeedError, 'code' | 'message' | 'retryable'>

/** An entry as it lies in the browser's storage. */
export interface StoredEntry {
  readonly format: 1
  /** Also the idempotency key, for life. */
  readonly id: string
  readonly server: string
  readonly site: string
  readonly userId?: string | undefined
  /** Later than that of every earlier entry of the same tab. */
  readonly createdAtMs: number
  readonly intent: Intent
  readonly firstAttemptAtMs?: number | undefined
  readonly tries: number
  readonly notBeforeMs?: number | undefined
  readonly isRejected: boolean
  readonly error?: PlainError | undefined
  /** Ids of pictures that were sent already, by their place among the entry's bytes. */
  readonly mediaIds: readonly (string | null)[]
}

/** What can happen to an entry. */
export type EntryEvent =
  | { readonly type: 'attempted'; readonly userId: string; readonly atMs: number }
  | { readonly type: 'uploaded'; readonly index: number; readonly mediaId: string }
  | { readonly type: 'deferred'; readonly error: FeedError; readonly notBeforeMs: number }
  | { readonly type: 'refused'; readonly error: FeedError }
  | { readonly type: 'retried' }
  | { readonly type: 'edited'; readonly draft: StoredDraft; readonly mediaIds: readonly (string | null)[] }

/** The server forgets keys after 14 days: a day before that, sending again could double. */
const maxAgeMs = 13 * 24 * 60 * 60 * 1000

/** Makes an entry of what a user wants, with as many pictures to send. */
export function createEntry(
  intent: Intent,
  names: Pick<StoredEntry, 'id' | 'server' | 'site' | 'userId' | 'createdAtMs'>,
  pictureCount: number,
): StoredEntry {
  const mediaIds = Array.from({ length: pictureCount }, () => null)
  return { format: 1, ...names, intent, tries: 0, isRejected: false, mediaIds }
}

/** Gives an entry after an event. An event that does not apply gives back the same object. */
export function entryTransition(entry: StoredEntry, event: EntryEvent): StoredEntry {
  switch (event.type) {
    case 'attempted': {
      // The first to try owns it, for life.
      const { userId = event.userId, firstAttemptAtMs = event.atMs } = entry
      return { ...entry, userId, firstAttemptAtMs }
    }
    case 'uploaded':
      return { ...entry, mediaIds: entry.mediaIds.map((id, index) => (index === event.index ? event.mediaId : id)) }
    case 'deferred':
      return { ...entry, tries: entry.tries + 1, notBeforeMs: event.notBeforeMs, error: plain(event.error) }
    case 'refused':
      return { ...entry, isRejected: true, error: plain(event.error) }
    case 'retried':
      return renewed(entry)
    case 'edited':
      if (entry.intent.kind !== 'post') return entry
      return { ...renewed(entry), intent: { kind: 'post', draft: event.draft }, mediaIds: event.mediaIds }
    default:
      return event satisfies never
  }
}

/** Entries about the same thing go out in the order in which they were made. */
export function subjectOf(intent: Intent): string {
  switch (intent.kind) {
    case 'post':
      return `new ${intent.draft.commentOn ?? ''}`
    case 'edit':
    case 'delete':
    case 'reaction':
      return `post ${intent.postId}`
    case 'relation':
      return `user ${intent.handle}`
    case 'report':
    case 'me':
      return intent.kind
    default:
      return intent satisfies never
  }
}

/** The circumstances in which entries are looked at. */
export interface Circumstances {
  readonly nowMs: number
  readonly isOnline: boolean
  /** Id of the signed-in user. */
  readonly userId: string | undefined
}

/** Tells whether an entry is this user's. One that nobody owns yet is everybody's, until it is tried. */
export function isOf(userId: string | undefined, entry: Pick<StoredEntry, 'userId'>): boolean {
  return entry.userId === undefined || entry.userId === userId
}

/** Finds the next entry to send: the oldest whose turn it is, that belongs to the signed-in user and is not put off.
 *  `entries` run from old to new. A rejected entry holds nobody up. */
export function findNext(
  entries: readonly StoredEntry[],
  { nowMs, isOnline, userId }: Circumstances,
): StoredEntry | undefined {
  if (!isOnline || userId === undefined) return undefined
  const held = new Set<string>()
  for (const entry of entries) {
    if (entry.isRejected || !isOf(userId, entry)) continue
    const subject = subjectOf(entry.intent)
    if (!held.has(subject) && pauseMsOf(entry, nowMs) <= 0) return entry
    held.add(subject)
  }
  return undefined
}

/** Milliseconds until the first entry of this user that pauses may go out again. Undefined when none pauses, and without network
 *  or user: whoever brings those back looks again. */
export function findPauseMs(
  entries: readonly StoredEntry[],
  { nowMs, isOnline, userId }: Circumstances,
): number | undefined {
  if (!isOnline || userId === undefined) return undefined
  const due = entries
    .filter((entry) => !entry.isRejected && entry.notBeforeMs !== undefined && isOf(userId, entry))
    .map((entry) => pauseMsOf(entry, nowMs))
  return due.length === 0 ? undefined : Math.min(...due)
}

/** No pause is longer, whatever the server asks for: a longer one is left from a clock that was set back. */
export const maxPauseMs: number = 10 * 60_000

function pauseMsOf({ notBeforeMs = 0 }: StoredEntry, nowMs: number): number {
  return notBeforeMs - nowMs > maxPauseMs ? 0 : notBeforeMs - nowMs
}

/** Tells whether the key of an entry is too old to be safe. */
export function isExpired(entry: StoredEntry, nowMs: number): boolean {
  return entry.firstAttemptAtMs !== undefined && nowMs - entry.firstAttemptAtMs > maxAgeMs
}

/** What an answer means for an entry: `done` though it is an error, another try, a sign-in, or the end. */
export function judge(intent: Intent, error: FeedError): 'done' | 'again' | 'sign-in' | 'end' {
  if (intent.kind === 'delete' && (error.code === 'not_found' || error.code === 'gone')) return 'done'
  if (['sign_in_required', 'token_invalid', 'token_expired', 'dpop_invalid', 'use_dpop_nonce'].includes(error.code))
    return 'sign-in'
  return error.retryable ? 'again' : 'end'
}

/** Why an entry that is neither sent nor rejected is still here; `before` are the entries made before it. */
export function waitingForOf(
  entry: StoredEntry,
  before: readonly StoredEntry[],
  { isOnline, userId }: Circumstances,
): NonNullable<OutboxEntry['waitingFor']> {
  if (userId === undefined || !isOf(userId, entry)) return 'sign-in'
  if (!isOnline) return 'network'
  const subject = subjectOf(entry.intent)
  const isBehind = before.some(
    (other) => !other.isRejected && other.userId === entry.userId && subjectOf(other.intent) === subject,
  )
  if (isBehind) return 'turn'
  return isUnreached(entry) ? 'network' : 'server'
}

/** Gives an entry as it is for somebody who has come back to the network: pauses made without it are over. */
export function withoutNetworkPause(entry: StoredEntry): StoredEntry {
  return isUnreached(entry) ? { ...entry, notBeforeMs: undefined } : entry
}

/** Makes an error throwable again. */
export function throwable(error: PlainError): FeedError {
  return new FeedError(error.code, error.message, error)
}

/** Takes out of an error what can be stored. */
export function plain({ code, message, retryable }: FeedError): PlainError {
  return { code, message, retryable }
}

function isUnreached({ error }: StoredEntry): boolean {
  return error?.code === 'offline' || error?.code === 'timeout'
}

function renewed(entry: StoredEntry): StoredEntry {
  const wasTooOld = entry.error?.code === 'expired'
  return {
    ...entry,
    isRejected: false,
    tries: 0,
    notBeforeMs: undefined,
    error: undefined,
    firstAttemptAtMs: wasTooOld ? undefined : entry.firstAttemptAtMs,
  }
}
