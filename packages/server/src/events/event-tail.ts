import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Log } from '../log.js'
import { readEventBounds, readEvents } from './event-log.js'
import type { LoggedEvent } from './event-log.js'
import type { FillUnread } from './fill-unread.js'
import type { Sights } from './find-sight.js'

/** Follows the stored events of all sites, once for all readers of a process. */
export interface EventTail {
  /** Waits until it is known where the tail begins: only later events are handed on. */
  ready(): Promise<void>
  /** The newest event that was handed on, or lay before the beginning. */
  readonly reached: number
  /** Looks for new events, now or as soon as the present look is over. Never throws: the next wake tries again. */
  wake(): void
}

const batchSize = 500

export interface EventTailDeps {
  readonly db: Kysely<Schema>
  readonly log: Log
  readonly fillUnread: FillUnread
  /** Looks up who may hear of events, before these are handed on. */
  readonly findSights: (events: readonly LoggedEvent[]) => Promise<Sights>
  /** Gets every later event once, in order. It must not wait. */
  readonly onEvents: (events: readonly LoggedEvent[], sights: Sights) => void
}

/** Creates a tail that begins at the end. */
export function createEventTail({ db, log, fillUnread, findSights, onEvents }: EventTailDeps): EventTail {
  let reached = 0
  let isReady = false
  let isLooking = false
  let isWoken = false

  async function begin(): Promise<void> {
    const { newest } = await readEventBounds(db)
    if (!isReady) reached = newest
    isReady = true
  }

  async function look(): Promise<void> {
    if (!isReady) return begin()
    for (;;) {
      const events = await fillUnread(await readEvents(db, { after: reached, limit: batchSize }))
      const sights = await findSights(events)
      const last = events.at(-1)
      if (last) {
        reached = last.seq
        onEvents(events, sights)
      }
      if (events.length < batchSize) return
    }
  }

  async function lookUntilCalm(): Promise<void> {
    isLooking = true
    try {
      while (isWoken) {
        isWoken = false
        await look()
      }
    } catch (error) {
      log.warn('events.unreadable', { error })
    } finally {
      isLooking = false
    }
  }

  return {
    get reached() {
      return reached
    },
    ready: async () => (isReady ? undefined : begin()),
    wake() {
      isWoken = true
      if (!isLooking) void lookUntilCalm()
    },
  }
}
