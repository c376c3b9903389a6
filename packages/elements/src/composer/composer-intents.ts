import type { GenerationRequest, PostDraft } from '@ai-feed/core'

const intent = { bubbles: true, composed: true, cancelable: true }

/** Somebody wants a picture painted. Cancel it and nothing is asked of the server. */
export class AiComposerGenerateEvent extends Event {
  readonly request: GenerationRequest

  constructor(request: GenerationRequest) {
    super('ai-composer-generate', intent)
    this.request = request
  }
}

/** Somebody wants to post. Cancel it and nothing is stored or sent. */
export class AiComposerPostEvent extends Event {
  readonly draft: PostDraft

  constructor(draft: PostDraft) {
    super('ai-composer-post', intent)
    this.draft = draft
  }
}
