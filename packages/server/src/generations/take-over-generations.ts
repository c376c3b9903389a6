import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Publish } from '../ports.js'
import { finishGeneration } from './finish-generation.js'
import { interrupted } from './generation-error.js'
import type { GenerationQueue } from './generation-queue.js'
import { findRunning } from './generation-rows.js'

/** Deals with what a process left running that was killed, where no other process can be at work: a call that was sent ends as
 *  interrupted, and for what was not yet sent there is a new reminder. Elsewhere the missing heartbeats of its jobs tell the
 *  same, some ten seconds later. Call it before the first job runs. */
export async function takeOverGenerations({
  db,
  queue,
  publish,
}: {
  db: Kysely<Schema>
  queue: Pick<GenerationQueue, 'add'>
  publish: Publish
}): Promise<void> {
  const left = await findRunning(db)
  for (const { id, siteId, isCalled } of left) {
    await db.transaction().execute(async (trx) => {
      if (isCalled) await finishGeneration(trx, { id, siteId }, interrupted)
      else await queue.add(trx, id)
    })
  }
  if (left.length > 0) await publish()
}
