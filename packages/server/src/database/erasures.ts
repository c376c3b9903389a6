import type { Trx } from './schema.js'

/** Remembers, in the transaction that erases it, what must stay erased whatever is restored. */
export async function addErasure(trx: Trx, siteId: string, kind: 'user' | 'post' | 'media', id: string): Promise<void> {
  await trx
    .insertInto('erasures')
    .values({ kind, id, site_id: siteId })
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
    .execute()
}
