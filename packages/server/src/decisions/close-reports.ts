import type { DecisionKind } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'
import type { Notice } from '../ports.js'
import type { Target } from './carry-out.js'

/** What restricts somebody or something. After anything else what was reported is as it was. */
const acting: readonly DecisionKind[] = ['hide', 'label', 'remove', 'suspend']

/** Closes what a decision answers: the report that it names and, when it does something, every open one about the same. Words of
 *  somebody whose account was deleted meanwhile have been of use, and go.
 *  @returns what those who reported are to be told: what became of it, and nothing of why or by whom (Digital Services Act,
 *  article 16 (5)). */
export async function closeReports(
  trx: Trx,
  { siteId, kind, report, id }: { siteId: string; kind: DecisionKind; report?: string | undefined; id: string },
  target: Target,
): Promise<Notice[]> {
  const about = kind === 'none' ? {} : target
  const { rows } = await sql<ClosedReport>`
    update reports set decided_at = now(), reason = case when reporter_id is null then '' else reason end
    where site_id = ${siteId} and decided_at is null
      and (id = ${report ?? null}::uuid or post_id = ${about.postId ?? null}::uuid
        or user_id = ${about.userId ?? null}::uuid)
    returning reporter_id as "reporterId", post_id as "postId"`.execute(trx)
  return noticesTo(rows, { siteId, group: id, outcome: acting.includes(kind) ? 'acted' : 'none' })
}

/** Finds whose reports a decision closed, once an appeal has reversed it: they are to be told that nothing had to be done.
 *  @param id of the answer to the appeal, which names what is told. */
export async function noticesOfReversal(
  trx: Trx,
  { siteId, decisionId, id }: { siteId: string; decisionId: string; id: string },
): Promise<Notice[]> {
  // Rows of one transaction bear the same time: that is how the log, which nobody can change, names the reports it closed.
  const { rows } = await sql<ClosedReport>`
    select r.reporter_id as "reporterId", r.post_id as "postId" from decisions d
    join reports r on r.site_id = d.site_id and r.decided_at = d.at
      and (r.id = d.report_id or r.post_id = d.post_id or r.user_id = d.user_id)
    where d.id = ${decisionId} and d.site_id = ${siteId}`.execute(trx)
  return noticesTo(rows, { siteId, group: id, outcome: 'none' })
}

interface ClosedReport {
  /** Null once they are deleted. */
  readonly reporterId: string | null
  readonly postId: string | null
}

function noticesTo(
  reports: readonly ClosedReport[],
  told: { siteId: string; group: string; outcome: 'acted' | 'none' },
): Notice[] {
  return reports.flatMap(({ reporterId, postId }) =>
    reporterId === null ? [] : { ...told, receiverId: reporterId, kind: 'report', ...(postId !== null && { postId }) },
  )
}
