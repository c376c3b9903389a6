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
  readonly apply: (event: ComposerEvent) => void
  /** Says that something did not work.
   *  @param entryId of the post in the outbox that it is about */
  readonly fail: (error: unknown, entryId?: string) => Promise<void>
}
