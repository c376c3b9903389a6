import { notificationPageShape, routes, type Notification } from '@ai-feed/protocol'
import type { NotificationsSnapshot } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import { demandStatus } from '../http/demand-status.js'
import type { Transport } from '../http/transport.js'
import { abortable } from '../platform/abortable.js'
import type { Emitter } from '../platform/emitter.js'
import { own } from '../platform/own.js'
import { oneAtATime } from '../platform/one-at-a-time.js'
import type { NotificationList } from './notifications.js'

/** Makes the list of what happened to the user, above the store that shows it. */
export function createNotificationList(transport: Transport, store: Emitter<NotificationsSnapshot>): NotificationList {
  let next: string | undefined
  /** Cursors of pages that are in the list: a server that leads back to one has come to its end. */
  let followed = new Set<string | undefined>()
  const fail = (error: unknown): void => patch({ activity: 'idle', ...(isFeedError(error) && { error }) })
  const first = oneAtATime((_: undefined, signal) => load(undefined, signal), fail)
  const more = oneAtATime(load, fail)

  const patch = (change: Partial<NotificationsSnapshot>): void => {
    const { error: _error, ...rest } = store.getSnapshot()
    store.set({ ...rest, ...change })
  }

  /** Loads the page at a cursor, page one without. @returns what puts it in, and gives what was not there before */
  async function load(cursor: string | undefined, signal: AbortSignal): Promise<() => readonly Notification[]> {
    const isEmpty = store.getSnapshot().items.length === 0
    patch({ activity: cursor !== undefined ? 'more' : isEmpty ? 'first' : 'refresh' })
    const path = routes.notifications() + (cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`)
    const page = await transport.json(notificationPageShape, { path, signal, isFresh: true })
    return () => {
      const { items: before } = store.getSnapshot()
      const known = new Set(before.map(({ id }) => id))
      const fresh = page.items.filter(({ id }) => !known.has(id))
      if (cursor === undefined) followed = new Set()
      followed.add(cursor)
      const cursorAfter = own(page).next
      next = followed.has(cursorAfter) ? undefined : cursorAfter
      patch({
        items: cursor === undefined ? page.items : [...before, ...fresh],
        activity: 'idle',
        hasMore: next !== undefined,
      })
      return fresh
    }
  }

  return {
    async loadMore(options) {
      const { signal } = own(options)
      if (store.getSnapshot().items.length === 0) return abortable(first.run(undefined), signal)
      await abortable(first.running(), signal)
      return next === undefined ? [] : abortable(more.run(next), signal)
    },
    async refresh(options) {
      const { signal } = own(options)
      // What is being added comes first: page one then takes its place.
      await abortable(more.running()?.catch(ignore), signal)
      await abortable(first.run(undefined), signal)
    },
    async markRead(id = store.getSnapshot().items[0]?.id) {
      if (id === undefined) return
      const { items: before, unread } = store.getSnapshot()
      const upTo = before.findIndex((item) => item.id === id)
      // With its seq, what joins the same notification meanwhile stays unread.
      const { seq } = before[upTo] ?? {}
      const items = before.map((item, index) => (index < upTo || item.read ? item : { ...item, read: true }))
      patch({ items, ...(upTo <= 0 && { unread: 0 }) })
      try {
        await transport.send({ path: routes.marker(), method: 'PUT', json: { id, seq } }, (response) =>
          demandStatus(response, 204),
        )
      } catch (error) {
        if (store.getSnapshot().items === items) patch({ items: before, unread })
        throw error
      }
    },
    reset() {
      first.stop()
      more.stop()
      next = undefined
    },
  }
}

/** For a page whose failure is told to who asked for it. */
function ignore(): void {}
