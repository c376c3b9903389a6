import type { GenerationRequest, PostDraft } from '@ai-feed/core'
import type { Written } from './composer-draft.js'
import type { ComposerState } from './composer-state.js'
import type { FoundPictures } from './read-pictures.js'

/** What is done with what is written: it comes in a chunk of its own, once somebody touches the composer. */
export interface ComposerTasks {
  readonly state: ComposerState
  /** The server wants to be left alone for a while. */
  readonly isHeld: boolean
  readonly painter: {
    /** Paints, for somebody who is signed in. */
    generate(request: GenerationRequest): Promise<void>
    /** Follows the pictures again that the composer waits for. */
    resume(): Promise<void>
    readonly isCut: boolean
    cancel(): void
  }
  readonly poster: {
    /** What was written is made ready and stored, which takes a while with large pictures. */
    readonly isStoring: boolean
    /** Stores a post. What was written for it goes, unless it was changed meanwhile. */
    post(draft: PostDraft, sent: Written): Promise<void>
  }
  readonly readPictures: (files: readonly Blob[]) => Promise<FoundPictures>
  onWrite(): void
  goBack(): void
  fail(error: unknown): Promise<void>
  reset(): void
}
