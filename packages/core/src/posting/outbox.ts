import { FeedError, isFeedError } from '../feed-error.js'
import { backoffMs } from '../platform/backoff.js'
import { watchOffline } from '../platform/offline.js'
import { isOnline, watchReturn } from '../platform/online.js'
import { shareNextRun } from '../platform/share-next-run.js'
import { withLock } from '../storage/lock.js'
import type { Submission } from '../submission.js'
import { candidatesOf, lookAgainMs } from './candidates.js'
import { createDraftPictures, storeDraft } from './draft-pictures.js'
import {
  createEntry,
  entryTransition,
  findNext,
  findPauseMs,
  isExpired,
  judge,
  maxPauseMs,
  type Circumstances,
  type EntryEvent,
  type Intent,
  type StoredEntry,
} from './outbox-entry.js'
import { createOutboxStorage } from './outbox-storage.js'
import type { OutboxPorts, OutboxSender } from './outbox-ports.js'
import { createOutboxView } from './outbox-view.js'
import { openOutcomes, type Gone } from './outcomes.js'
import { sendEntry } from './send-entry.js'
import type { PictureBytes } from './send-post.js'

/** Makes the sender of one server and site. Entries are stored before they are sent and removed after the answer; one
 *  sends at a time among all tabs, and a lock is held for one entry only. */
