import { sql } from 'kysely'
import type { Db, Trx } from './schema.js'

/** Finds the words that a user mutes, as `foldMutedWord` writes them, in the order of their characters. */
export async function findMutedWords(
  db: Db,
  { siteId, userId }: { readonly siteId: string; readonly userId: string },
): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from muted_words where site_id = ${siteId} and user_id = ${userId} order by word collate "C"`.execute(
    db,
  )
  return rows.map(({ word }) => word)
}

/** Replaces all words that a user mutes; of two at once the later one holds. */
export async function replaceMutedWords(
  trx: Trx,
  { siteId, userId }: { readonly siteId: string; readonly userId: string },
  words: readonly string[],
): Promise<void> {
  await sql`select from users where site_id = ${siteId} and id = ${userId} for no key update`.execute(trx)
  await sql`
    delete from muted_words
    where site_id = ${siteId} and user_id = ${userId} and word <> all (${[...words]}::text[])`.execute(trx)
  await sql`
    insert into muted_words (site_id, user_id, word)
    select ${siteId}, ${userId}, word from unnest(${[...words]}::text[]) word
    on conflict do nothing`.execute(trx)
}
