import { FeedError } from '../feed-error.js'
import { defined } from '../platform/defined.js'
import type { Emitter } from '../platform/emitter.js'
import type { OutboxEntry, PostDraft } from '../submission.js'
import { own } from '../platform/own.js'
import type { DraftPictures } from './draft-pictures.js'
import { isOf, throwable, waitingForOf, type Circumstances, type Intent, type StoredEntry } from './outbox-entry.js'
import type { OutboxStorage } from './outbox-storage.js'

/** Shows the entries of the outbox to the page, and what they will change in its feeds. */
export interface OutboxView {
  /** Shows these entries, oldest first. */
  show(entries: readonly StoredEntry[]): Promise<void>
  /** Says which entry is being sent, and how much of its pictures. */
  sending(id: string | undefined, progress?: number): void
  /** Shows an entry as sent, for the last time. */
  sent(id: string): void
  /** Looks at the draft of an entry anew: it was edited. */
  forget(id: string): void
}

/** What the view needs. */
export interface OutboxViewPorts {
  readonly store: Emitter<readonly OutboxEntry[]>
  readonly storage: OutboxStorage
  readonly pictures: DraftPictures
  readonly circumstances: () => Circumstances
  /** Shows, or takes away, what an entry will change. */
  readonly onWish: (entryId: string, intent: Intent, isWanted: boolean) => void
}

/** Makes the view above the client's store. */
export function createOutboxView({ store, storage, pictures, circumstances, onWish }: OutboxViewPorts): OutboxView {
  const drafts = new Map<string, PostDraft>()
  const wished = new Map<string, Intent>()
  let shown: readonly StoredEntry[] = []
  let current: { id: string; progress: number } | undefined
  let sentId: string | undefined

  function draw(): void {
    const now = circumstances()
    const before = new Map(store.getSnapshot().map((entry) => [entry.id, entry]))
    const next = shown.map((entry, index) => {
      const drawn = drawEntry(entry, shown.slice(0, index), now)
      const known = before.get(entry.id)
      return known !== undefined && isSame(known, drawn) ? known : drawn
    })
    store.set(next)
  }

  function drawEntry(entry: StoredEntry, earlier: readonly StoredEntry[], now: Circumstances): OutboxEntry {
    const isSending = current?.id === entry.id
    const status = entry.id === sentId ? 'sent' : entry.isRejected ? 'rejected' : isSending ? 'sending' : 'waiting'
    // An entry that closing the page would lose says so, unless it was refused.
    const lostOnClose = storage.isInMemory(entry.id) && !entry.isRejected ? memoryError : undefined
    const error = status === 'sent' ? undefined : (lostOnClose ?? (entry.error && throwable(entry.error)))
    const waitingFor = status === 'waiting' ? waitingForOf(entry, earlier, now) : undefined
    return defined({
      id: entry.id,
      kind: entry.intent.kind,
      userId: entry.userId,
      createdAtMs: entry.createdAtMs,
      draft: drafts.get(entry.id),
      progress: isSending && entry.mediaIds.length > 0 ? current?.progress : undefined,
      status,
      waitingFor,
      retryAtMs: waitingFor === 'server' ? entry.notBeforeMs : undefined,
      error,
    })
  }

  function wish({ userId }: Circumstances): void {
    const wanted = new Map(
      shown.filter((entry) => !entry.isRejected && isOf(userId, entry)).map((entry) => [entry.id, entry.intent]),
    )
    for (const [id, intent] of wished) if (!wanted.has(id)) onWish(id, intent, false)
    for (const [id, intent] of wanted) if (!wished.has(id)) onWish(id, intent, true)
    wished.clear()
    for (const [id, intent] of wanted) wished.set(id, intent)
  }

  return {
    async show(entries) {
      shown = entries
      for (const { id, intent } of entries) {
        if (intent.kind !== 'post' || drafts.has(id)) continue
        const hasFiles = own(intent.draft).pictures?.some((picture) => 'bytes' in picture) ?? false
        try {
          const bytes = hasFiles ? await storage.loadPictures(id) : []
          drafts.set(id, pictures.show(intent.draft, bytes))
        } catch {
          // They are shown once the storage answers.
        }
      }
      for (const id of drafts.keys()) if (!shown.some((entry) => entry.id === id)) drafts.delete(id)
      wish(circumstances())
      draw()
    },
    sending(id, progress = 0) {
      current = id === undefined ? undefined : { id, progress }
      draw()
    },
    sent(id) {
      sentId = id
      draw()
      sentId = undefined
    },
    forget(id) {
      drafts.delete(id)
    },
  }
}

const memoryError = new FeedError('storage_failed', 'this browser does not store it: it is lost when the page closes')

function isSame(one: OutboxEntry, other: OutboxEntry): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof OutboxEntry>
  return [...keys].every((key) =>
    key === 'error'
      ? one.error?.code === other.error?.code && one.error?.message === other.error?.message
      : one[key] === other[key],
  )
}
