import { sql } from 'kysely'
import type { Trx } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'
import type { Notice, Notify } from '../ports.js'
import { groupOf } from './group-of.js'

/** The kind of an event that brings nothing but another number of unread notifications. */
export const ONLY_COUNT = 'unread'

/** Tells users what others did: a few statements for any number of receivers. */
export const notify: Notify = {
  async tell(trx, notices) {
    const fit = await findFit(trx, notices.map(toRow))
    if (fit.length === 0) return
    await lockMarkers(trx, fit)
    await announce(trx, await addActors(trx, await findUntold(trx, fit)))
  },

  async takeBack(trx, notices) {
    if (notices.length === 0) return
    const rows = notices.map(toRow)
    await lockMarkers(trx, rows)
    await removeActors(trx, rows)
    await announce(trx, await removeEmpty(trx, rows), ONLY_COUNT)
  },

  async forgetPost(trx, siteId, postId) {
    const told = sql`site_id = ${siteId} and post_id = ${postId} and kind <> 'decision'`
    const { rows } = await sql<{ receiver: string; site: string }>`
      select distinct user_id as receiver, site_id as site from notifications where ${told}`.execute(trx)
    if (rows.length === 0) return
    await lockMarkers(trx, rows)
    const gone = await sql<Told>`
      delete from notifications where ${told}
      returning id, kind, user_id as receiver, site_id as site`.execute(trx)
    await announce(trx, gone.rows, ONLY_COUNT)
  },
}

/** A notice as the statements below take it, as one row of a JSON list. */
interface NoticeRow {
  readonly site: string
  readonly receiver: string
  readonly actor: string
  readonly kind: Notice['kind']
  readonly post: string | null
  readonly group: string
}

interface Told {
  readonly id: string
  readonly kind: Notice['kind']
  readonly receiver: string
  readonly site: string
}

/** The wire wants an actor for everything: for a decision the one whom it is about. */
function toRow(notice: Notice): NoticeRow {
  const { siteId, receiverId, kind, actorId = receiverId, postId = null } = notice
  return { site: siteId, receiver: receiverId, actor: actorId, kind, post: postId, group: groupOf(notice) }
}

const rowsOf = (rows: readonly NoticeRow[]) => sql`
  jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as n (site text, receiver uuid, actor uuid, kind text, post uuid, "group" text)`

/** Leaves out what must not be told. Of several notices that would become one, the first stays. */
async function findFit(trx: Trx, notices: readonly NoticeRow[]): Promise<NoticeRow[]> {
  const foreign = notices.filter(({ kind, actor, receiver }) => kind === 'decision' || actor !== receiver)
  const alike = new Map(foreign.toReversed().map((row) => [`${row.receiver} ${row.group}`, row]))
  if (alike.size === 0) return []
  const { rows } = await sql<NoticeRow>`
    select n.* from ${rowsOf([...alike.values()])}
    join users u on u.id = n.receiver and u.site_id = n.site and u.state <> 'deleted'
    where n.kind = 'decision' or (
      not exists (select from mutes m where m.user_id = n.receiver and m.other_id = n.actor)
      and not exists (select from blocks b
        where (b.user_id = n.receiver and b.other_id = n.actor) or (b.user_id = n.actor and b.other_id = n.receiver))
      and (n.post is null or exists (
        select from posts p
        where p.id = n.post and p.site_id = n.site and p.deleted_at is null
          and ${visibleTo(sql<string>`n.receiver`)})))`.execute(trx)
  return rows
}

/** One writer at a time for each receiver: without it two likes at once would make two notifications of one group. */
async function lockMarkers(trx: Trx, rows: readonly { receiver: string; site: string }[]): Promise<void> {
  const users = JSON.stringify(rows.map(({ receiver, site }) => ({ receiver, site })))
  await sql`
    insert into markers (user_id, site_id)
    select distinct receiver, site from jsonb_to_recordset(${users}::jsonb) as n (receiver uuid, site text)
    order by receiver
    on conflict do nothing`.execute(trx)
  await sql`
    select from markers where user_id = any (${rows.map(({ receiver }) => receiver)}::uuid[])
    order by user_id for update`.execute(trx)
}

