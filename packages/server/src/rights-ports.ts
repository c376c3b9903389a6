import type { PostRequest } from '@ai-feed/protocol'
import type { Db, StoredProvenance, Trx } from './database/schema.js'

/** What moderators may do to posts, but for erasing one, inside the transaction that logs it. Each gives the author's id, or undefined when there is
 *  no such post; doing it again changes nothing. */
export interface PostDecisions {
  hide(trx: Trx, siteId: string, postId: string): Promise<string | undefined>
  /** Takes back that it was hidden, removed, or both. */
  show(trx: Trx, siteId: string, postId: string, undone: readonly ('hide' | 'remove')[]): Promise<string | undefined>
  label(
    trx: Trx,
    siteId: string,
    postId: string,
    label: { name: string; by: 'site' | 'server' },
  ): Promise<string | undefined>
  /** Takes a label off, whoever gave it; one of the server only `by` the server. */
  unlabel(
    trx: Trx,
    siteId: string,
    postId: string,
    label: { name: string; by: 'site' | 'server' },
  ): Promise<string | undefined>
  /** Takes it away from everybody. All of it is kept, so that it can be shown again, until it is erased. */
  remove(trx: Trx, siteId: string, postId: string): Promise<string | undefined>
}

/** Deletes a post with all that was in it, for good, inside a transaction; doing it again changes nothing.
 *  @param only `removed` leaves it alone unless a decision has removed it. */
export type ErasePost = (trx: Trx, siteId: string, postId: string, only?: 'removed') => Promise<unknown>

/** Takes the name of a user who is gone out of a post, inside a transaction; doing it again changes nothing. */
export type ForgetMention = (trx: Trx, siteId: string, postId: string, handle: string) => Promise<void>

/** Suspends a user or lets them back in.
 *  @returns false when the site has no such user. */
export type SetUserState = (db: Db, siteId: string, handle: string, state: 'active' | 'suspended') => Promise<boolean>

/** Suspends a user or lets them back in, logs why, and tells them. */
export type DecideAboutUser = (decision: {
  siteId: string
  handle: string
  kind: 'suspend' | 'restore'
  ground: string
}) => Promise<void>

/** Reads the largest source of a picture; undefined when it is gone. */
export type ReadLargestSource = (siteId: string, id: string, widths: readonly number[]) => Promise<Buffer | undefined>

/** Stores a post that came with an archive: as old as it says it is, below everything that was published here, told to nobody.
 *  @throws HttpProblem for what this server would not take as a new post. */
export type ImportPost = (
  trx: Trx,
  author: { readonly siteId: string; readonly userId: string },
  post: PostRequest & {
    /** Below zero: below everything that was published here. */
    readonly position: number
    readonly remixOf?: string | undefined
    readonly createdAt: Date
    readonly editedAt?: Date | undefined
  },
) => Promise<string>

/** Decodes, encodes and writes the files of a picture; a row has to name them within the hour.
 *  @throws HttpProblem for what is no picture that this server takes. */
export type StoreMedia = (picture: {
  siteId: string
  bytes: Uint8Array
  digitalSourceType?: string | undefined
  isPatient?: boolean
}) => Promise<{
  readonly id: string
  /** What the picture said of its own making, if that was by AI. */
  readonly claim: { readonly ai: 'generated' | 'modified'; readonly digitalSourceType: string } | undefined
  /** The picture as most people will see it, to be judged. */
  readonly sample: { readonly bytes: Uint8Array; readonly type: string }
  insert(trx: Trx, facts: { ownerId: string; provenance: StoredProvenance }): Promise<void>
  discard(): Promise<void>
}>
