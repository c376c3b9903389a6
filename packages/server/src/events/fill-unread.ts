import type { CountUnread, FindShown } from '../ports.js'
import { ONLY_COUNT } from '../database/pending-event.js'
import type { LoggedEvent } from './event-log.js'

/** Gives the events of notifications the number that is unread now: a number of then would be wrong on a later replay. Those of
 *  which the receiver would be shown nothing now, because they block the actor for instance, become moot. */
export type FillUnread = (events: readonly LoggedEvent[]) => Promise<readonly LoggedEvent[]>

/** Makes it: two queries for the events of one site, none when no notification is among them. */
export function createFillUnread(countUnread: CountUnread, findShown: FindShown): FillUnread {
  return async (events) => {
    const receivers = new Map(
      events.flatMap((event) => [receiverOf(event)].flatMap((one) => (one ? [[one.userId, one]] : []))),
    )
    if (receivers.size === 0) return events
    const unread = await countUnread([...receivers.values()])
    const shown = await findAllShown(events, findShown)
    return events.map((event) => {
      const receiver = receiverOf(event)
      if (!receiver) return event
      const isMoot = event.data['kind'] !== ONLY_COUNT && !shown.has(event.subject)
      return { ...event, isMoot, data: { ...event.data, unread: unread.get(receiver.userId) ?? 0 } }
    })
  }
}

async function findAllShown(events: readonly LoggedEvent[], findShown: FindShown): Promise<ReadonlySet<string>> {
  const told = Map.groupBy(events.filter(receiverOf), ({ siteId }) => siteId)
  const sets = [...told].map(([siteId, ofSite]) =>
    findShown(siteId, [...new Set(ofSite.map(({ subject }) => subject))]),
  )
  return new Set((await Promise.all(sets)).flatMap((set) => [...set]))
}

function receiverOf({ kind, siteId, audience }: LoggedEvent): { siteId: string; userId: string } | undefined {
  return kind === 'notification' && 'userId' in audience ? { siteId, userId: audience.userId } : undefined
}
