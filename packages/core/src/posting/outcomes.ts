import { FeedError } from '../feed-error.js'
import { openBroadcast } from '../platform/tabs.js'
import type { StoredEntry } from './outbox-entry.js'
import type { TabMessage } from './tab-messages.js'

/** How entries end: told to whoever waits for them, in the tab that made them, whichever tab sent them. */
export interface Outcomes {
  /** Waits for the end of an entry. It may be left to itself: nothing is unhandled. */
  wait(id: string): Promise<unknown>
  /** Tells the other tabs how an entry was answered, before it is removed: if this tab dies in between, another one sends
   *  it again and gets the same answer, while one that waits for an entry that is gone would wait for ever. */
  tell(id: string, answer: unknown): void
  /** Tells this tab, once the entry is gone. */
  sent(id: string, answer: unknown): void
  rejected(id: string, error: FeedError): void
  discarded(id: string): void
  /** Tells other tabs that there is something to look at. */
  changed(): void
  close(): void
}

/** Opens the outcomes of one outbox. `onOther` runs when another tab did something; with what it was answered, if it sent. */
export function openOutcomes(name: string, onOther: (sent?: { id: string; answer: unknown }) => void): Outcomes {
  const waiters = new Map<string, { resolve: (answer: unknown) => void; reject: (error: unknown) => void }>()
  const settle = (message: TabMessage): void => {
    if (message.type !== 'sent' && message.type !== 'rejected' && message.type !== 'discarded') return
    const waiter = waiters.get(message.id)
    waiters.delete(message.id)
    if (message.type === 'sent') waiter?.resolve(message.answer)
    else if (message.type === 'rejected') waiter?.reject(errorOf(message.error))
    else waiter?.reject(new DOMException('the entry was discarded', 'AbortError'))
  }
  const channel = openBroadcast<TabMessage>(name, (message) => {
    settle(message)
    onOther(message.type === 'sent' ? message : undefined)
  })
  return {
    wait(id) {
      const done = new Promise<unknown>((resolve, reject) => waiters.set(id, { resolve, reject }))
      done.catch(() => {
        // Whoever does not care for the outcome sees it in the outbox.
      })
      return done
    },
    tell: (id, answer) => channel.post({ type: 'sent', id, answer }),
    sent(id, answer) {
      settle({ type: 'sent', id, answer })
      channel.post({ type: 'changed' })
    },
    rejected(id, error) {
      // Here the error goes as it is, with its cause and problem; to other tabs goes what can be copied.
      waiters.get(id)?.reject(error)
      const { code, message, retryable } = error
      waiters.delete(id)
      channel.post({ type: 'rejected', id, error: { code, message, retryable } })
    },
    discarded(id) {
      settle({ type: 'discarded', id })
      channel.post({ type: 'discarded', id })
    },
    changed: () => channel.post({ type: 'changed' }),
    close: () => channel.close(),
  }
}

function errorOf({ code, message, retryable }: NonNullable<StoredEntry['error']>): FeedError {
  return new FeedError(code, message, { retryable })
}
