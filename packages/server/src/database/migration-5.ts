/** The fifth step: what became of a report, told to whom it came from. */
export const migration5Tables = `
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check check (kind in
  ('like', 'comment', 'mention', 'follow', 'repost', 'quote', 'remix', 'decision', 'report'));
alter table notifications add column outcome text check (outcome in ('acted', 'none'));
alter table notifications add check ((outcome is not null) = (kind = 'report'));
`
