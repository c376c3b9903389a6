import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Log } from '../log.js'
import { readEventBounds, readEvents } from './event-log.js'
import type { LoggedEvent } from './event-log.js'

/** Follows the stored events of all sites, once for all readers of a process. */
export interface EventTail {
  /** The newest event that was handed on; waits for the database when it was not reached yet. */
  position(): Promise<number>
  /** The same, at once; undefined before the database was reached. */
  readonly reached: number | undefined
  /** Looks for new events, now or as soon as the present look is over. Never throws: the next wake tries again. */
  wake(): void
}

const batchSize = 500

/** Creates a tail that begins at the end.
 *  @param onEvents gets every later event once, in order. It must not wait. */
export function createEventTail(
  db: Kysely<Schema>,
  log: Log,
  onEvents: (events: readonly LoggedEvent[]) => void,
): EventTail {
  let reached: number | undefined
  let isLooking = false
  let isWoken = false

  async function look(): Promise<void> {
    if (reached === undefined) {
      reached = (await readEventBounds(db)).newest
      return
    }
    for (;;) {
      const events = await readEvents(db, { after: reached, limit: batchSize })
      const last = events.at(-1)
      if (last) {
        reached = last.seq
        onEvents(events)
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
    async position() {
      if (reached === undefined) {
        const { newest } = await readEventBounds(db)
        reached ??= newest
      }
      return reached
    },
    wake() {
      isWoken = true
      if (!isLooking) void lookUntilCalm()
    },
  }
}
