import type { FeedClient } from '@ai-feed/core'
import type { ComposerController } from './composer-controller.js'
import type { ComposerHost } from './composer-host.js'
import type { ComposerEvent, ComposerState } from './composer-state.js'

/** What painting and posting need of the composer that they are done for. */
export interface TaskPorts {
  readonly host: ComposerHost
  readonly composer: ComposerController
  readonly client: FeedClient | undefined
  readonly state: ComposerState
  /** Resolves when the browser has a network again, or the composer has left the page. */
  whenOnline(): Promise<void>
  readonly apply: (event: ComposerEvent) => void
  /** Says that something did not work.
   *  @param entryId of the post in the outbox that it is about
   *  @param isPost whether it is about a post, also one that is not stored */
  readonly fail: (error: unknown, entryId?: string, isPost?: boolean) => Promise<void>
}
