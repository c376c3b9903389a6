import type { Kysely } from 'kysely'
import type { Schema, Trx } from '../database/schema.js'
import { finishGeneration } from './finish-generation.js'
import { findOpen } from './generation-rows.js'

/** Cancels all of a user's generations that have not ended; what was taken for a call that was not sent is given back. */
export async function endGenerations(
  db: Kysely<Schema>,
  { siteId, userId }: { siteId: string; userId: string },
): Promise<void> {
  for (const id of await findOpen(db, siteId, userId)) {
    await db.transaction().execute((trx) => finishGeneration(trx, { id, siteId }, { status: 'canceled' }))
  }
}

/** The same, as a part of a transaction. */
export async function endGenerationsWithin(
  trx: Trx,
  { siteId, userId }: { siteId: string; userId: string },
): Promise<void> {
  for (const id of await findOpen(trx, siteId, userId))
    await finishGeneration(trx, { id, siteId }, { status: 'canceled' })
}
