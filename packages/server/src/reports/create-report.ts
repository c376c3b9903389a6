import type { ReportRequest } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { isUuid } from '../database/is-uuid.js'
import type { Db, Trx } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'

/** Stores a report of a post or a user that the reporter can see.
 *  @returns its id.
 *  @throws HttpProblem `not_found`. */
export async function createReport(trx: Trx, reporter: Viewer, request: ReportRequest): Promise<string> {
  const { post, user, category, reason, goodFaith } = request
  const postId = post === undefined ? null : await findPost(trx, reporter, post)
  const userId = user === undefined ? null : await findUser(trx, reporter, user)
  const report = await trx
    .insertInto('reports')
    .values({
      site_id: reporter.siteId,
      reporter_id: reporter.userId,
      post_id: postId,
      user_id: userId,
      category,
      reason,
      good_faith: goodFaith,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return report.id
}

/** Reads when a report of this user arrived; undefined when it is gone. */
export async function findReceipt(
  db: Db,
  reporter: Viewer,
  id: string,
): Promise<{ id: string; receivedAt: string } | undefined> {
  const row = await db
    .selectFrom('reports')
    .select('received_at')
    .where('id', '=', id)
    .where('site_id', '=', reporter.siteId)
    .where('reporter_id', '=', reporter.userId)
    .executeTakeFirst()
  return row && { id, receivedAt: row.received_at.toISOString() }
}

async function findPost(trx: Trx, { siteId, userId }: Viewer, id: string): Promise<string> {
  const found = isUuid(id)
    ? await sql`select from posts p where p.id = ${id} and p.site_id = ${siteId} and ${readableBy(userId)}`.execute(trx)
    : undefined
  if (found?.rows.length !== 1) throw new HttpProblem('not_found', 'reported post is not there for this user')
  return id
}

async function findUser(trx: Trx, { siteId }: Viewer, handle: string): Promise<string> {
  const row = await trx
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('handle', '=', handle)
    .where('state', '<>', 'deleted')
    .executeTakeFirst()
  if (!row) throw new HttpProblem('not_found', 'reported user is not there')
  return row.id
}
