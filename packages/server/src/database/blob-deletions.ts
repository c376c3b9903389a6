import { sql } from 'kysely'
import type { Db } from './schema.js'

/** Names files for deletion at a later time, by the folder they lie in: `{site}/{mediaId}` or `.previews/{id}`. */
export async function deleteBlobsLater(db: Db, folders: readonly string[], delaySeconds: number): Promise<void> {
  if (folders.length === 0) return
  await sql`
    insert into blob_deletions (key, due_at)
    select unnest(${[...folders]}::text[]), now() + make_interval(secs => ${delaySeconds})
    on conflict (key) do nothing`.execute(db)
}
