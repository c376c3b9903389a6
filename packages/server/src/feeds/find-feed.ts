import { handleSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Db } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import { profileOpenTo } from '../database/visible-user.js'
import { isUuid } from '../database/is-uuid.js'
import { foldTag } from '../fold-tag.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import { splitSearch, writeSearch } from '../search-words.js'

/** A feed of one site that exists for its reader. */
export interface Feed {
  readonly kind: FeedKind
  /** Its one spelling. */
  readonly id: string
  /** Its author, tag, topic or post, or the words that are searched as text of tsquery; empty where it needs none. */
  readonly subject: string
}

/** Every kind of feed. */
export type FeedKind =
  | 'explore'
  | 'for-you'
  | 'home'
  | 'likes'
  | 'bookmarks'
  | 'user'
  | 'tag'
  | 'topic'
  | 'comments'
  | 'remixes'
  | 'lineage'
  | 'search'

/** How long a search may be, and of how many words and phrases. */
export type SearchLimits = Pick<Limits, 'searchCharacters' | 'searchWords'>

/** How a reader names a feed. */
export interface FeedName {
  /** As in the path. */
  readonly name: string
  /** What is searched: the parameter `q`, for `search` alone. */
  readonly q: string | undefined
}

/** Feeds that only their owner has. */
export const OWN_FEEDS: ReadonlySet<string> = new Set(['home', 'likes', 'bookmarks'])

const maxSubjectLength = 200

/** Finds a feed by its name.
 *  @throws HttpProblem `unknown_feed` for a name that this server does not offer, `not_found` when its user or post is not there
 *  for this reader, `sign_in_required`, `bad_request` for words without a search. What is searched was checked by `isSearch`. */
export async function findFeed(
  db: Db,
  siteId: string,
  viewer: Viewer | undefined,
  { name, q }: FeedName,
): Promise<Feed> {
  const [kind, subject] = splitOnce(name)
  if (kind === 'search') return { kind, id: `search:${q ?? subject}`, subject: writeSearch(q ?? subject) ?? '' }
  if (q !== undefined) throw new HttpProblem('bad_request', 'q without a search')
  if (subject === '') {
    if (name === 'explore' || name === 'for-you') return { kind: name, id: name, subject: '' }
    if (name === 'home' || name === 'likes' || name === 'bookmarks') {
      if (!viewer) throw new HttpProblem('sign_in_required', `feed ${name} without a session`)
      return { kind: name, id: `${name}:${viewer.userId}`, subject: '' }
    }
    throw unknownFeed(kind)
  }
  // Nothing is called by a name that cannot be stored.
  const isNoName = subject.length > maxSubjectLength || subject.includes('\0')
  switch (kind) {
    case 'user': {
      const handle = subject.toLowerCase()
      return { kind, id: `user:${handle}`, subject: await findAuthor(db, siteId, viewer, handle) }
    }
    case 'tag': {
      if (isNoName) throw new HttpProblem('not_found', 'feed of what is no tag')
      const tag = foldTag(subject)
      return { kind, id: `tag:${tag}`, subject: tag }
    }
    case 'topic':
      if (isNoName) throw new HttpProblem('not_found', 'feed of what is no topic')
      return { kind, id: name, subject }
    case 'comments':
    case 'remixes':
    case 'lineage':
      await requirePost(db, siteId, viewer, subject)
      return { kind, id: name, subject }
    default:
      throw unknownFeed(kind)
  }
}

function unknownFeed(kind: string): HttpProblem {
  return new HttpProblem('unknown_feed', `feed ${kind.slice(0, 20)} is not offered`)
}

/** Tells whether a name asks for a search, and checks what is searched.
 *  @throws HttpProblem `bad_request` without words, `invalid_field` with too many or too long ones. */
export function isSearch({ name, q }: FeedName, { searchCharacters, searchWords }: SearchLimits): boolean {
  const [kind, subject] = splitOnce(name)
  if (kind !== 'search') return false
  const text = q ?? subject
  if (text.trim() === '') throw new HttpProblem('bad_request', 'a search needs words in q')
  if (text.length > searchCharacters) throw tooLong(`has more than ${searchCharacters} characters`)
  if (splitSearch(text).length > searchWords) throw tooLong(`has more than ${searchWords} words and phrases`)
  return true
}

function tooLong(message: string): HttpProblem {
  return new HttpProblem('invalid_field', 'q is too long', { errors: [{ path: 'q', message }] })
}

function splitOnce(name: string): [string, string] {
  const colon = name.indexOf(':')
  return colon < 0 ? [name, ''] : [name.slice(0, colon), name.slice(colon + 1)]
}

async function findAuthor(db: Db, siteId: string, viewer: Viewer | undefined, handle: string): Promise<string> {
  const found = v.is(handleSchema, handle)
    ? await sql<{ id: string }>`
        select u.id from users u
        where u.site_id = ${siteId} and u.handle = ${handle} and ${profileOpenTo(viewer?.userId)}`.execute(db)
    : undefined
  const id = found?.rows[0]?.id
  if (id === undefined) throw new HttpProblem('not_found', 'feed of a user that is not there for this reader')
  return id
}

/** A post that is gone or private has no comments, remixes and ancestors to show either. */
async function requirePost(db: Db, siteId: string, viewer: Viewer | undefined, postId: string): Promise<void> {
  const rows = isUuid(postId)
    ? await sql`
        select from posts p
        where p.id = ${postId} and p.site_id = ${siteId} and ${readableBy(viewer?.userId)}`.execute(db)
    : undefined
  if (rows?.rows.length !== 1) {
    throw new HttpProblem('not_found', 'feed of a post that is not there for this reader')
  }
}
