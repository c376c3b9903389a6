import * as v from 'valibot'
import { handleSchema, idSchema, timeSchema } from './ids.js'
import { reportCategorySchema } from './report.js'

/** What a moderator can decide: nothing has to be done; hide or show a post; put a label on it or take it off; remove it;
 *  suspend a user or let them back in; and on an appeal, uphold what was decided or reverse it. */
export const decisionKindSchema = v.picklist([
  'none',
  'hide',
  'show',
  'label',
  'unlabel',
  'remove',
  'suspend',
  'restore',
  'uphold',
  'reverse',
])
export type DecisionKind = v.InferOutput<typeof decisionKindSchema>

/** Body of POST /v1/moderation/decisions. `post` or `user` (a handle), or a `report` alone for what it is about, or for `uphold`
 *  and `reverse` an `appeal` alone. What is removed can be shown again until the time for an appeal is over; with `erase` it is
 *  gone for good at once. `ground` is the rule or law that the decision rests on, `facts` what was found; both go to
 *  whom it concerns. */
export const decisionRequestSchema = v.strictObject({
  kind: decisionKindSchema,
  report: v.optional(idSchema),
  appeal: v.optional(idSchema),
  post: v.optional(idSchema),
  user: v.optional(handleSchema),
  label: v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{1,30}$/))),
  erase: v.optional(v.boolean()),
  ground: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  facts: v.optional(v.pipe(v.string(), v.maxLength(5_000))),
  automated: v.optional(v.boolean()),
})
export type DecisionRequest = v.InferOutput<typeof decisionRequestSchema>

/** One entry of the append-only log. `erase` stands with a removal that could not be undone. */
export const decisionSchema = v.object({
  id: idSchema,
  kind: decisionKindSchema,
  report: v.optional(idSchema),
  appeal: v.optional(idSchema),
  post: v.optional(idSchema),
  user: v.optional(v.string()),
  label: v.optional(v.string()),
  erase: v.optional(v.boolean()),
  ground: v.string(),
  facts: v.string(),
  automated: v.boolean(),
  decidedBy: v.string(),
  at: timeSchema,
})
export type Decision = v.InferOutput<typeof decisionSchema>

/** What somebody says against a decision about their post or account, as moderators see it. `answer` is the entry of the log by
 *  which it was upheld or reversed; open appeals have none. */
export const appealSchema = v.object({
  id: idSchema,
  decision: decisionSchema,
  user: v.optional(v.string()),
  reason: v.string(),
  receivedAt: timeSchema,
  answer: v.optional(decisionSchema),
})
export type Appeal = v.InferOutput<typeof appealSchema>

/** A report as moderators see it. `dueAt` only where the law sets a time. */
export const reportSchema = v.object({
  id: idSchema,
  post: v.optional(idSchema),
  user: v.optional(v.string()),
  category: reportCategorySchema,
  reason: v.string(),
  goodFaith: v.boolean(),
  receivedAt: timeSchema,
  dueAt: v.optional(timeSchema),
  decidedAt: v.optional(timeSchema),
})
export type Report = v.InferOutput<typeof reportSchema>
