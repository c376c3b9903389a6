import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Limits } from '@ai-feed/protocol'
import type { Db, Schema } from '../database/schema.js'
import type { BlobStore } from './blob-store.js'

/** Forgets drafts that no post took in time, and deletes files that are due, once each: 24 h after the row that named them,
 *  so that a running backup stays whole. Safe to run in several processes.
 *  Stops between steps when `signal` aborts. */
export async function sweepMedia(
  { db, blobs, limits }: { db: Kysely<Schema>; blobs: BlobStore; limits: Limits },
  signal: AbortSignal,
): Promise<void> {
  await forgetDrafts(db, limits.unattachedMediaDays)
  const failures: unknown[] = []
  for (const key of await findDueBlobs(db)) {
    if (signal.aborted) return
    try {
      await blobs.remove(folderOf(key))
      await sql`delete from blob_deletions where key = ${key}`.execute(db)
    } catch (error) {
      // What cannot be deleted today must not keep the others: it is tried again with the next sweep.
      failures.push(error)
    }
  }
  const [first] = failures
  if (first !== undefined) throw new Error(`${failures.length} pictures could not be deleted`, { cause: first })
}

/** Deletes files that no row names, that do not wait for their deletion, and that are older than `minAgeMs`: left by a process that died between disk and
 *  database, or previews of a generation that never ended. */
export async function sweepOrphanBlobs(
  { db, blobs, clock = Date.now }: { db: Kysely<Schema>; blobs: BlobStore; clock?: () => number },
  { minAgeMs, signal }: { minAgeMs: number; signal: AbortSignal },
): Promise<void> {
  for await (const folder of blobs.listOlder(clock() - minAgeMs)) {
    if (signal.aborted) return
    if (!(await isNamed(db, folder))) await blobs.remove(folder)
  }
}

async function forgetDrafts(db: Db, days: number): Promise<void> {
  await sql`
    with forgotten as (
      delete from media m
      where m.state = 'draft' and m.created_at < now() - make_interval(days => ${days})
        and not exists (select from post_media pm where pm.media_id = m.id)
        and not exists (select from users u where u.id = m.owner_id and u.avatar_id = m.id)
      returning site_id, id)
    insert into blob_deletions (key, due_at) select site_id || '/' || id, now() + interval '24 hours' from forgotten
    on conflict (key) do nothing`.execute(db)
}

async function findDueBlobs(db: Db): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from blob_deletions where due_at <= now() order by due_at limit 500`.execute(db)
  return rows.map((row) => row.key)
}

async function isNamed(db: Db, folder: string): Promise<boolean> {
  const [siteId = '', id = ''] = folder.split('/')
  if (siteId.startsWith('.')) return false
  const { rows } = await sql`
    select from media where site_id = ${siteId} and id = ${id}
    union all select from blob_deletions where key = ${folder}`.execute(db)
  return rows.length > 0
}

/** A key may name a folder or one of its files; a picture is deleted as a whole. */
function folderOf(key: string): string {
  return key.split('/').slice(0, 2).join('/')
}
