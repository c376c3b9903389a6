/** Tables of the second schema version: relations between users, marks and edits of posts, notifications, reports and
 *  decisions, passkeys, sign-in by a host site. */
export const migration2Tables = `
-- How host sites vouch for their users (RFC 7523), and what a site may spend in a day.
alter table sites
  add column sso_key jsonb, add column sso_jwks_url text, add column budget int check (budget >= 0),
  add check (sso_key is null or sso_jwks_url is null);
-- How much of the day's budgets a generation has taken.
alter table generations add column cost int not null default 1 check (cost > 0);
alter table users add column sso_sub text, add column deleted_at timestamptz,
  add column erased_at timestamptz, add unique (site_id, sso_sub);
create index users_to_erase on users (deleted_at)
  where state = 'deleted' and (erased_at is null or erased_at - deleted_at < interval '15 minutes');

create index freed_handles_until on freed_handles (until);
create index quota_day on quota (day);

create table passkeys (
  id text primary key,
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  public_key bytea not null, counter bigint not null default 0, transports text[] not null default '{}',
  name text not null default '', created_at timestamptz not null default now(), used_at timestamptz);
create index passkeys_user on passkeys (user_id);

-- What an authenticator was asked to sign, once: for whom, and bound to which form.
create unlogged table passkey_challenges (
  challenge text primary key, bound_to text not null, user_id uuid, handle text, name text,
  expires_at timestamptz not null);
create index passkey_challenges_expiry on passkey_challenges (expires_at);

-- Sessions of the server's own account pages; never a way to the API.
create table account_sessions (
  token_hash text primary key,
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  signed_in_at timestamptz not null default now(), expires_at timestamptz not null);
create index account_sessions_user on account_sessions (user_id);
create index account_sessions_expiry on account_sessions (expires_at);

-- Links that work once: an invitation to make an account of a site, and a new start for somebody who lost every way in.
create table account_links (
  token_hash text primary key,
  site_id text not null references sites on delete cascade,
  user_id uuid references users on delete cascade,
  kind text not null check (kind in ('invite', 'reset')), check ((kind = 'reset') = (user_id is not null)),
  created_at timestamptz not null default now(), expires_at timestamptz not null);
create index account_links_expiry on account_links (expires_at);

-- The origin of the page on which somebody signed in, on rows of the model Grant.
alter table oidc add column origin text;
-- What somebody has agreed to is a history: the newest of a version holds.
alter table consents drop constraint consents_pkey, add primary key (user_id, version, at);

create table sso_jti (
  site_id text not null references sites on delete cascade, jti text not null, until timestamptz not null,
  primary key (site_id, jti));
create index sso_jti_until on sso_jti (until);

create table follows (
  site_id text not null references sites on delete cascade,
  follower_id uuid not null references users on delete cascade,
  followee_id uuid not null references users on delete cascade,
  number bigint generated always as identity, created_at timestamptz not null default now(),
  primary key (follower_id, followee_id), check (follower_id <> followee_id));
create index follows_reverse on follows (followee_id, follower_id);
-- Both users' rows are locked while a follow is made: in the list of either, the numbers commit in their order.
create index follows_following on follows (follower_id, number desc);
create index follows_followers on follows (followee_id, number desc);

-- For completion by the beginning of a handle or a name, whatever the collation of the database.
create index users_handle_prefix on users (site_id, handle collate "C");
create index users_name_prefix on users (site_id, (casefold(normalize(name, NFKC) collate pg_unicode_fast)) collate "C");

create table blocks (
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  other_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (user_id, other_id), check (user_id <> other_id));
create index blocks_reverse on blocks (other_id, user_id);

create table mutes (
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  other_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  primary key (user_id, other_id), check (user_id <> other_id));
create index mutes_reverse on mutes (other_id, user_id);

create table muted_words (
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  word text not null, primary key (user_id, word));

-- hidden_at: by a decision; its author still sees it.
-- content_version: the version that the last edit made; counters raise the version too.
alter table posts add column hidden_at timestamptz, add column content_version int not null default 1;
drop index posts_explore, posts_thread, posts_comments, posts_remixes, posts_topic;
create index posts_explore on posts (site_id, position desc)
  where position is not null and deleted_at is null and visibility = 'public' and comment_on is null and hidden_at is null;
create index posts_thread on posts (root_id, position)
  where position is not null and deleted_at is null and root_id is not null;
create index posts_comments on posts (comment_on, position)
  where position is not null and deleted_at is null and comment_on is not null;
create index posts_remixes on posts (remix_of, position desc)
  where position is not null and deleted_at is null and remix_of is not null;
create index posts_topic on posts (site_id, topic, position desc)
  where position is not null and deleted_at is null and topic is not null;
-- What is no comment: of one author for those who follow few, of a whole site for those who follow many, and for searches.
create index posts_home on posts (author_id, position desc) include (id)
  where position is not null and deleted_at is null and comment_on is null;
create index posts_site on posts (site_id, position desc)
  where position is not null and deleted_at is null and comment_on is null;

create table post_edits (
  post_id uuid not null references posts on delete cascade, version int not null,
  site_id text not null, text jsonb not null, at timestamptz not null default now(),
  primary key (post_id, version));

create table post_search (
  post_id uuid primary key references posts on delete cascade,
  site_id text not null, words tsvector not null);
create index post_search_words on post_search using gin (words);

-- Marks are listed by when they were made: the number says it without a clock.
alter table reactions add column number bigint generated always as identity;
create index reactions_marked on reactions (user_id, number desc);
create table bookmarks (
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  post_id uuid not null references posts on delete cascade,
  number bigint generated always as identity, created_at timestamptz not null default now(),
  primary key (user_id, post_id));
create index bookmarks_marked on bookmarks (user_id, number desc);
create index bookmarks_post on bookmarks (post_id);

create table reposts (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  post_id uuid not null references posts on delete cascade,
  position bigint, created_at timestamptz not null default now(), unique (user_id, post_id));
create index reposts_feed on reposts (user_id, position desc) where position is not null;
create index reposts_site on reposts (site_id, position desc) where position is not null;
create index reposts_post on reposts (post_id);

-- One row for all that is alike: likes of one post, say. seq is that of the newest event in it.
create table notifications (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  group_key text not null, kind text not null
    check (kind in ('like', 'comment', 'mention', 'follow', 'repost', 'quote', 'remix', 'decision')),
  post_id uuid references posts on delete cascade, seq bigint, at timestamptz not null default now());
create index notifications_user on notifications (user_id, seq desc);
create index notifications_group on notifications (user_id, group_key);

create table notification_actors (
  notification_id uuid not null references notifications on delete cascade,
  site_id text not null, actor_id uuid not null references users on delete cascade,
  at timestamptz not null default now(), primary key (notification_id, actor_id));
create index notification_actors_user on notification_actors (actor_id);
create index notification_actors_newest on notification_actors (notification_id, at desc, actor_id);

create table markers (
  user_id uuid primary key references users on delete cascade,
  site_id text not null, seq bigint not null default 0);

create table reports (
  id uuid primary key default uuidv7(), number bigint generated always as identity,
  site_id text not null references sites on delete cascade,
  reporter_id uuid references users on delete set null,
  post_id uuid references posts on delete cascade, user_id uuid references users on delete cascade,
  category text not null, reason text not null default '', good_faith boolean not null,
  received_at timestamptz not null default now(), decided_at timestamptz,
  check ((post_id is null) <> (user_id is null)));
create index reports_open on reports (site_id, number) where decided_at is null;
create index reports_post on reports (post_id) where post_id is not null;
create index reports_user on reports (user_id) where user_id is not null;
create index reports_reporter on reports (reporter_id) where reporter_id is not null;

-- Programs that moderate one site, by a key of which only the hash is kept.
create table moderators (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  name text not null, key_hash bytea not null unique, created_at timestamptz not null default now(),
  unique (site_id, name));

-- Append only. Targets are no references: a decision outlives what it was about.
create table decisions (
  id uuid primary key default uuidv7(), number bigint generated always as identity,
  site_id text not null references sites on delete cascade,
  report_id uuid, post_id uuid, user_id uuid,
  kind text not null check
    (kind in ('none', 'hide', 'show', 'label', 'unlabel', 'remove', 'suspend', 'restore')),
  label text, ground text not null, facts text not null default '',
  is_automated boolean not null default false, decided_by text not null,
  request_key text, request_hash bytea, at timestamptz not null default now(),
  unique (site_id, request_key));
create index decisions_site on decisions (site_id, number desc);
create index decisions_post on decisions (post_id) where post_id is not null;
create index decisions_user on decisions (user_id) where user_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  -- Deeper is a cascade: a site that is removed takes its log along.
  if pg_trigger_depth() = 1 then
    raise exception 'the log of decisions is append only' using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end
$$;
create trigger decisions_append_only before update or delete on decisions
  for each row execute function refuse_change();

create table appeals (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  decision_id uuid not null references decisions on delete cascade,
  user_id uuid not null references users on delete cascade,
  reason text not null, received_at timestamptz not null default now(), decided_at timestamptz);

-- Posts that came with an archive keep their order and stand below everything that was published here.
create sequence archive_seq increment by -1 minvalue -9007199254740991 start -1;
create table imported_posts (
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  source text not null, post_id uuid not null references posts on delete cascade, primary key (user_id, source));

-- What must stay erased, whatever is restored.
create table erasures (
  kind text not null check (kind in ('user', 'post', 'media')), id text not null,
  site_id text not null, at timestamptz not null default now(), primary key (kind, id));
create index erasures_at on erasures (at, kind, id);
`
