import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'
import type { Erasure } from './erasure-log.js'

/** Erases one thing that a restored database has again; what it does not have is fine. */
export type Erase = (trx: Trx, siteId: string, id: string) => Promise<unknown>

/** Erases, in a restored database, what was erased after its backup was made, and remembers that.
 *  @param erasures in the order in which they happened; those that the database knows of are left out.
 *  @returns how many it did not know of. */
export async function eraseAgain(
  trx: Trx,
  erasures: readonly Erasure[],
  erasers: Readonly<Record<Erasure['kind'], Erase>>,
): Promise<number> {
  // A post that was committed and not yet published can be deleted only once it is.
  await sql`select publish()`.execute(trx)
  let count = 0
  for (const { kind, id, siteId, at } of erasures) {
    const { rows } = await sql`
      select from erasures where kind = ${kind} and id = ${id}`.execute(trx)
    if (rows.length > 0) continue
    await erasers[kind](trx, siteId, id)
    await sql`
      insert into erasures (kind, id, site_id, at) values (${kind}, ${id}, ${siteId}, ${at}::timestamptz)
      on conflict (kind, id) do update set at = excluded.at`.execute(trx)
    count += 1
  }
  return count
}
