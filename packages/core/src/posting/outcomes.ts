import { FeedError } from '../feed-error.js'
import { abortable } from '../platform/abortable.js'
import type { Clock } from '../platform/clock.js'
import { openBroadcast } from '../platform/tabs.js'
import { plain, throwable, type PlainError } from './outbox-entry.js'

/** How entries end: told to whoever waits for them, in the tab that made them, whichever tab sent them. */
export interface Outcomes {
  /** Waits for the end of an entry, or of the client. It may be left to itself: nothing is unhandled. */
  wait(id: string): Promise<unknown>
  /** Tells the other tabs how an entry was answered, before it is removed: if this tab dies in between, another one sends
   *  it again and gets the same answer, while one that waits for an entry that is gone would wait for ever. */
  tell(id: string, answer: unknown): void
  /** Tells this tab, once the entry is gone. */
  sent(id: string, answer: unknown): void
  rejected(id: string, error: FeedError): void
  discarded(id: string): void
  /** An entry is not there any more, and nobody said why: perhaps they are about to. Who waits for it does not do so for ever. */
  vanished(id: string): void
  /** Tells other tabs that there is something to look at, and which entry was edited, if one was. */
  changed(editedId?: string): void
  close(): void
}

/** What tabs tell each other about their common outbox. */
type TabMessage =
  | { readonly type: 'changed'; readonly editedId?: string | undefined }
  | { readonly type: 'sent'; readonly id: string; readonly answer: unknown }
  | { readonly type: 'rejected'; readonly id: string; readonly error: PlainError }
  | { readonly type: 'discarded'; readonly id: string }

/** An entry that is not there any more, and why. */
export type Gone = Extract<TabMessage, { readonly type: 'sent' | 'discarded' }>

/** So long after an entry has left, another tab may still say how it ended. */
const patienceMs = 5000

/** Opens the outcomes of one outbox. `onOther` runs when another tab did something; with the entry that it ended, if any, and
 *  after `onEdited` with the one that it edited. */
export function openOutcomes(
  name: string,
  clock: Clock,
  onOther: (gone?: Gone) => void,
  onEdited: (id: string) => void,
): Outcomes {
  const closing = new AbortController()
  const waiters = new Map<string, PromiseWithResolvers<unknown>>()
  /** Takes out who waits for an entry: they hear one end. */
  const take = (id: string): PromiseWithResolvers<unknown> | undefined => {
    const waiter = waiters.get(id)
    waiters.delete(id)
    return waiter
  }
  const discard = (id: string): void => take(id)?.reject(new DOMException('the entry was discarded', 'AbortError'))
  const channel = openBroadcast<TabMessage>(name, (message) => {
    if (message.type === 'sent') take(message.id)?.resolve(message.answer)
    if (message.type === 'rejected') take(message.id)?.reject(throwable(message.error))
    if (message.type === 'discarded') discard(message.id)
    if (message.type === 'changed' && message.editedId !== undefined) onEdited(message.editedId)
    onOther(message.type === 'sent' || message.type === 'discarded' ? message : undefined)
  })
  const changed = (editedId?: string): void => void channel.post({ type: 'changed', editedId })
  return {
    wait(id) {
      const waiter = Promise.withResolvers<unknown>()
      waiters.set(id, waiter)
      const outcome = abortable(waiter.promise, closing.signal)
      outcome.catch(() => {
        // Whoever does not care for the outcome sees it in the outbox.
      })
      return outcome
    },
    tell: (id, answer) => channel.post({ type: 'sent', id, answer }),
    sent(id, answer) {
      take(id)?.resolve(answer)
      changed()
    },
    rejected(id, error) {
      // Here the error goes as it is, with its cause and problem; to other tabs goes what can be copied.
      take(id)?.reject(error)
      channel.post({ type: 'rejected', id, error: plain(error) })
    },
    discarded(id) {
      discard(id)
      channel.post({ type: 'discarded', id })
    },
    vanished(id) {
      if (!waiters.has(id)) return
      clock.wait(patienceMs, closing.signal).then(() => {
        const message = `entry ${id} has left the outbox elsewhere, or storage was cleared`
        take(id)?.reject(new FeedError('gone', message))
      }, ignore)
    },
    changed,
    close() {
      closing.abort(new DOMException('the client was closed', 'AbortError'))
      channel.close()
    },
  }
}

/** The client was closed. */
function ignore(): void {}
