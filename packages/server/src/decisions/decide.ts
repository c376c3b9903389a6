import type { DecisionKind } from '@ai-feed/protocol'
import { isUuid } from '../database/is-uuid.js'
import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { answerAppeal } from './answer-appeal.js'
import { carryOut } from './carry-out.js'
import type { Action, DecideDeps, Target } from './carry-out.js'
import { closeReports } from './close-reports.js'
import { invalid } from './invalid-decision.js'
import { logDecision, noticeOfDecision } from './log-decision.js'
import type { DecisionOrigin } from './log-decision.js'

/** A decision to be carried out and logged. */
export interface NewDecision extends DecisionOrigin {
  readonly kind: DecisionKind
  /** What it rests on; with a report alone it is about what was reported. */
  readonly report?: string | undefined
  /** What `uphold` and `reverse` answer. */
  readonly appeal?: string | undefined
  readonly post?: string | undefined
  /** A handle. */
  readonly user?: string | undefined
  readonly label?: string | undefined
  /** Whether a removal erases at once. */
  readonly erase?: boolean | undefined
  /** Whose word a label is. */
  readonly labelBy: 'site' | 'server'
}

/** Carries a decision out, logs it, closes the reports or the appeal that it answers and tells whom it concerns and who reported:
 *  all in one transaction.
 *  @returns its id in the log.
 *  @throws HttpProblem `not_found` | `invalid_field`. */
export async function decide(trx: Trx, deps: DecideDeps, decision: NewDecision): Promise<string> {
  const { kind, appeal, report, post, user, label, erase } = decision
  if (kind === 'uphold' || kind === 'reverse') {
    if (appeal === undefined) throw invalid('appeal', 'is missing')
    const stranger = Object.entries({ report, post, user, label, erase }).find(([, value]) => value !== undefined)
    if (stranger) throw invalid(stranger[0], 'goes not with an appeal, which says what it is about')
    return answerAppeal(trx, deps, { ...decision, kind, appeal })
  }
  if (appeal !== undefined) throw invalid('appeal', `goes not with ${kind}`)
  return act(trx, deps, { ...decision, kind })
}

async function act(trx: Trx, deps: DecideDeps, decision: NewDecision & Action): Promise<string> {
  const { siteId, kind, report, label, erase } = decision
  const target = await findTarget(trx, decision)
  checkKind(decision, target)
  const concerned = await carryOut(trx, deps, decision, target)
  if (concerned === undefined) throw new HttpProblem('not_found', 'what the decision is about is not there')
  const entry = { kind, report, label, erase, ...target }
  const id = await logDecision(trx, decision, entry)
  const toReporters = await closeReports(trx, { siteId, kind, report, id }, target)
  const toConcerned = kind === 'none' ? [] : [noticeOfDecision(siteId, id, concerned, target)]
  await deps.tell(trx, [...toConcerned, ...toReporters])
  return id
}

async function findTarget(trx: Trx, { siteId, report, post, user }: NewDecision): Promise<Target> {
  const named = [post, user].filter((name) => name !== undefined)
  if (named.length > 1 || (named.length === 0 && report === undefined)) {
    throw invalid('post', 'or user or report has to be there, and not both post and user')
  }
  const reported = report === undefined ? undefined : await findReported(trx, siteId, report)
  if (post !== undefined) return isUuid(post) ? { postId: post } : {}
  if (user !== undefined) return findUser(trx, siteId, user)
  return reported ?? {}
}

async function findReported(trx: Trx, siteId: string, id: string): Promise<Target> {
  const row = isUuid(id)
    ? await trx
        .selectFrom('reports')
        .leftJoin('users', 'users.id', 'reports.user_id')
        .select(['reports.post_id', 'reports.user_id', 'users.handle'])
        .where('reports.id', '=', id)
        .where('reports.site_id', '=', siteId)
        .executeTakeFirst()
    : undefined
  if (!row) throw new HttpProblem('not_found', 'no such report on this site')
  if (row.post_id !== null) return { postId: row.post_id }
  return row.user_id === null ? {} : { userId: row.user_id, ...(row.handle !== null && { handle: row.handle }) }
}

async function findUser(trx: Trx, siteId: string, handle: string): Promise<Target> {
  const row = await trx
    .selectFrom('users')
    .select('id')
    .where('site_id', '=', siteId)
    .where('handle', '=', handle)
    .where('state', '<>', 'deleted')
    .executeTakeFirst()
  return row ? { userId: row.id, handle } : {}
}

function checkKind({ kind, label, erase }: Action, target: Target): void {
  const isOfUser = kind === 'suspend' || kind === 'restore'
  if (kind !== 'none' && isOfUser && target.postId !== undefined) throw invalid('kind', `${kind} is about a user`)
  if (kind !== 'none' && !isOfUser && target.userId !== undefined) throw invalid('kind', `${kind} is about a post`)
  if (erase !== undefined && kind !== 'remove') throw invalid('erase', `goes not with ${kind}`)
  const needsLabel = kind === 'label' || kind === 'unlabel'
  if (needsLabel !== (label !== undefined)) throw invalid('label', needsLabel ? 'is missing' : `goes not with ${kind}`)
}
