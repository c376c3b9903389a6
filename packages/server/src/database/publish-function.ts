/** The channel on which `publish()` wakes listening processes, without payload. */
export const EVENTS_CHANNEL = 'ai_feed_events'

/** The SQL function `publish()`: moves every committed pending event to `events` with the next `seq`, gives new posts,
 *  their tags and reposts the same number as `position` and notifications as `seq`, and wakes listening processes. Gives the
 *  number of events moved.
 *
 *  Writers commit first and call it afterwards, in a transaction of its own. The advisory lock makes publishers take turns and
 *  is held until their commit is visible, so numbers become visible in their order: whoever has read up to a number has
 *  missed nothing below it, however slowly a write was committed. Being volatile, the function sees after the lock what
 *  others committed while it waited.
 *
 *  Rows that a writer may hold are locked before they are changed, in the order that all writers keep: posts before what belongs to
 *  them, and of each kind by id. */
export const publishFunction = `
create or replace function publish() returns int language plpgsql volatile as $$
declare
  batch bigint[];
  moved int;
begin
  if not exists (select from pending_events) then
    return 0;
  end if;
  perform pg_advisory_xact_lock(4181970002);

  select array_agg(id) into batch from pending_events;
  perform from posts where id in (
      select subject::uuid from pending_events where id = any (batch) and kind = 'post.created')
    order by id for no key update;
  perform from reposts where id in (
      select subject::uuid from pending_events where id = any (batch) and kind = 'repost.created')
    order by id for no key update;
  perform from notifications where id in (
      select subject::uuid from pending_events where id = any (batch) and kind = 'notification')
    order by id for no key update;

  with taken as (
    delete from pending_events where id = any (batch) returning *),
  numbered as (
    select nextval('event_seq') as seq, t.*
    from (select * from taken order by id) t),
  stored as (
    insert into events (seq, site_id, kind, subject, audience, data)
    select seq, site_id, kind, subject, audience, data from numbered),
  created as (
    select seq, site_id, subject::uuid as post_id from numbered where kind = 'post.created'),
  placed as (
    update posts p set position = c.seq from created c
    where p.id = c.post_id and p.site_id = c.site_id and p.position is null),
  tagged as (
    update post_tags t set position = c.seq from created c
    where t.post_id = c.post_id and t.site_id = c.site_id and t.position is null),
  reposted as (
    update reposts r set position = n.seq from numbered n
    where n.kind = 'repost.created' and r.id = n.subject::uuid and r.site_id = n.site_id and r.position is null),
  notified as (
    update notifications r set seq = n.seq
    from (
      select site_id, subject::uuid as id, max(seq) as seq from numbered where kind = 'notification'
      group by site_id, subject) n
    where r.id = n.id and r.site_id = n.site_id)
  select count(*) into moved from numbered;

  if moved > 0 then
    perform pg_notify('${EVENTS_CHANNEL}', '');
  end if;
  return moved;
end
$$;

-- A queue table: rows live for milliseconds, so it is vacuumed by number of changes and not by share.
alter table pending_events set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
`
