import { createEmitter, type Emitter } from '../platform/emitter.js'
import { lazyMethods } from '../platform/lazy-methods.js'
import type { Outbox, OutboxEntry } from '../submission.js'
import type { OutboxSender } from './outbox-ports.js'

/** The outbox as the page sees it, before and after its sender is loaded. */
export interface OutboxGate {
  readonly outbox: Outbox
  /** The same entries for the client's own use; subscribing loads nothing. */
  readonly store: Emitter<readonly OutboxEntry[]>
}

/** Makes the gate. `loadSender` is called at the first subscription and the first write. */
export function createOutboxGate(loadSender: () => Promise<OutboxSender>): OutboxGate {
  const store = createEmitter<readonly OutboxEntry[]>([])
  return {
    store,
    outbox: {
      getSnapshot: store.getSnapshot,
      subscribe(listener) {
        loadSender().catch(() => {
          // The first write tries again, and says so if it fails.
        })
        return store.subscribe(listener)
      },
      ...lazyMethods(loadSender, ['retry', 'discard', 'edit']),
    },
  }
}
