export { DecodeError } from './decode-error.js'
export { decode } from './decode.js'
export { appealSchema, decisionKindSchema, decisionRequestSchema, decisionSchema, reportSchema } from './decision.js'
export type { Appeal, Decision, DecisionKind, DecisionRequest, Report } from './decision.js'
export { eventShapes } from './event-shape.js'
export { eventSchemas } from './event.js'
export type { EventData, EventKind, FeedEvent } from './event.js'
export { isFeedId } from './feed-id.js'
export type { FeedId } from './feed-id.js'
export { feedItemSchema, feedPageSchema } from './feed.js'
export type { FeedItem, FeedPage } from './feed.js'
export { generationShape } from './generation-shape.js'
export type { GenerationProgress } from './generation-shape.js'
export {
  generationPreviewSchema,
  generationRequestBodySchema,
  generationSchema,
  generationStatusSchema,
} from './generation.js'
export type { Generation, GenerationPreview, GenerationRequestBody, GenerationStatus } from './generation.js'
export { isFinal } from './is-final.js'
export { IDEMPOTENCY_KEY_PATTERN, cursorSchema, handleSchema, idSchema, timeSchema, webUrlSchema } from './ids.js'
export { CONTENT_WARNINGS } from './labels.js'
export { clientLimits, countGraphemes, defaultLimits } from './limits.js'
export { limitsSchema } from './limits-schema.js'
export type { ClientLimits, Limits } from './limits.js'
export { mediaSchema, provenanceSchema, sourceSchema } from './media.js'
export type { Media, Provenance, Source } from './media.js'
export { notificationPageShape } from './notification-shape.js'
export { markerRequestSchema, notificationSchema } from './notification.js'
export type { MarkerRequest, Notification } from './notification.js'
export { notificationPageSchema, postEditPageSchema, userPageSchema, userRefPageSchema } from './page.js'
export type { NotificationPage, PostEditPage, UserPage, UserRefPage } from './page.js'
export {
  aiPreferencesRequestSchema,
  aiPreferencesSchema,
  feedOrderSchema,
  policySchema,
  visibilitySchema,
} from './policy.js'
export type { AiPreferences, FeedOrder, Policy, Visibility } from './policy.js'
export { feedPageShape, mediaShape, postShape, reactionResultShape } from './post-shape.js'
export {
  postChangeSchema,
  postCountsSchema,
  postEditSchema,
  postRefSchema,
  postRequestSchema,
  postSchema,
  postViewerSchema,
  reactionResultSchema,
} from './post.js'
export type {
  Post,
  PostChange,
  PostCounts,
  PostEdit,
  PostRef,
  PostRequest,
  PostViewer,
  ReactionResult,
} from './post.js'
export { problemShape } from './problem-shape.js'
export { codeOfStatus, generationCodes, isProblemCode } from './problem-code.js'
export type { GenerationErrorCode, ProblemCode } from './problem-code.js'
export { generationErrorCodes, problemCodes, problemTitles } from './problem.js'
export { problemSchema } from './problem-schema.js'
export type { Problem } from './problem-schema.js'
export { reportCategorySchema, reportReceiptSchema, reportRequestSchema } from './report.js'
export type { ReportCategory, ReportReceipt, ReportRequest } from './report.js'
export { otherRoutes } from './other-routes.js'
export { isPathPart } from './path-part.js'
export { QUERY_ORDER, readQuery, readRoutes } from './read-routes.js'
export { SITE_SCOPES, encodeOrigin, routes } from './routes.js'
export type { Scope } from './routes.js'
export { anything, number, object, oneOf, optional, record, text } from './shape.js'
export type { Shape } from './shape.js'
export { segmentSchema } from './segment.js'
export type { Segment } from './segment.js'
export { meShape, userRefPageShape, userShape } from './user-shape.js'
export { meChangeSchema, meSchema, quotaSchema, userRefSchema, userSchema } from './user.js'
export type { Me, MeChange, Quota, User, UserRef } from './user.js'