export function createOutbox(ports: OutboxPorts): OutboxSender {
  const { clock } = ports
  const storage = createOutboxStorage(ports.database, ports.server, ports.site)
  const draftPictures = createDraftPictures(ports.shrink, ports.createKey)
  const lockName = `ai-feed-outbox ${ports.server} ${ports.site}`
  let entries: readonly StoredEntry[] = []
  let sending: { id: string; controller: AbortController } | undefined
  let lastCreatedAtMs = 0
  let isDraining = false
  let isAskedAgain = false
  let isBack = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const { closed } = ports

  const circumstances = (): Circumstances => ({ nowMs: clock.now(), isOnline: isOnline(), userId: ports.userId() })
  const view = createOutboxView({ ...ports, storage, pictures: draftPictures, circumstances })
  const outcomes = openOutcomes(lockName, clock, hearTab, view.forget)
  const unwatch = watchReturn(() => {
    isBack = true
    wake()
  })
  const unwatchOffline = watchOffline(() => void view.show(entries))

  // Twenty tabs that tell each other what they did would otherwise keep the storage busy with being read.
  const reload = shareNextRun(async () => {
    const before = entries
    entries = await storage.load()
    for (const { id } of before) if (!entries.some((entry) => entry.id === id)) outcomes.vanished(id)
    await view.show(entries)
  })

  async function change(entry: StoredEntry, event: EntryEvent): Promise<StoredEntry> {
    const latest = entries.find(({ id }) => id === entry.id) ?? entry
    const next = entryTransition(latest, event)
    entries = entries.map((other) => (other === latest ? next : other))
    await storage.save(next)
    await view.show(entries)
    return next
  }

  async function drop(id: string): Promise<void> {
    entries = entries.filter((entry) => entry.id !== id)
    await storage.remove(id)
    await view.show(entries)
  }

  async function submit(intent: Intent, pictures: readonly PictureBytes[] = []): Promise<Submission<unknown>> {
    const id = ports.createKey()
    // A clock that was set back does not put an entry before those that are there.
    lastCreatedAtMs = Math.max(clock.now(), lastCreatedAtMs + 1, (entries.at(-1)?.createdAtMs ?? 0) + 1)
    const { server, site } = ports
    const names = { id, server, site, userId: ports.userId(), createdAtMs: lastCreatedAtMs }
    const entry = createEntry(intent, names, pictures.length)
    const done = outcomes.wait(id)
    await storage.add(entry, pictures)
    await reload()
    outcomes.changed()
    wake()
    return { id, done }
  }

  function wake(): void {
    isAskedAgain = !closed.aborted
    if (isAskedAgain && !isDraining) void drain()
  }

  async function drain(): Promise<void> {
    isDraining = true
    try {
      while (isAskedAgain) {
        isAskedAgain = false
        while (await withLock(lockName, { ...ports, signal: closed }, sendNext));
        isBack = false
      }
    } catch (error) {
      queueMicrotask(() => {
        if (!closed.aborted) throw error
      })
    } finally {
      isDraining = false
    }
    schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    const pauseMs = storage.isSilent() ? lookAgainMs : findPauseMs(entries, circumstances())
    if (pauseMs !== undefined && !closed.aborted) timer = setTimeout(wake, Math.max(1000, pauseMs))
  }

  /** Sends the entry whose turn it is, unless another tab has come to it. @returns false when there is none */
  async function sendNext(lost: AbortSignal): Promise<boolean> {
    await reload()
    const now = circumstances()
    for (const entry of entries) {
      if (!entry.isRejected && isExpired(entry, now.nowMs)) {
        await reject(entry, new FeedError('expired', 'it could not be sent for 13 days'))
      }
    }
    const next = findNext(candidatesOf(entries, storage, { ...now, isBack }), now)
    if (next === undefined || now.userId === undefined || closed.aborted) return false
    const entry = await change(next, { type: 'attempted', userId: now.userId, atMs: now.nowMs })
    const controller = new AbortController()
    const signal = AbortSignal.any([controller.signal, lost])
    const stop = (): void => {
      sending = undefined
      view.sending(undefined)
    }
    sending = { id: entry.id, controller }
    view.sending(entry.id)
    try {
      const answer = await attempt(entry, signal)
      lost.throwIfAborted()
      await settle(entry, answer)
      stop()
    } catch (error) {
      stop()
      if (signal.aborted) return !closed.aborted
      if (!isFeedError(error)) throw error
      await handleFailure(entry, error)
    }
    return true
  }

  function attempt(entry: StoredEntry, signal: AbortSignal): Promise<unknown> {
    return sendEntry(
      entry,
      { ...ports, storage },
      {
        signal,
        remember: (index, mediaId) => change(entry, { type: 'uploaded', index, mediaId }),
        onProgress: (part) => view.sending(entry.id, part),
      },
    )
  }

  async function handleFailure(entry: StoredEntry, error: FeedError): Promise<void> {
    switch (judge(entry.intent, error)) {
      case 'done':
        return settle(entry, undefined)
      case 'end':
        return reject(entry, error)
      default: {
        const pauseMs = Math.min(maxPauseMs, Math.max(backoffMs(entry.tries, clock), error.retryAfterMs ?? 0))
        await change(entry, { type: 'deferred', error, notBeforeMs: clock.now() + pauseMs })
      }
    }
  }

  async function settle(entry: StoredEntry, answer: unknown): Promise<void> {
    // First it stops being pending, then it stands in its feeds: never both, and no paint lies between.
    view.sent(entry.id)
    ports.onAnswer(entry, answer)
    outcomes.tell(entry.id, answer)
    await drop(entry.id)
    outcomes.sent(entry.id, answer)
  }

  async function reject(entry: StoredEntry, error: FeedError): Promise<void> {
    await change(entry, { type: 'refused', error })
    outcomes.rejected(entry.id, error)
  }

  function hearTab(gone?: Gone): void {
    const entry = entries.find(({ id }) => id === gone?.id)
    if (entry !== undefined && gone?.type === 'sent') ports.onAnswer(entry, gone.answer)
    if (gone) storage.forget(gone.id)
    // Also takes over from a tab that goes away: the lock is then free.
    void reload().then(wake)
  }

  /** Changes an entry while nobody sends it. @throws FeedError `gone` when it is not there any more */
  async function withEntry(id: string, work: (entry: StoredEntry) => Promise<void>): Promise<void> {
    if (sending?.id === id) sending.controller.abort()
    await withLock(lockName, ports, async () => {
      await reload()
      const entry = entries.find((other) => other.id === id)
      if (entry === undefined) throw new FeedError('gone', `entry ${id} is not in the outbox`)
      return work(entry)
    })
    wake()
  }

  void reload().then(wake)
  return {
    submit: (intent) => submit(intent),
    async submitPost(draft) {
      const pictures = await draftPictures.prepare(draft)
      return submit({ kind: 'post', draft: storeDraft(draft) }, pictures)
    },
    retry: (id) =>
      withEntry(id, async (entry) => {
        await change(entry, { type: 'retried' })
        outcomes.changed()
      }),
    discard: (id) =>
      withEntry(id, async () => {
        await drop(id)
        outcomes.discarded(id)
      }),
    edit: (id, draft) =>
      withEntry(id, async (entry) => {
        await draftPictures.replace(entry, draft, storage)
        view.forget(id)
        await reload()
        outcomes.changed(id)
      }),
    wake() {
      void view.show(entries).then(wake)
    },
    close() {
      clearTimeout(timer)
      unwatch()
      unwatchOffline()
      outcomes.close()
      sending?.controller.abort()
    },
  }
}
