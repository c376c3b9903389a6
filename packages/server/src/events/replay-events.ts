import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import { encodeTelling } from './encode-event.js'
import { readEvents } from './event-log.js'
import type { FillUnread } from './fill-unread.js'
import { findSights } from './find-sight.js'
import { chooseTelling, questionOf } from './may-hear.js'
import type { StreamReader } from './stream-reader.js'

/** More than this many events behind, loading page one again is cheaper for everybody. */
const maxBehind = 20_000
const batchSize = 200

/** Finds where a reader wants to resume. Undefined when that is impossible: the text is no number of ours, lies in the future,
 *  or events after it are swept already. */
export function findResumePoint(
  { oldest, newest }: { oldest: number; newest: number },
  lastEventId: string,
): number | undefined {
  if (!/^\d{1,15}$/.test(lastEventId)) return undefined
  const after = Number(lastEventId)
  return after <= newest && after >= oldest - 1 && newest - after <= maxBehind ? after : undefined
}

/** Sends a reader what was stored after `reader.lastSeq`, waiting for it where needed, until it has caught up with the tail.
 *  Then calls `onCaughtUp` in the same tick, so that nothing falls between the past and the present. */
export async function replayEvents(
  { db, fillUnread }: { db: Kysely<Schema>; fillUnread: FillUnread },
  reader: StreamReader,
  reachedByTail: () => number,
  onCaughtUp: () => void,
): Promise<void> {
  const { siteId, viewer, feeds } = reader.request
  const asked = { siteId, feeds, userId: viewer?.userId }
  let after = reader.lastSeq

  while (!reader.isEnded) {
    const upTo = reachedByTail()
    const events =
      upTo > after ? await fillUnread(await readEvents(db, { after, upTo, limit: batchSize, reader: asked })) : []
    const sights = await findSights(
      db,
      events.flatMap((event) => questionOf(event, reader.request)),
    )
    for (const event of events) {
      const telling = chooseTelling(event, reader.request, sights) ?? 'nothing'
      if (telling !== 'nothing') await reader.writeWithPatience(encodeTelling(event, telling))
      reader.lastSeq = event.seq
    }
    const last = events.at(-1)
    if (last && events.length === batchSize) {
      after = last.seq
      continue
    }
    after = Math.max(after, upTo)
    if (reachedByTail() > after) continue
    reader.lastSeq = after
    // It may have gone while the database was answering.
    if (!reader.isEnded) onCaughtUp()
    return
  }
}
