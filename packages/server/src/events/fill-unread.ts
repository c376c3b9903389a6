import type { CountUnread } from '../ports.js'
import type { LoggedEvent } from './event-log.js'

/** Gives the events of notifications the number that is unread now: a number of then would be wrong on a later replay. */
export type FillUnread = (events: readonly LoggedEvent[]) => Promise<readonly LoggedEvent[]>

/** Makes it: one query for any number of events, none when no notification is among them. */
export function createFillUnread(countUnread: CountUnread): FillUnread {
  return async (events) => {
    const receivers = new Map(
      events.flatMap((event) => [receiverOf(event)].flatMap((one) => (one ? [[one.userId, one]] : []))),
    )
    if (receivers.size === 0) return events
    const unread = await countUnread([...receivers.values()])
    return events.map((event) => {
      const receiver = receiverOf(event)
      return receiver ? { ...event, data: { ...event.data, unread: unread.get(receiver.userId) ?? 0 } } : event
    })
  }
}

function receiverOf({ kind, siteId, audience }: LoggedEvent): { siteId: string; userId: string } | undefined {
  return kind === 'notification' && 'userId' in audience ? { siteId, userId: audience.userId } : undefined
}
