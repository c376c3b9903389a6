/** The third step: what somebody says against a decision, and the answer to it, which is a decision too; when a secret was made;
 *  and the ways from a post to what goes with it. */
export const migration3Tables = `
alter table decisions add column appeal_id uuid;
alter table decisions drop constraint decisions_kind_check;
alter table decisions add constraint decisions_kind_check check (kind in
  ('none', 'hide', 'show', 'label', 'unlabel', 'remove', 'suspend', 'restore', 'uphold', 'reverse'));
alter table decisions add constraint decisions_answer_check
  check ((kind in ('uphold', 'reverse')) = (appeal_id is not null));

drop table appeals;
create table appeals (
  id uuid primary key default uuidv7(), number bigint generated always as identity,
  site_id text not null references sites on delete cascade,
  decision_id uuid not null unique references decisions on delete cascade,
  user_id uuid not null references users on delete cascade,
  reason text not null, received_at timestamptz not null default now(), answer_id uuid);
create index appeals_open on appeals (site_id, number) where answer_id is null;
create index appeals_user on appeals (user_id);

create index notifications_post on notifications (post_id) where post_id is not null;
create index imported_posts_post on imported_posts (post_id);
create index account_links_user on account_links (user_id) where user_id is not null;

alter table secrets add column created_at timestamptz not null default now();
`
