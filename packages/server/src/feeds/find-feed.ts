import { handleSchema } from '@ai-feed/protocol'
import { sql } from 'kysely'
import * as v from 'valibot'
import type { Db } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import { profileOpenTo } from '../database/visible-user.js'
import { isUuid } from '../database/is-uuid.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'

/** A feed of one site that exists for its reader. `id` is its one spelling. */
export type Feed =
  | { readonly kind: 'explore'; readonly id: string }
  | { readonly kind: 'user'; readonly id: string; readonly authorId: string }
  | { readonly kind: 'comments' | 'remixes'; readonly id: string; readonly postId: string }

/** Finds a feed by its name.
 *  @throws HttpProblem `unknown_feed` for a name that this server does not offer, `not_found` when its user or post is not there
 *  for this reader. */
export async function findFeed(db: Db, siteId: string, viewer: Viewer | undefined, name: string): Promise<Feed> {
  if (name === 'explore') return { kind: 'explore', id: name }
  const [kind, subject] = splitOnce(name)
  if (kind === 'user') {
    const handle = subject.toLowerCase()
    return { kind, id: `user:${handle}`, authorId: await findAuthor(db, siteId, viewer, handle) }
  }
  if (kind === 'comments' || kind === 'remixes') {
    await requirePost(db, siteId, viewer, subject)
    return { kind, id: name, postId: subject }
  }
  throw new HttpProblem('unknown_feed', `feed ${kind.slice(0, 20)} is not offered`)
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

/** A post that is gone or private has no comments and remixes to show either. */
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
