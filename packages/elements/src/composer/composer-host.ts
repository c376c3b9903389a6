import type { ClientHost } from '../reactive/client-controller.js'
import type { ComposerProperties } from './composer-properties.js'

/** The element around a composer. */
export interface ComposerHost extends ClientHost, ComposerProperties {
  /** Where it stands; set by the elements that draw one. Only one in a page takes over what others want to remix.
   *  @internal */
  place: 'page' | 'thread' | 'dialog'
  /** Id of the own post in the outbox that is written again here.
   *  @internal */
  entryId: string
  /** Whether it holds the room of a draft that is still to be found: it shows nothing until then.
   *  @internal */
  awaitsDraft: boolean
}
