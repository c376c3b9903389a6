import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { Publish } from '../ports.js'
import { finishGeneration } from './finish-generation.js'
import { interrupted } from './generation-error.js'
import type { GenerationQueue } from './generation-queue.js'
import { findForgotten, findOverdue } from './generation-rows.js'

export interface RepairOptions {
  readonly db: Kysely<Schema>
  readonly queue: Pick<GenerationQueue, 'add'>
  readonly publish: Publish
  readonly deadlineSeconds: number
}

/** Room for storing what came at the last moment before the deadline. */
const graceSeconds = 60

/** Leaves no generation open for ever: a reminder that got lost is written again, and a call whose answer nobody can be
 *  waiting for any more ends as interrupted. Safe to run in several processes. */
export async function repairGenerations({ db, queue, publish, deadlineSeconds }: RepairOptions): Promise<void> {
  const ageSeconds = deadlineSeconds + graceSeconds
  for (const id of await findForgotten(db, ageSeconds)) {
    await db.transaction().execute((trx) => queue.add(trx, id))
  }
  const overdue = await findOverdue(db, ageSeconds)
  for (const generation of overdue) {
    await db.transaction().execute((trx) => finishGeneration(trx, generation, interrupted))
  }
  if (overdue.length > 0) await publish()
}
