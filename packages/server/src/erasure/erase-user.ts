import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import { deleteBlobsLater } from '../database/blob-deletions.js'
import type { Schema } from '../database/schema.js'
import type { Publish } from '../ports.js'
import type { ErasePost, ForgetMention } from '../rights-ports.js'
import { endAccess } from './delete-user.js'
import { forgetMentions } from './forget-mentions.js'

export interface EraseUserDeps {
  readonly db: Kysely<Schema>
  readonly erasePost: ErasePost
  readonly forgetMention: ForgetMention
  readonly publish: Publish
  /** Ends what is still to be drawn for a user, and gives back what it took of budgets. */
  readonly endGenerations: (user: { siteId: string; userId: string }) => Promise<void>
}

/** Erases everything that a deleted user left, in short transactions, so that it can be as much as it wants and be cut anywhere:
 *  posts become tombstones, pictures answer 410 and their files fall due, marks, relations, prompts and notifications go, and
 *  nobody's text names them any more.
 *  Reports of theirs stay without a name: what they are about does not end with whom they came from. Their words go with the
 *  decision (close-reports.ts), or now. */
export async function eraseUser(
  deps: EraseUserDeps,
  { siteId, userId }: { siteId: string; userId: string },
  signal?: AbortSignal,
): Promise<void> {
  const { db, erasePost, publish, endGenerations } = deps
  await endGenerations({ siteId, userId })
  // What was written a moment before the deletion has to be published before it can be removed.
  await publish()
  for (;;) {
    if (signal?.aborted) return
    const ids = await findPosts(db, siteId, userId)
    if (ids.length === 0) break
    // One by one: each locks posts of others too, and several could meet those of another writer in another order.
    for (const id of ids) await db.transaction().execute((trx) => erasePost(trx, siteId, id))
    await publish()
  }
  for (const rows of left) while (!signal?.aborted && (await deleteSome(db, rows, siteId, userId)));
  await forgetActor(db, siteId, userId)
  const handle = await findFormerHandle(db, siteId, userId)
  if (handle !== null) await forgetMentions(deps, { siteId, handle }, signal)
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
    await sql`
      update reports set reporter_id = null, reason = case when decided_at is null then reason else '' end
      where reporter_id = ${userId} and site_id = ${siteId}`.execute(trx)
    // What streams were told of them, but for what is gone: that is told for a day.
    await sql`
      update events set audience = '{"feeds": []}', data = '{}'
      where site_id = ${siteId} and data <> '{}' and (
        (kind in ('post.created', 'post.updated') and subject in (
          select id::text from posts where author_id = ${userId} and site_id = ${siteId}))
        or (kind = 'repost.created' and data -> 'by' ->> 'id' = ${userId}::text))`.execute(trx)
    await sql`delete from quota where scope = 'user' and subject = ${userId}`.execute(trx)
    await endAccess(trx, siteId, userId)
    await sql`
      update users set name = '', bio = '', avatar_id = null, defaults = null, sso_sub = null, former_handle = null,
        erased_at = now()
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

async function findFormerHandle(db: Kysely<Schema>, siteId: string, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('users')
    .select('former_handle')
    .where('id', '=', userId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row?.former_handle ?? null
}

const postsAtOnce = 20
const rowsAtOnce = 500

async function findPosts(db: Kysely<Schema>, siteId: string, userId: string): Promise<string[]> {
  // Two statements in one, because each has an index of its own.
  const { rows } = await sql<{ id: string }>`
    (select id from posts
    where author_id = ${userId} and site_id = ${siteId} and position is not null and deleted_at is null
    order by position limit ${postsAtOnce})
    union all
    (select id from posts
    where author_id = ${userId} and site_id = ${siteId} and removed_at is not null limit ${postsAtOnce})`.execute(db)
  return rows.map(({ id }) => id)
}

/** Rows of a user, and what has to be locked before they are deleted, by id as everybody does: whose counters move with them. */
interface Left {
  readonly table: string
  /** The column that says whose they are. */
  readonly owner: RawBuilder<unknown>
  readonly first?: { readonly table: 'posts' | 'users' | 'notifications'; readonly ids: RawBuilder<string[]> }
}

const ofPosts = { table: 'posts', ids: sql<string[]>`array[post_id]` } as const
const ofUsers = { table: 'users', ids: sql<string[]>`array[follower_id, followee_id]` } as const

const left: readonly Left[] = [
  { table: 'reactions', owner: sql.ref('user_id'), first: ofPosts },
  { table: 'bookmarks', owner: sql.ref('user_id') },
  { table: 'reposts', owner: sql.ref('user_id'), first: ofPosts },
  { table: 'follows', owner: sql.ref('follower_id'), first: ofUsers },
  { table: 'follows', owner: sql.ref('followee_id'), first: ofUsers },
  { table: 'blocks', owner: sql.ref('user_id') },
  { table: 'blocks', owner: sql.ref('other_id') },
  { table: 'mutes', owner: sql.ref('user_id') },
  { table: 'mutes', owner: sql.ref('other_id') },
  { table: 'muted_words', owner: sql.ref('user_id') },
  { table: 'notifications', owner: sql.ref('user_id'), first: { table: 'notifications', ids: sql`array[id]` } },
  { table: 'markers', owner: sql.ref('user_id') },
  { table: 'consents', owner: sql.ref('user_id') },
  { table: 'appeals', owner: sql.ref('user_id') },
  { table: 'generations', owner: sql.ref('user_id') },
  { table: 'imported_posts', owner: sql.ref('user_id') },
  { table: 'idempotency', owner: sql.ref('user_id') },
]

/** Deletes a handful, so that no lock is held for long. @returns whether there may be more. */
async function deleteSome(
  db: Kysely<Schema>,
  { table, owner, first }: Left,
  siteId: string,
  userId: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ place: string; ids: string[] }>`
      select ctid::text as place, ${first?.ids ?? sql`'{}'::uuid[]`} as ids
      from ${sql.table(table)} where ${owner} = ${userId} and site_id = ${siteId} limit ${rowsAtOnce}`.execute(trx)
    if (first) {
      await sql`
        select from ${sql.table(first.table)} where id = any (${rows.flatMap(({ ids }) => ids)}::uuid[])
        order by id for no key update`.execute(trx)
    }
    await sql`
      delete from ${sql.table(table)}
      where ctid = any (${rows.map(({ place }) => place)}::tid[]) and ${owner} = ${userId}`.execute(trx)
    return rows.length >= rowsAtOnce
  })
}

/** Takes somebody out of what others were told; what had no other cause goes with them. */
async function forgetActor(db: Kysely<Schema>, siteId: string, userId: string): Promise<void> {
  await sql`
    with first as materialized (
      select id from notifications where site_id = ${siteId} and id in (
        select notification_id from notification_actors where actor_id = ${userId} and site_id = ${siteId})
      order by id for update),
    gone as (
      delete from notification_actors where actor_id = ${userId} and site_id = ${siteId}
        and notification_id in (select id from first)
      returning notification_id)
    delete from notifications n using gone g
    where n.id = g.notification_id and n.site_id = ${siteId} and not exists (
      select from notification_actors a where a.notification_id = n.id and a.actor_id <> ${userId})`.execute(db)
}
