import type { DecisionKind } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { isUuid } from '../database/is-uuid.js'
import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Notify } from '../ports.js'
import type { PostDecisions, SetUserState } from '../rights-ports.js'

/** A decision to be carried out and logged. */
export interface NewDecision {
  readonly siteId: string
  readonly kind: DecisionKind
  /** What it rests on; with a report alone it is about what was reported. */
  readonly report?: string | undefined
  readonly post?: string | undefined
  /** A handle. */
  readonly user?: string | undefined
  readonly label?: string | undefined
  readonly ground: string
  readonly facts?: string | undefined
  readonly isAutomated?: boolean | undefined
  /** Who decided, as the log shows it: `command`, or the name of a moderator's key. */
  readonly decidedBy: string
  /** Whose word a label is. */
  readonly labelBy: 'site' | 'server'
  /** The request that asked for it, so that it takes effect once. */
  readonly request?: { readonly key: string; readonly hash: Buffer }
}

/** What decisions are carried out with. */
export interface DecideDeps {
  readonly posts: PostDecisions
  readonly setUserState: SetUserState
  readonly tell: Notify['tell']
}

/** Carries a decision out, logs it, closes the reports that it answers and tells whom it concerns: all in one transaction.
 *  @returns its number in the log.
 *  @throws HttpProblem `not_found` | `invalid_field`. */
export async function decide(trx: Trx, deps: DecideDeps, decision: NewDecision): Promise<string> {
  const { siteId, kind } = decision
  const target = await findTarget(trx, decision)
  checkKind(decision, target)
  const concerned = await carryOut(trx, deps, decision, target)
  if (concerned === undefined) throw new HttpProblem('not_found', 'what the decision is about is not there')

  const row = await trx
    .insertInto('decisions')
    .values({
      site_id: siteId,
      report_id: decision.report ?? null,
      post_id: target.postId ?? null,
      user_id: target.postId === undefined ? (target.userId ?? null) : null,
      kind,
      label: decision.label ?? null,
      ground: decision.ground,
      facts: decision.facts ?? '',
      is_automated: decision.isAutomated ?? false,
      decided_by: decision.decidedBy,
      request_key: decision.request?.key ?? null,
      request_hash: decision.request?.hash ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await closeReports(trx, siteId, decision.report, kind === 'none' ? undefined : target)
  if (kind !== 'none') {
    const about = target.postId === undefined ? {} : { postId: target.postId }
    await deps.tell(trx, [{ siteId, receiverId: concerned, kind: 'decision', group: row.id, ...about }])
  }
  return row.id
}

interface Target {
  readonly postId?: string
  readonly userId?: string
  readonly handle?: string
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

function checkKind({ kind, label }: NewDecision, target: Target): void {
  const isOfUser = kind === 'suspend' || kind === 'restore'
  if (kind !== 'none' && isOfUser && target.postId !== undefined) throw invalid('kind', `${kind} is about a user`)
  if (kind !== 'none' && !isOfUser && target.userId !== undefined) throw invalid('kind', `${kind} is about a post`)
  const needsLabel = kind === 'label' || kind === 'unlabel'
  if (needsLabel !== (label !== undefined)) throw invalid('label', needsLabel ? 'is missing' : `goes not with ${kind}`)
}

/** Gives the id of whom it concerns. */
async function carryOut(
  trx: Trx,
  { posts, setUserState }: DecideDeps,
  { siteId, kind, label = '', labelBy }: NewDecision,
  { postId, userId, handle }: Target,
): Promise<string | undefined> {
  if (userId !== undefined && handle !== undefined) {
    if (kind === 'none') return userId
    const isDone = await setUserState(trx, siteId, handle, kind === 'suspend' ? 'suspended' : 'active')
    return isDone ? userId : undefined
  }
  if (postId === undefined) return undefined
  switch (kind) {
    case 'hide':
    case 'show':
    case 'remove':
      return posts[kind](trx, siteId, postId)
    case 'label':
      return posts.label(trx, siteId, postId, { name: label, by: labelBy })
    case 'unlabel':
      return posts.unlabel(trx, siteId, postId, { name: label, by: labelBy })
    case 'none':
      return findAuthor(trx, siteId, postId)
    case 'suspend':
    case 'restore':
      return undefined
    default:
      return kind satisfies never
  }
}

async function findAuthor(trx: Trx, siteId: string, postId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('posts')
    .select('author_id')
    .where('id', '=', postId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row?.author_id
}

/** A decision answers the report that it names and, when it does something, every open one about the same. */
async function closeReports(
  trx: Trx,
  siteId: string,
  reportId: string | undefined,
  target: Target | undefined,
): Promise<void> {
  await sql`
    update reports set decided_at = now()
    where site_id = ${siteId} and decided_at is null
      and (id = ${reportId ?? null}::uuid or post_id = ${target?.postId ?? null}::uuid
        or user_id = ${target?.userId ?? null}::uuid)`.execute(trx)
}

function invalid(path: string, message: string): HttpProblem {
  return new HttpProblem('invalid_field', `${path} ${message}`, { errors: [{ path, message }] })
}
