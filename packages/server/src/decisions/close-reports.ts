import type { DecisionKind } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'
import type { Notice } from '../ports.js'
import type { Target } from './carry-out.js'

/** What restricts somebody or something. After anything else what was reported is as it was. */
const acting: readonly DecisionKind[] = ['hide', 'label', 'remove', 'suspend']

/** Closes what a decision answers: the report that it names and, when it does something, every open one about the same.
 *  @returns what those who reported are to be told: what became of it, and nothing of why or by whom (Digital Services Act,
 *  article 16 (5)). */
export async function closeReports(
  trx: Trx,
  { siteId, kind, report, id }: { siteId: string; kind: DecisionKind; report?: string | undefined; id: string },
  target: Target,
): Promise<Notice[]> {
  const about = kind === 'none' ? {} : target
  const { rows } = await sql<{ reporterId: string | null; postId: string | null }>`
    update reports set decided_at = now()
    where site_id = ${siteId} and decided_at is null
      and (id = ${report ?? null}::uuid or post_id = ${about.postId ?? null}::uuid
        or user_id = ${about.userId ?? null}::uuid)
    returning reporter_id as "reporterId", post_id as "postId"`.execute(trx)
  const outcome = acting.includes(kind) ? 'acted' : 'none'
  return rows.flatMap(({ reporterId, postId }) =>
    reporterId === null
      ? []
      : { siteId, receiverId: reporterId, kind: 'report', outcome, group: id, ...(postId !== null && { postId }) },
  )
}
