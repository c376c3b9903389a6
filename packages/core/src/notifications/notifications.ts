import type { Notifications, NotificationsSnapshot } from '../feed-client.js'
import { createEmitter, type Emitter } from '../platform/emitter.js'
import { lazyMethods } from '../platform/lazy-methods.js'
import type { Lazy } from '../platform/lazily.js'
import { oneAtATime } from '../platform/one-at-a-time.js'

/** What happened to the user, as their client keeps it. */
export interface OwnedNotifications {
  readonly store: Notifications
  /** The same store, for the list that is loaded later. */
  readonly emitter: Emitter<NotificationsSnapshot>
  /** Takes the count that the event stream or `/v1/me` gave. */
  setUnread(unread: number): void
  /** Somebody else is there. */
  reset(): void
}

/** The part that is loaded when somebody looks at the list. */
export interface NotificationList extends Pick<Notifications, 'loadMore' | 'refresh' | 'markRead'> {
  /** Forgets what is being loaded. */
  reset(): void
}

/** What the store needs from its client. */
export interface NotificationPorts {
  readonly watch: () => () => void
  readonly loadUnread: () => Promise<number>
  readonly loadList: Lazy<NotificationList>
}

const nothing: NotificationsSnapshot = { items: [], unread: 0, activity: 'idle', hasMore: false }

/** Makes the store. While somebody is subscribed it listens to the user's events; the first count is asked for, the list
 *  only by `refresh` and `loadMore`. */
export function createNotifications(ports: NotificationPorts): OwnedNotifications {
  let stop: (() => void) | undefined

  const setUnread = (unread: number): void => {
    const before = store.getSnapshot()
    store.set({ ...before, unread })
    // Who has the list open sees what is new in it.
    if (unread > before.unread && before.items.length > 0)
      ports
        .loadList()
        .then((list) => list.refresh())
        .catch(ignore)
  }
  const counting = oneAtATime(async () => {
    const unread = await ports.loadUnread()
    return () => setUnread(unread)
  }, ignore)
  const load = (): void => void counting.run(undefined).catch(ignore)
  const store = createEmitter(nothing, {
    onFirst() {
      stop = ports.watch()
      load()
    },
    onLast() {
      stop?.()
      stop = undefined
    },
  })
  return {
    store: {
      getSnapshot: store.getSnapshot,
      subscribe: store.subscribe,
      ...lazyMethods(ports.loadList, ['loadMore', 'refresh', 'markRead']),
    },
    emitter: store,
    setUnread,
    reset() {
      ports.loadList.ifLoaded((list) => list.reset())
      counting.stop()
      store.set(nothing)
      if (stop !== undefined) load()
    },
  }
}

/** For failures after which the badge shows what the stream says, or that stand in the snapshot. */
function ignore(): void {}
