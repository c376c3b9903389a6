import { handleSchema } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Schema, Trx } from '../database/schema.js'
import { profileOpenTo } from '../database/visible-user.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import type { Notice, Notify } from '../ports.js'
import { limitOf } from './relation.js'
import type { RelationKind } from './relation.js'

/** A relation of the viewer to somebody, by handle. */
export interface RelationRequest {
  readonly viewer: Viewer
  readonly kind: RelationKind
  readonly handle: string
}

/** What changing relations is built on. */
export interface SetRelationDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly notify: Notify
}

/** Makes the viewer follow, block or mute somebody; doing it again changes nothing. A follow is told to the one who is followed; a
 *  block ends follows in both directions. Call `publish()` after a change.
 *  @returns whether anything changed.
 *  @throws HttpProblem `not_found` also for somebody who blocks the viewer | `invalid_field` for the viewer themselves, for following
 *  somebody whom the viewer blocks, and beyond the limit. */
export async function addRelation(
  { db, limits, notify }: SetRelationDeps,
  { viewer, kind, handle }: RelationRequest,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const otherId = await lockPair(trx, viewer, handle)
    if (otherId === viewer.userId) throw refuse('is the signed-in user')
    const standing = otherId === undefined ? undefined : await findStanding(trx, viewer, otherId, kind)
    if (otherId === undefined || !standing?.isOpen) throw new HttpProblem('not_found', 'no such user for this one')
    if (standing.isThere) return false
    if (kind === 'followers' && standing.isBlocked) throw refuse('is somebody whom this user blocks')
    const limit = limitOf(kind, limits)
    if (standing.count >= limit) throw refuse(`is one more than the ${limit} that a user may have`)

    await insert(trx, viewer, kind, otherId)
    if (kind === 'followers') await notify.tell(trx, [noticeOf(viewer.siteId, viewer.userId, otherId)])
    if (kind === 'blocks') await notify.takeBack(trx, await endFollows(trx, viewer, otherId))
    return true
  })
}

/** Takes a relation back; doing it again changes nothing. It takes effect also on somebody who is hidden from the viewer.
 *  @returns whether anything changed. */
export async function removeRelation(
  { db, notify }: Omit<SetRelationDeps, 'limits'>,
  { viewer, kind, handle }: RelationRequest,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const otherId = await lockPair(trx, viewer, handle)
    if (otherId === undefined) return false
    const { table, own, other } = columns[kind]
    const result = await sql`
      delete from ${sql.table(table)}
      where site_id = ${viewer.siteId} and ${sql.ref(own)} = ${viewer.userId} and ${sql.ref(other)} = ${otherId}`.execute(
      trx,
    )
    if ((result.numAffectedRows ?? 0n) === 0n) return false
    if (kind === 'followers') await notify.takeBack(trx, [noticeOf(viewer.siteId, viewer.userId, otherId)])
    return true
  })
}

const columns = {
  followers: { table: 'follows', own: 'follower_id', other: 'followee_id' },
  blocks: { table: 'blocks', own: 'user_id', other: 'other_id' },
  mutes: { table: 'mutes', own: 'user_id', other: 'other_id' },
} as const

function refuse(message: string): HttpProblem {
  return new HttpProblem('invalid_field', `handle ${message}`, { errors: [{ path: 'handle', message }] })
}

/** Locks both users, in the order of their ids like the triggers that count: a follow and a block of the same two never meet.
 *  What has to hold between them is asked in a later statement, which sees what was committed while this one waited.
 *  @returns the id of the other. */
async function lockPair(trx: Trx, viewer: Viewer, asked: string): Promise<string | undefined> {
  const handle = asked.toLowerCase()
  if (!v.is(handleSchema, handle)) return undefined
  const { rows } = await sql<{ id: string; handle: string }>`
    select id, handle from users
    where site_id = ${viewer.siteId} and (id = ${viewer.userId} or handle = ${handle}) and state <> 'deleted'
    order by id for no key update`.execute(trx)
  return rows.find((row) => row.handle === handle)?.id
}

interface Standing {
  readonly isOpen: boolean
  readonly isBlocked: boolean
  readonly isThere: boolean
  readonly count: number
}

async function findStanding(
  trx: Trx,
  { siteId, userId }: Viewer,
  otherId: string,
  kind: RelationKind,
): Promise<Standing | undefined> {
  const { table, own, other } = columns[kind]
  const { rows } = await sql<Standing>`
    select ${profileOpenTo(userId)} as "isOpen",
      exists (select from blocks b where b.user_id = ${userId} and b.other_id = u.id) as "isBlocked",
      exists (select from ${sql.table(table)} r
        where ${sql.ref(`r.${own}`)} = ${userId} and ${sql.ref(`r.${other}`)} = u.id) as "isThere",
      (select count(*) from ${sql.table(table)} r where ${sql.ref(`r.${own}`)} = ${userId}) as count
    from users u where u.id = ${otherId} and u.site_id = ${siteId}`.execute(trx)
  return rows[0]
}

async function insert(trx: Trx, { siteId, userId }: Viewer, kind: RelationKind, otherId: string): Promise<void> {
  const { table, own, other } = columns[kind]
  await sql`
    insert into ${sql.table(table)} (site_id, ${sql.ref(own)}, ${sql.ref(other)})
    values (${siteId}, ${userId}, ${otherId})`.execute(trx)
}

/** Ends follows between the two. @returns what was told about them. */
async function endFollows(trx: Trx, { siteId, userId }: Viewer, otherId: string): Promise<Notice[]> {
  const { rows } = await sql<{ follower: string; followee: string }>`
    delete from follows where site_id = ${siteId} and (
      (follower_id = ${userId} and followee_id = ${otherId}) or (follower_id = ${otherId} and followee_id = ${userId}))
    returning follower_id as follower, followee_id as followee`.execute(trx)
  return rows.map(({ follower, followee }) => noticeOf(siteId, follower, followee))
}

function noticeOf(siteId: string, followerId: string, followeeId: string): Notice {
  return { siteId, receiverId: followeeId, kind: 'follow', actorId: followerId }
}
