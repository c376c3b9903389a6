import type { DecisionKind, Limits } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { OwnDecision, OwnDecisions } from '../account-ports.js'
import { isUuid } from '../database/is-uuid.js'
import type { Db } from '../database/schema.js'

/** What somebody can appeal against: what takes something away from them. */
const appealable: readonly DecisionKind[] = ['hide', 'label', 'remove', 'suspend']

/** Answers stand with what they answer, and that nothing was to be done concerns who reported. */
const shown: readonly DecisionKind[] = [...appealable, 'show', 'unlabel', 'restore']

/** Creates what the account pages know of decisions: those about a user and their posts, and appeals against them. */
export function createOwnDecisions({ db, limits }: { db: Db; limits: Limits }): OwnDecisions {
  const find = (user: { siteId: string; userId: string }, range: { limit: number; id?: string }) =>
    findOwn(db, user, { ...range, appealDays: limits.appealDays })
  return {
    list: (user) => find(user, { limit: 100 }),

    find: async (user, id) => (isUuid(id) ? (await find(user, { limit: 1, id }))[0] : undefined),

    async appeal(user, id, typed) {
      const reason = tidy(typed)
      if (reason === '') return { fault: 'appeal_empty' }
      if (reason.length > limits.appealReasonCharacters) return { fault: 'appeal_long' }
      const [decision] = isUuid(id) ? await find(user, { limit: 1, id }) : []
      if (!decision?.canAppeal) return { fault: 'appeal_over' }
      const made = await db
        .insertInto('appeals')
        .values({ site_id: user.siteId, decision_id: id, user_id: user.userId, reason })
        .onConflict((conflict) => conflict.column('decision_id').doNothing())
        .executeTakeFirst()
      return made.numInsertedOrUpdatedRows === 0n ? { fault: 'appeal_over' } : undefined
    },
  }
}

async function findOwn(
  db: Db,
  { siteId, userId }: { siteId: string; userId: string },
  { limit, id, appealDays }: { limit: number; id?: string; appealDays: number },
): Promise<OwnDecision[]> {
  const { rows } = await sql<OwnDecisionRow>`
    select d.id, d.kind, d.label, d.post_id as "postId", d.ground, d.facts, d.is_automated as "isAutomated", d.at,
      d.report_id is not null as "isReported", d.erase,
      (select left(string_agg(segment ->> 'text', ''), 200) from jsonb_array_elements(p.text) segment) as "postText",
      a.reason, a.received_at as "receivedAt", r.kind as answer, r.ground as "answerGround", r.facts as "answerFacts",
      r.at as "answeredAt", d.kind = any (${appealable}) and a.id is null
        and d.at > now() - make_interval(days => ${appealDays}::int) as "canAppeal"
    from decisions d left join posts p on p.id = d.post_id and p.site_id = d.site_id
      left join appeals a on a.decision_id = d.id left join decisions r on r.id = a.answer_id
    where d.site_id = ${siteId} and (d.user_id = ${userId} or p.author_id = ${userId}) and d.kind = any (${shown})
      and (${id ?? null}::uuid is null or d.id = ${id ?? null}::uuid)
    order by d.number desc limit ${limit}`.execute(db)
  return rows.map(render)
}

interface OwnDecisionRow extends Omit<OwnDecision, 'appeal'> {
  /** Null for those who have not appealed; what follows is null until that is answered. */
  readonly reason: string | null
  readonly receivedAt: Date
  readonly answer: 'uphold' | 'reverse' | null
  readonly answerGround: string
  readonly answerFacts: string
  readonly answeredAt: Date
}

function render(row: OwnDecisionRow): OwnDecision {
  const { reason, receivedAt, answer, answerGround: ground, answerFacts: facts, answeredAt: at, ...decision } = row
  if (reason === null) return decision
  const answered = answer === null ? {} : { answer: { kind: answer, ground, facts, at } }
  return { ...decision, appeal: { reason, receivedAt, ...answered } }
}

/** Line breaks are as they were typed; what no page can show is left out. */
function tidy(typed: string): string {
  return typed
    .replaceAll('\r\n', '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim()
}