/** Leaves out posts that were told to the same user before, read or not: an edit tells of mentions again. */
async function findUntold(trx: Trx, rows: readonly NoticeRow[]): Promise<NoticeRow[]> {
  const { rows: untold } = await sql<NoticeRow>`
    select n.* from ${rowsOf(rows)}
    where n.kind not in ('comment', 'quote', 'remix', 'mention', 'decision') or not exists (
      select from notifications o where o.user_id = n.receiver and o.group_key = n."group")`.execute(trx)
  return untold
}

/** Adds actors to what is unread, and makes what is not there. Rows that are there stay as they are: `publish()` numbers them, and
 *  would wait for this transaction.
 *  @returns the notifications that have an actor more. */
async function addActors(trx: Trx, rows: readonly NoticeRow[]): Promise<Told[]> {
  if (rows.length === 0) return []
  const { rows: told } = await sql<Told>`
    with wanted as (select n.* from ${rowsOf(rows)}),
    unread as (
      select distinct on (o.user_id, o.group_key) o.id, o.user_id, o.group_key
      from wanted w
      join markers m on m.user_id = w.receiver
      join notifications o on o.user_id = w.receiver and o.group_key = w."group"
        and (o.seq is null or o.seq > m.seq) and (o.kind <> 'follow' or o.at::date = now()::date)
      order by o.user_id, o.group_key, o.seq desc nulls first),
    made as (
      insert into notifications (site_id, user_id, group_key, kind, post_id)
      select w.site, w.receiver, w."group", w.kind, w.post from wanted w
      where not exists (select from unread o where o.user_id = w.receiver and o.group_key = w."group")
      returning id, user_id, group_key),
    added as (
      insert into notification_actors (notification_id, site_id, actor_id, at)
      select o.id, w.site, w.actor, clock_timestamp()
      from wanted w
      join (select * from unread union all select * from made) o on o.user_id = w.receiver and o.group_key = w."group"
      on conflict do nothing
      returning notification_id)
    select a.notification_id as id, w.kind, w.receiver, w.site
    from added a
    join (select * from unread union all select * from made) o on o.id = a.notification_id
    join wanted w on o.user_id = w.receiver and o.group_key = w."group"`.execute(trx)
  return told
}

async function removeActors(trx: Trx, rows: readonly NoticeRow[]): Promise<void> {
  await sql`
    delete from notification_actors a using ${rowsOf(rows)}
    join notifications o on o.user_id = n.receiver and o.group_key = n."group" and o.site_id = n.site
    where a.notification_id = o.id and a.actor_id = n.actor`.execute(trx)
}

async function removeEmpty(trx: Trx, rows: readonly NoticeRow[]): Promise<Told[]> {
  const { rows: gone } = await sql<Told>`
    delete from notifications o using ${rowsOf(rows)}
    where o.user_id = n.receiver and o.group_key = n."group" and o.site_id = n.site
      and not exists (select from notification_actors a where a.notification_id = o.id)
    returning o.id, o.kind, o.user_id as receiver, o.site_id as site`.execute(trx)
  return gone
}

/** Tells the receivers' streams; how many are unread is found out when the event is sent. */
async function announce(trx: Trx, told: readonly Told[], as?: string): Promise<void> {
  if (told.length === 0) return
  await trx
    .insertInto('pending_events')
    .values(
      told.map(({ id, kind, receiver, site }) => ({
        site_id: site,
        kind: 'notification',
        subject: id,
        audience: JSON.stringify({ userId: receiver }),
        data: JSON.stringify({ id, kind: as ?? kind }),
      })),
    )
    .execute()
}
