import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import { deleteBlobsLater } from '../database/blob-deletions.js'
import type { Schema } from '../database/schema.js'
import type { Publish } from '../ports.js'
import type { PostDecisions } from '../rights-ports.js'
import { endAccess } from './delete-user.js'

export interface EraseUserDeps {
  readonly db: Kysely<Schema>
  readonly removePost: PostDecisions['remove']
  readonly publish: Publish
  /** Ends what is still to be drawn for a user, and gives back what it took of budgets. */
  readonly endGenerations: (user: { siteId: string; userId: string }) => Promise<void>
}

/** Erases everything that a deleted user left, in short transactions, so that it can be as much as it wants and be cut anywhere:
 *  posts become tombstones, pictures answer 410 and their files fall due, marks, relations, prompts and notifications go.
 *  Reports of theirs stay without a name: what they are about does not end with whom they came from. */
export async function eraseUser(
  { db, removePost, publish, endGenerations }: EraseUserDeps,
  { siteId, userId }: { siteId: string; userId: string },
  signal?: AbortSignal,
): Promise<void> {
  await endGenerations({ siteId, userId })
  // What was written a moment before the deletion has to be published before it can be removed.
  await publish()
  for (;;) {
    if (signal?.aborted) return
    const ids = await findPosts(db, siteId, userId)
    if (ids.length === 0) break
    await db.transaction().execute(async (trx) => {
      for (const id of ids) await removePost(trx, siteId, id)
    })
    await publish()
  }
  for (const { table, owner } of left) {
    while (!signal?.aborted && (await deleteSome(db, table, owner, siteId, userId)));
  }
  await forgetActor(db, siteId, userId)
  if (signal?.aborted) return
  await db.transaction().execute(async (trx) => {
    const removed = await sql<{ id: string }>`
      update media set state = 'removed', alt_draft = '', recipe = null, provenance = provenance - 'prompt'
      where owner_id = ${userId} and site_id = ${siteId} and state <> 'removed' returning id`.execute(trx)
    await deleteBlobsLater(
      trx,
      removed.rows.map(({ id }) => `${siteId}/${id}`),
      24 * 60 * 60,
    )
    await sql`update reports set reporter_id = null where reporter_id = ${userId} and site_id = ${siteId}`.execute(trx)
    // What is left of the stream's log names them for a day at most; the announcements of their posts need not even that.
    await sql`
      update events set audience = '{"feeds": []}', data = '{}'
      where site_id = ${siteId} and kind = 'post.created' and data -> 'author' ->> 'id' = ${userId}::text`.execute(trx)
    await sql`delete from quota where scope = 'user' and subject = ${userId}`.execute(trx)
    await endAccess(trx, siteId, userId)
    await sql`
      update users set name = '', bio = '', avatar_id = null, defaults = null, sso_sub = null, erased_at = now()
      where id = ${userId} and site_id = ${siteId}`.execute(trx)
  })
}

/** Finishes what was begun and cut, some users at a time, and erases everybody once more a quarter of an hour after their
 *  deletion: a request that was let in before it has ended by then, whatever it wrote. Safe to run in several processes.
 *  @returns how many there were; 0 when nothing is left to erase now. */
export async function eraseDeletedUsers(deps: EraseUserDeps, signal?: AbortSignal): Promise<number> {
  const { rows } = await sql<{ siteId: string; userId: string }>`
    select site_id as "siteId", id as "userId" from users
    where state = 'deleted' and (erased_at is null or erased_at - deleted_at < interval '15 minutes')
      and (erased_at is null or deleted_at < now() - interval '15 minutes')
    order by deleted_at limit 20`.execute(deps.db)
  for (const user of rows) if (!signal?.aborted) await eraseUser(deps, user, signal)
  return rows.length
}

const postsAtOnce = 20
const rowsAtOnce = 500

async function findPosts(db: Kysely<Schema>, siteId: string, userId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from posts
    where author_id = ${userId} and site_id = ${siteId} and position is not null and deleted_at is null
    order by position limit ${postsAtOnce}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Tables with rows of a user, and the column that says whose they are. */
const left: readonly { table: string; owner: RawBuilder<unknown> }[] = [
  { table: 'reactions', owner: sql.ref('user_id') },
  { table: 'bookmarks', owner: sql.ref('user_id') },
  { table: 'reposts', owner: sql.ref('user_id') },
  { table: 'follows', owner: sql.ref('follower_id') },
  { table: 'follows', owner: sql.ref('followee_id') },
  { table: 'blocks', owner: sql.ref('user_id') },
  { table: 'blocks', owner: sql.ref('other_id') },
  { table: 'mutes', owner: sql.ref('user_id') },
  { table: 'mutes', owner: sql.ref('other_id') },
  { table: 'muted_words', owner: sql.ref('user_id') },
  { table: 'notifications', owner: sql.ref('user_id') },
  { table: 'markers', owner: sql.ref('user_id') },
  { table: 'consents', owner: sql.ref('user_id') },
  { table: 'generations', owner: sql.ref('user_id') },
  { table: 'imported_posts', owner: sql.ref('user_id') },
  { table: 'idempotency', owner: sql.ref('user_id') },
]

/** Deletes a handful, so that no lock is held for long. @returns whether there may be more. */
async function deleteSome(
  db: Kysely<Schema>,
  table: string,
  owner: RawBuilder<unknown>,
  siteId: string,
  userId: string,
): Promise<boolean> {
  const result = await sql`
    delete from ${sql.table(table)} where ctid = any (array(
      select ctid from ${sql.table(table)} where ${owner} = ${userId} and site_id = ${siteId} limit ${rowsAtOnce}))`.execute(
    db,
  )
  return (result.numAffectedRows ?? 0n) >= BigInt(rowsAtOnce)
}

/** Takes somebody out of what others were told; what had no other cause goes with them. */
async function forgetActor(db: Kysely<Schema>, siteId: string, userId: string): Promise<void> {
  await sql`
    with gone as (
      delete from notification_actors where actor_id = ${userId} and site_id = ${siteId} returning notification_id)
    delete from notifications n using gone g
    where n.id = g.notification_id and n.site_id = ${siteId} and not exists (
      select from notification_actors a where a.notification_id = n.id and a.actor_id <> ${userId})`.execute(db)
}
