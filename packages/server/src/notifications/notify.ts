import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { ONLY_COUNT } from '../database/pending-event.js'
import type { Trx } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'
import type { Notice, Notify } from '../ports.js'
import { groupOf } from './group-of.js'

/** Tells users what others did: two statements for any number of receivers, because posts are locked meanwhile. */
export const notify: Notify = {
  async tell(trx, notices) {
    const foreign = notices.map(toRow).filter(({ isOwn, actor, receiver }) => isOwn || actor !== receiver)
    // Of several notices that would become one, the first stays.
    const unlike = new Map(foreign.toReversed().map((row) => [`${row.receiver} ${row.group}`, row]))
    if (unlike.size === 0) return
    const fit = await lockFit(trx, [...unlike.values()])
    if (fit.length > 0) await addActors(trx, fit)
  },

  async takeBack(trx, notices) {
    if (notices.length === 0) return
    const rows = notices.map(toRow)
    await sql`with n as (select * from ${rowsOf(rows)}) ${lockMarkers}`.execute(trx)
    await removeActors(trx, rows)
  },
}

/** A notice as the statements below take it, as one row of a JSON list. */
interface NoticeRow {
  readonly site: string
  readonly receiver: string
  readonly actor: string
  readonly kind: Notice['kind']
  readonly post: string | null
  readonly outcome: NonNullable<Notice['outcome']> | null
  readonly group: string
  /** What moderators did: nobody is named for it, so nobody can be muted, and it is told whatever its receiver may see. */
  readonly isOwn: boolean
}

/** The wire wants an actor for everything: for what moderators did the one who is told. */
function toRow(notice: Notice): NoticeRow {
  const { siteId, receiverId, kind, actorId = receiverId, postId = null, outcome = null } = notice
  const isOwn = kind === 'decision' || kind === 'report'
  const group = groupOf(notice)
  return { site: siteId, receiver: receiverId, actor: actorId, kind, post: postId, outcome, group, isOwn }
}

function rowsOf(rows: readonly NoticeRow[]): RawBuilder<unknown> {
  return sql`
    jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (site text, receiver uuid, actor uuid, kind text, post uuid, outcome text, "group" text, "isOwn" bool)`
}

/** Locks the markers of all receivers of `n`. One writer at a time for each receiver: without it two likes at once would make
 *  two notifications of one group, and a like could fall into a group that is being read. */
const lockMarkers = sql`
  insert into markers as m (user_id, site_id)
  select distinct n.receiver, n.site from n order by n.receiver
  on conflict (user_id) do update set seq = m.seq`

/** Finds what may be told, and locks the markers of its receivers; what follows sees what others told before. */
async function lockFit(trx: Trx, notices: readonly NoticeRow[]): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    with n as materialized (
      select n.* from ${rowsOf(notices)}
      join users u on u.id = n.receiver and u.site_id = n.site and u.state <> 'deleted'
      where n."isOwn" or (
        not exists (select from mutes m where m.user_id = n.receiver and m.other_id = n.actor)
        and not exists (select from blocks b where b.user_id = n.receiver and b.other_id = n.actor)
        and not exists (select from blocks b where b.user_id = n.actor and b.other_id = n.receiver)
        and (n.post is null or exists (
          select from posts p
          where p.id = n.post and p.site_id = n.site and p.deleted_at is null
            and ${visibleTo(sql<string>`n.receiver`)})))),
    locked as (${lockMarkers})
    select * from n`.execute(trx)
  return rows
}

/** Adds actors to what is unread, makes what is not there, and tells the receivers' streams; how many are unread is found out
 *  when that is sent. A post is told to nobody twice, read or not: an edit names the same users again. Notifications that are
 *  there stay as they are: `publish()` numbers them, and would wait for this transaction. */
async function addActors(trx: Trx, rows: readonly NoticeRow[]): Promise<void> {
  await sql`
    with wanted as (
      select n.* from ${rowsOf(rows)}
      where n.kind in ('like', 'repost', 'follow') or not exists (
        select from notifications o where o.user_id = n.receiver and o.group_key = n."group")),
    unread as (
      select distinct on (o.user_id, o.group_key) o.id, o.user_id, o.group_key
      from wanted w
      join markers m on m.user_id = w.receiver
      join notifications o on o.user_id = w.receiver and o.group_key = w."group"
        and (o.seq is null or o.seq > m.seq) and (o.kind <> 'follow' or o.at::date = now()::date)
      order by o.user_id, o.group_key, o.seq desc nulls first),
    made as (
      insert into notifications (site_id, user_id, group_key, kind, post_id, outcome)
      select w.site, w.receiver, w."group", w.kind, w.post, w.outcome from wanted w
      where not exists (select from unread o where o.user_id = w.receiver and o.group_key = w."group")
      returning id, user_id, group_key),
    added as (
      insert into notification_actors (notification_id, site_id, actor_id, at)
      select o.id, w.site, w.actor, clock_timestamp()
      from wanted w
      join (select * from unread union all select * from made) o on o.user_id = w.receiver and o.group_key = w."group"
      on conflict do nothing
      returning notification_id)
    insert into pending_events (site_id, kind, subject, audience, data)
    select w.site, 'notification', o.id, jsonb_build_object('userId', w.receiver),
      jsonb_build_object('id', o.id, 'kind', w.kind)
    from added a
    join (select * from unread union all select * from made) o on o.id = a.notification_id
    join wanted w on o.user_id = w.receiver and o.group_key = w."group"`.execute(trx)
}

/** Takes actors out; what has no other actor goes, and its receiver's streams hear that another number is unread. */
async function removeActors(trx: Trx, rows: readonly NoticeRow[]): Promise<void> {
  await sql`
    with left_out as (
      select o.id, n.actor, n.receiver, n.site, not exists (
          select from notification_actors a where a.notification_id = o.id and a.actor_id <> n.actor) as "isAlone"
      from ${rowsOf(rows)}
      join notifications o on o.user_id = n.receiver and o.group_key = n."group" and o.site_id = n.site
      join notification_actors a on a.notification_id = o.id and a.actor_id = n.actor),
    removed as (
      delete from notification_actors a using left_out l
      where a.notification_id = l.id and a.actor_id = l.actor and not l."isAlone"),
    doomed as materialized (
      select id from notifications where id in (select id from left_out where "isAlone") order by id for update),
    gone as (
      delete from notifications o using left_out l
      where o.id = l.id and l."isAlone" and o.id in (select id from doomed)
      returning o.id, l.receiver, l.site)
    insert into pending_events (site_id, kind, subject, audience, data)
    select site, 'notification', id, jsonb_build_object('userId', receiver),
      jsonb_build_object('id', id, 'kind', ${ONLY_COUNT}::text)
    from gone`.execute(trx)
}
