import type { Clock } from '../platform/clock.js'
import type { Emitter } from '../platform/emitter.js'
import type { Database } from '../storage/database.js'
import type { OutboxEntry, PostDraft, Submission } from '../submission.js'
import type { Intent, StoredEntry } from './outbox-entry.js'
import type { Change } from './send-change.js'
import type { SendEntryPorts } from './send-entry.js'

/** What the outbox needs from its client. */
export interface OutboxPorts extends Omit<SendEntryPorts, 'storage'> {
  readonly server: string
  readonly site: string
  readonly clock: Clock
  readonly database: Database
  /** Makes a file ready to leave the device. @throws FeedError `unreadable_image` */
  readonly shrink: (file: Blob) => Promise<{ readonly type: string; readonly bytes: ArrayBuffer }>
  readonly store: Emitter<readonly OutboxEntry[]>
  readonly createKey: () => string
  /** Fires when the client is closed. */
  readonly closed: AbortSignal
  /** Shows, or takes away, what an entry will change. */
  readonly onWish: (entryId: string, intent: Intent, isWanted: boolean) => void
  /** Hears what the server answered to an entry. */
  readonly onAnswer: (entry: StoredEntry, answer: unknown) => void
}

/** The sender of everything that a user writes. */
export interface OutboxSender {
  submit(intent: Change): Promise<Submission<unknown>>
  submitPost(draft: PostDraft): Promise<Submission<unknown>>
  retry(id: string): Promise<void>
  discard(id: string): Promise<void>
  edit(id: string, draft: PostDraft): Promise<void>
  /** Looks again for something to send, because somebody else is signed in. */
  wake(): void
  close(): void
}
