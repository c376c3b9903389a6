import type { Notification } from '@ai-feed/protocol'
import type { NotificationsSnapshot } from '../feed-client.js'
import { createEmitter, type Store } from '../platform/emitter.js'

/** What happened to the user, as their client keeps it. */
export interface Notifications {
  readonly store: Store<NotificationsSnapshot>
  /** Takes the count that the event stream or `/v1/me` gave. */
  setUnread(unread: number): void
  /** Somebody else is there. */
  reset(): void
}

/** Makes the store. While somebody is subscribed it listens to the user's events; the first count is asked for. */
export function createNotifications(ports: {
  watch: () => () => void
  loadUnread: () => Promise<number>
}): Notifications {
  const nothing: readonly Notification[] = []
  let stop: (() => void) | undefined

  const setUnread = (unread: number): void => {
    if (store.getSnapshot().unread !== unread) store.set({ items: nothing, unread })
  }
  const load = (): void => {
    ports.loadUnread().then(setUnread, () => {
      // The badge then shows what the stream says.
    })
  }
  const store = createEmitter<NotificationsSnapshot>(
    { items: nothing, unread: 0 },
    {
      onFirst() {
        stop = ports.watch()
        load()
      },
      onLast() {
        stop?.()
        stop = undefined
      },
    },
  )
  return {
    store: { getSnapshot: store.getSnapshot, subscribe: store.subscribe },
    setUnread,
    reset() {
      setUnread(0)
      if (stop !== undefined) load()
    },
  }
}
