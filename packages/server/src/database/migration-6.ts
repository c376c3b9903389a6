/** The sixth step: what a decision removed stays restorable until the time for an appeal is over. Before it a removal erased. */
export const migration6Tables = `
-- removed_at: by a decision; deleted for everybody, and what was in it is erased once nobody can appeal any more.
alter table posts add column removed_at timestamptz,
  add check (removed_at is null or deleted_at is not null);
create index posts_removed on posts (removed_at) where removed_at is not null;

alter table decisions add column erase boolean not null default false;
alter table decisions disable trigger decisions_append_only;
update decisions set erase = true where kind = 'remove';
alter table decisions enable trigger decisions_append_only;
alter table decisions add constraint decisions_erase_check check (not erase or kind = 'remove');
`
