export { AiAccount } from './account/ai-account.js'
export { shareClient } from './client-registry.js'
export { AiComposer } from './composer/ai-composer.js'
export type { ComposerDraft } from './composer/composer-draft.js'
export {
  AiComposerCanceledEvent,
  AiComposerFailedEvent,
  AiComposerGeneratedEvent,
  AiComposerPostedEvent,
  AiComposerQueuedEvent,
  AiComposerRefusedEvent,
} from './composer/composer-events.js'
export { AiComposerGenerateEvent, AiComposerPostEvent } from './composer/composer-intents.js'
export { AiFeed } from './feed/ai-feed.js'
export { AiFeedFailedEvent, AiFeedLoadedEvent, AiFeedSelectedEvent } from './feed/feed-events.js'
export { AiPost } from './post/ai-post.js'
export {
  AiPostBookmarkedEvent,
  AiPostCommentEvent,
  AiPostDeletedEvent,
  AiPostFailedEvent,
  AiPostLikeEvent,
  AiPostLikedEvent,
  AiPostOpenEvent,
  AiPostQuoteEvent,
  AiPostRemixEvent,
  AiPostReportedEvent,
  AiPostRepostedEvent,
} from './post/post-events.js'
export {
  AiAccountFailedEvent,
  AiAccountSignInEvent,
  AiAccountSignedInEvent,
  AiAccountSignedOutEvent,
} from './reactive/account-events.js'
export type { LaterStrings } from './strings-en.js'
export type { FeedStrings, Strings } from './strings.js'
export type { TagEvent, TagEvents, TagProps, Tags } from './tags.js'
