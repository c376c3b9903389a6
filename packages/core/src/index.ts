export { createFeedClient } from './client.js'
export type { DraftOptions, DraftPlace, KeptDraft } from './draft-place.js'
export { FeedError, isFeedError } from './feed-error.js'
export type { ClientErrorCode, FeedErrorCode, FeedErrorOptions } from './feed-error.js'
export type { Session } from './auth/session-state.js'
export type {
  CallOptions,
  Feed,
  FeedClient,
  FeedClientOptions,
  FeedOptions,
  FeedSnapshot,
  GenerateOptions,
  Notifications,
  NotificationsSnapshot,
  PagesOptions,
  PostSnapshot,
  SignInOptions,
  UserPageOptions,
} from './feed-client.js'
export type { GenerationEvent, GenerationRequest } from './generation-event.js'
export type { Store } from './platform/emitter.js'
export type {
  DraftPicture,
  MeChange,
  Outbox,
  OutboxEntry,
  PostChange,
  PostDraft,
  ReportDraft,
  Submission,
} from './submission.js'
export type {
  AiPreferences,
  ClientLimits,
  FeedId,
  FeedItem,
  FeedOrder,
  FeedPage,
  Me,
  Media,
  Notification,
  Policy,
  Post,
  PostRef,
  Problem,
  ProblemCode,
  Provenance,
  Quota,
  Segment,
  Source,
  User,
  UserRef,
  UserRefPage,
  Visibility,
} from '@ai-feed/protocol'
