import type { FeedError, Media, Post } from '@ai-feed/core'
import type { SignInEventMap } from '../reactive/account-events.js'
import type { AiComposerGenerateEvent, AiComposerPostEvent } from './composer-intents.js'

const fact = { bubbles: true, composed: true }

/** Pictures are painted and on screen. */
export class AiComposerGeneratedEvent extends Event {
  readonly media: readonly Media[]

  constructor(media: readonly Media[]) {
    super('ai-composer-generated', fact)
    this.media = media
  }
}

/** The generator does not paint this; what helps is on screen. */
export class AiComposerRefusedEvent extends Event {
  readonly stage: 'prompt' | 'provider' | 'output'
  readonly category: string | undefined
  readonly retryable: boolean

  constructor(stage: 'prompt' | 'provider' | 'output', category: string | undefined, retryable: boolean) {
    super('ai-composer-refused', fact)
    this.stage = stage
    this.category = category
    this.retryable = retryable
  }
}

/** The painting was stopped; the prompt is still there. */
export class AiComposerCanceledEvent extends Event {
  constructor() {
    super('ai-composer-canceled', fact)
  }
}

/** The post is stored on this device and on its way. */
export class AiComposerQueuedEvent extends Event {
  readonly entryId: string

  constructor(entryId: string) {
    super('ai-composer-queued', fact)
    this.entryId = entryId
  }
}

/** The server has the post. */
export class AiComposerPostedEvent extends Event {
  readonly post: Post

  constructor(post: Post) {
    super('ai-composer-posted', fact)
    this.post = post
  }
}

/** Painting or posting did not work; text and pictures are kept. */
export class AiComposerFailedEvent extends Event {
  readonly error: FeedError

  constructor(error: FeedError) {
    super('ai-composer-failed', fact)
    this.error = error
  }
}

/** What `<ai-composer>` fires. */
export interface ComposerEventMap extends SignInEventMap {
  'ai-composer-generate': AiComposerGenerateEvent
  'ai-composer-generated': AiComposerGeneratedEvent
  'ai-composer-refused': AiComposerRefusedEvent
  'ai-composer-canceled': AiComposerCanceledEvent
  'ai-composer-post': AiComposerPostEvent
  'ai-composer-queued': AiComposerQueuedEvent
  'ai-composer-posted': AiComposerPostedEvent
  'ai-composer-failed': AiComposerFailedEvent
}
