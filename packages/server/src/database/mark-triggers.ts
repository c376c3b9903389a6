/** Triggers that number the marks of one user, likes and bookmarks, in the order in which they become visible: the number is
 *  drawn while the user's lock is held, and the lock is held until the commit. So whoever has read a user's marks up to a number
 *  has missed none below it. A number drawn as the column's default could become visible later than a higher one. */
export const markTriggers = `
create function number_mark() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(41819703, hashtext(new.user_id::text));
  new.number := nextval(tg_argv[0]::regclass);
  return new;
end
$$;

create trigger number_like before insert on reactions
  for each row execute function number_mark('reactions_number_seq');
create trigger number_bookmark before insert on bookmarks
  for each row execute function number_mark('bookmarks_number_seq');
`
