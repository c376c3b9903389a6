import type { DecisionKind } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { isUuid } from '../database/is-uuid.js'
import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { carryOut } from './carry-out.js'
import type { Action, DecideDeps, Target } from './carry-out.js'
import { noticesOfReversal } from './close-reports.js'
import { invalid } from './invalid-decision.js'
import { logDecision, noticeOfDecision } from './log-decision.js'
import type { DecisionOrigin } from './log-decision.js'

/** What undoes a decision. What is erased is gone for good: there the answer alone stands. */
const undoing: Partial<Record<DecisionKind, Action['kind']>> = {
  hide: 'show',
  remove: 'show',
  label: 'unlabel',
  suspend: 'restore',
}

/** Upholds or reverses what an appeal is about, logs it and tells who appealed. A reversal undoes the decision, unless another
 *  one, which still stands, asks for the same; of what it undoes those who reported hear too.
 *  @returns the id of the answer in the log.
 *  @throws HttpProblem `not_found`; `invalid_field` for an appeal that is answered. */
export async function answerAppeal(
  trx: Trx,
  deps: DecideDeps,
  answer: DecisionOrigin & { kind: 'uphold' | 'reverse'; appeal: string; labelBy: 'site' | 'server' },
): Promise<string> {
  const { siteId, kind, appeal, labelBy } = answer
  // Digital Services Act, article 20 (6).
  if (answer.isAutomated) throw invalid('automated', 'an appeal is answered by a person')
  const appealed = await lockAppeal(trx, siteId, appeal)
  if (appealed.answerId !== null) throw invalid('appeal', 'is answered already')
  const label = appealed.label ?? undefined
  if (kind === 'reverse' && label !== undefined && labelBy === 'site' && appealed.decidedBy === 'command') {
    throw invalid('appeal', 'is about a label of the server, which its operator alone takes off')
  }

  const target: Target =
    appealed.postId === null
      ? { userId: appealed.userId, ...(appealed.handle !== null && { handle: appealed.handle }) }
      : { postId: appealed.postId }
  const undo = undoing[appealed.kind]
  const isUndone = kind === 'reverse' && undo !== undefined && !(await isAskedForElsewhere(trx, siteId, appealed, undo))
  if (isUndone) {
    const undone = appealed.kind === 'hide' || appealed.kind === 'remove' ? { undone: appealed.kind } : {}
    await carryOut(trx, deps, { siteId, kind: undo, label, labelBy, ...undone }, target)
  }
  const id = await logDecision(trx, answer, { kind, appeal, label, ...target })
  const { decisionId } = appealed
  const toReporters = isUndone ? await noticesOfReversal(trx, { siteId, decisionId, id }) : []
  await deps.tell(trx, [noticeOfDecision(siteId, id, appealed.userId, target), ...toReporters])
  await trx.updateTable('appeals').set({ answer_id: id }).where('id', '=', appeal).execute()
  return id
}

interface Appealed {
  readonly answerId: string | null
  /** Who appealed. */
  readonly userId: string
  /** Null once they are deleted. */
  readonly handle: string | null
  readonly decisionId: string
  readonly kind: DecisionKind
  readonly postId: string | null
  readonly label: string | null
  readonly decidedBy: string
}

/** Two moderators may answer at once: the later one finds it answered. */
async function lockAppeal(trx: Trx, siteId: string, id: string): Promise<Appealed> {
  const found = isUuid(id)
    ? await sql<Appealed>`
        select a.answer_id as "answerId", a.user_id as "userId", u.handle, d.id as "decisionId", d.kind,
          d.post_id as "postId", d.label, d.decided_by as "decidedBy"
        from appeals a join decisions d on d.id = a.decision_id
          left join users u on u.id = a.user_id and u.state <> 'deleted'
        where a.id = ${id} and a.site_id = ${siteId} for update of a`.execute(trx)
    : undefined
  const appealed = found?.rows[0]
  if (!appealed) throw new HttpProblem('not_found', 'no such appeal on this site')
  return appealed
}

/** Tells whether another decision of the same kind about the same stands: made since it was last undone, and not reversed. */
async function isAskedForElsewhere(
  trx: Trx,
  siteId: string,
  { decisionId, kind, postId, userId, label }: Appealed,
  undo: Action['kind'],
): Promise<boolean> {
  const isAboutTheSame = sql`d.site_id = ${siteId} and d.label is not distinct from ${label}
    and ${postId === null ? sql`d.user_id = ${userId}` : sql`d.post_id = ${postId}`}`
  const { rows } = await sql`
    select from decisions d
    where ${isAboutTheSame} and d.kind = ${kind} and d.id <> ${decisionId}
      and d.number > coalesce((select max(d.number) from decisions d where ${isAboutTheSame} and d.kind = ${undo}), 0)
      and not exists (
        select from appeals a join decisions r on r.id = a.answer_id
        where a.decision_id = d.id and r.kind = 'reverse')
    limit 1`.execute(trx)
  return rows.length > 0
}
