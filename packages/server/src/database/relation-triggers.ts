/** Counters of reposts and follows, by the rules of count-triggers.ts. */
export const relationTriggers = `
create function count_reposts() returns trigger language plpgsql as $$
declare
  step constant int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform from posts where id in (select post_id from changed) order by id for no key update;
  update posts p set version = p.version + 1, reposts_count = p.reposts_count + d.n * step
  from (select post_id, count(*)::int as n from changed group by post_id) d
  where p.id = d.post_id;
  return null;
end
$$;

create function count_follows() returns trigger language plpgsql as $$
declare
  step constant int := case tg_op when 'INSERT' then 1 else -1 end;
begin
  perform from users where id in (select follower_id from changed union select followee_id from changed)
    order by id for no key update;
  update users u set
    followers_count = u.followers_count + d.followers * step, following_count = u.following_count + d.following * step
  from (
    select id, sum(a)::int as followers, sum(b)::int as following
    from (
      select followee_id as id, 1 as a, 0 as b from changed
      union all select follower_id, 0, 1 from changed) each_side
    group by id) d
  where u.id = d.id;
  return null;
end
$$;

create trigger count_reposts_in after insert on reposts
  referencing new table as changed for each statement execute function count_reposts();
create trigger count_reposts_out after delete on reposts
  referencing old table as changed for each statement execute function count_reposts();
create trigger count_follows_in after insert on follows
  referencing new table as changed for each statement execute function count_follows();
create trigger count_follows_out after delete on follows
  referencing old table as changed for each statement execute function count_follows();
`
