import type { DecisionKind } from '@ai-feed/protocol'
import type { Trx } from '../database/schema.js'
import type { Notice } from '../ports.js'
import type { Target } from './carry-out.js'

/** Who decided what it rests on. */
export interface DecisionOrigin {
  readonly siteId: string
  readonly ground: string
  readonly facts?: string | undefined
  readonly isAutomated?: boolean | undefined
  /** As the log shows it: `command`, or the name of a moderator's key. */
  readonly decidedBy: string
  /** The request that asked for it, so that it takes effect once. */
  readonly request?: { readonly key: string; readonly hash: Buffer }
}

/** What was decided about what. */
export interface DecisionEntry extends Target {
  readonly kind: DecisionKind
  readonly report?: string | undefined
  readonly appeal?: string | undefined
  readonly label?: string | undefined
  readonly erase?: boolean | undefined
}

/** Adds an entry to the log, as a part of the transaction that carries it out.
 *  @returns its id. */
export async function logDecision(trx: Trx, origin: DecisionOrigin, entry: DecisionEntry): Promise<string> {
  const { siteId, ground, facts, isAutomated, decidedBy, request } = origin
  const { kind, report, appeal, label, erase, postId, userId } = entry
  const { id } = await trx
    .insertInto('decisions')
    .values({
      site_id: siteId,
      report_id: report ?? null,
      appeal_id: appeal ?? null,
      post_id: postId ?? null,
      user_id: postId === undefined ? (userId ?? null) : null,
      kind,
      label: label ?? null,
      erase: erase ?? false,
      ground,
      facts: facts ?? '',
      is_automated: isAutomated ?? false,
      decided_by: decidedBy,
      request_key: request?.key ?? null,
      request_hash: request?.hash ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What whom a decision concerns is told of it. */
export function noticeOfDecision(siteId: string, id: string, receiverId: string, { postId }: Target): Notice {
  return { siteId, receiverId, kind: 'decision', group: id, ...(postId !== undefined && { postId }) }
}
