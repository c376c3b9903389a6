/** Triggers that keep the counters of posts and users. A counter says what everybody may see: likes, and the published posts
 *  that are public, not hidden and not deleted.
 *
 *  They run once per statement on the rows that it changed, so a counter moves in the transaction of its cause and by exactly
 *  as much. Rows are locked in the order of their ids before they are changed: two statements that touch the same posts wait
 *  for each other instead of ending in a deadlock. Every change of a post's counters raises its version. */
export const countTriggers = `
create or replace function add_post_counts(ids uuid[], likes int[], comments int[], quotes int[], remixes int[])
returns void language plpgsql as $$
begin
  perform from posts where id = any (ids) order by id for no key update;
  update posts p set
    version = p.version + 1,
    likes_count = p.likes_count + d.likes,
    comments_count = p.comments_count + d.comments,
    quotes_count = p.quotes_count + d.quotes,
    remixes_count = p.remixes_count + d.remixes
  from (
    select id, sum(l)::int as likes, sum(c)::int as comments, sum(q)::int as quotes, sum(r)::int as remixes
    from unnest(ids, likes, comments, quotes, remixes) as u (id, l, c, q, r)
    group by id) d
  where p.id = d.id and (d.likes, d.comments, d.quotes, d.remixes) <> (0, 0, 0, 0);
end
$$;

create or replace function add_user_posts(ids uuid[], posts int[]) returns void language plpgsql as $$
begin
  perform from users where id = any (ids) order by id for no key update;
  update users u set posts_count = u.posts_count + d.posts
  from (select id, sum(n)::int as posts from unnest(ids, posts) as c (id, n) group by id) d
  where u.id = d.id and d.posts <> 0;
end
$$;

create or replace function count_likes() returns trigger language plpgsql as $$
declare
  step constant int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform add_post_counts(array_agg(post_id), array_agg(n * step), array_agg(0), array_agg(0), array_agg(0))
  from (select post_id, count(*)::int as n from changed where type = 'like' group by post_id) c
  having count(*) > 0;
  return null;
end
$$;

create or replace function count_posts() returns trigger language plpgsql as $$
declare
  step constant int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform add_post_counts(array_agg(id), array_agg(0), array_agg(c * step), array_agg(q * step), array_agg(r * step))
  from (
    select comment_on as id, 1 as c, 0 as q, 0 as r from changed where visibility = 'public' and deleted_at is null and hidden_at is null
    union all select quote_id, 0, 1, 0 from changed where visibility = 'public' and deleted_at is null and hidden_at is null
    union all select remix_of, 0, 0, 1 from changed where visibility = 'public' and deleted_at is null and hidden_at is null) d
  where id is not null
  having count(*) > 0;
  perform add_user_posts(array_agg(author_id), array_agg(n * step))
  from (
    select author_id, count(*)::int as n from changed
    where visibility = 'public' and deleted_at is null and hidden_at is null group by author_id) d
  having count(*) > 0;
  return null;
end
$$;

create or replace function recount_posts() returns trigger language plpgsql as $$
begin
  perform add_post_counts(array_agg(id), array_agg(0), array_agg(c * n), array_agg(q * n), array_agg(r * n))
  from (
    select u.id, m.n, u.c, u.q, u.r
    from (
      select b.comment_on, b.quote_id, b.remix_of,
        (a.visibility = 'public' and a.deleted_at is null and a.hidden_at is null)::int
        - (b.visibility = 'public' and b.deleted_at is null and b.hidden_at is null)::int as n
      from before b join after a using (id)) m,
    lateral (values (m.comment_on, 1, 0, 0), (m.quote_id, 0, 1, 0), (m.remix_of, 0, 0, 1)) as u (id, c, q, r)
    where m.n <> 0 and u.id is not null) d
  having count(*) > 0;
  perform add_user_posts(array_agg(author_id), array_agg(n))
  from (
    select b.author_id,
      (a.visibility = 'public' and a.deleted_at is null and a.hidden_at is null)::int
      - (b.visibility = 'public' and b.deleted_at is null and b.hidden_at is null)::int as n
    from before b join after a using (id)) d
  where n <> 0
  having count(*) > 0;
  return null;
end
$$;

create or replace trigger count_likes_in after insert on reactions
  referencing new table as changed for each statement execute function count_likes();
create or replace trigger count_likes_out after delete on reactions
  referencing old table as changed for each statement execute function count_likes();

create or replace trigger count_posts_in after insert on posts
  referencing new table as changed for each statement execute function count_posts();
create or replace trigger count_posts_out after delete on posts
  referencing old table as changed for each statement execute function count_posts();
-- Updates that a trigger makes change counters only; looking at them again would be work for nothing.
create or replace trigger count_posts_changed after update on posts
  referencing old table as before new table as after
  for each statement when (pg_trigger_depth() = 0) execute function recount_posts();
`
