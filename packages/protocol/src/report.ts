import * as v from 'valibot'
import { handleSchema, idSchema, timeSchema } from './ids.js'

/** What a report can be about. `intimate` is a picture of somebody intimate without consent; it has to be decided within 48 hours. */
export const reportCategorySchema = v.picklist([
  'spam',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'minors',
  'intimate',
  'self-harm',
  'impersonation',
  'copyright',
  'illegal',
  'other',
])
export type ReportCategory = v.InferOutput<typeof reportCategorySchema>

/** Body of POST /v1/reports: about a post, or about a user by handle. `goodFaith` says that the reporter believes it to be right. */
export const reportRequestSchema = v.strictObject({
  post: v.optional(idSchema),
  user: v.optional(handleSchema),
  category: reportCategorySchema,
  reason: v.pipe(v.string(), v.maxLength(2_000)),
  goodFaith: v.boolean(),
})
export type ReportRequest = v.InferOutput<typeof reportRequestSchema>

/** Answer of POST /v1/reports: it has arrived. */
export const reportReceiptSchema = v.object({ id: idSchema, receivedAt: timeSchema })
export type ReportReceipt = v.InferOutput<typeof reportReceiptSchema>
