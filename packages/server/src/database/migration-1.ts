/** Tables of the first schema version: sites, users, sign-in, posts, media, generations, events. */
export const migration1Tables = `
create table secrets (
  name text not null, version int not null, value bytea not null, retired_at timestamptz,
  primary key (name, version));

create table instance (media_id text primary key);

create table sites (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null,
  sign_up text not null default 'closed' check (sign_up in ('open', 'invite', 'closed')),
  is_default boolean not null default false,
  defaults jsonb not null);
create unique index sites_one_default on sites (is_default) where is_default;

create table site_origins (
  site_id text not null references sites on delete cascade,
  origin text not null,
  primary key (site_id, origin));

create table users (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  handle text not null, handle_key text not null,
  name text not null default '', bio text not null default '', avatar_id uuid,
  state text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
  defaults jsonb,
  posts_count int not null default 0 check (posts_count >= 0),
  followers_count int not null default 0 check (followers_count >= 0),
  following_count int not null default 0 check (following_count >= 0),
  created_at timestamptz not null default now(),
  unique (site_id, handle_key), unique (site_id, id));

create table freed_handles (
  site_id text not null references sites on delete cascade, handle_key text not null, until timestamptz not null,
  primary key (site_id, handle_key));

create table passwords (
  user_id uuid primary key references users on delete cascade,
  site_id text not null references sites on delete cascade,
  hash text not null);

create table oidc (
  model text not null, id text not null, payload jsonb not null,
  grant_id text, user_id text, uid text, consumed_at timestamptz, expires_at timestamptz,
  primary key (model, id));
create index oidc_grant on oidc (grant_id) where grant_id is not null;
create index oidc_user on oidc (user_id) where user_id is not null;
create index oidc_uid on oidc (uid) where uid is not null;
create index oidc_expiry on oidc (expires_at);

create table consents (
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  version text not null, value jsonb not null, at timestamptz not null default now(),
  primary key (user_id, version));

create unlogged table dpop_jti (
  jkt text not null, jti text not null, until timestamptz not null, primary key (jkt, jti));
create index dpop_jti_until on dpop_jti (until);

create table generations (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  user_id uuid not null references users on delete cascade,
  status text not null default 'queued'
    check (status in ('queued', 'running', 'succeeded', 'refused', 'failed', 'canceled')),
  request jsonb not null, remix_of uuid, previews jsonb not null default '[]',
  reserved boolean not null default false, called_at timestamptz, error jsonb,
  created_at timestamptz not null default now(), finished_at timestamptz);
create index generations_user on generations (user_id, created_at desc, id desc);
create index generations_open on generations (status) where status in ('queued', 'running');

create table quota (
  scope text not null check (scope in ('user', 'site', 'server')), subject text not null, day date not null,
  used int not null default 0 check (used >= 0), max int not null,
  primary key (scope, subject, day));

create table media (
  id uuid primary key default gen_random_uuid(),
  site_id text not null references sites on delete cascade,
  owner_id uuid not null references users on delete cascade,
  state text not null default 'draft' check (state in ('draft', 'ready', 'removed')),
  width int not null, height int not null, widths int[] not null, bytes bigint not null,
  thumbhash bytea not null, sha256 bytea not null, provenance jsonb not null,
  alt_draft text not null default '', recipe jsonb,
  generation_id uuid references generations on delete set null,
  created_at timestamptz not null default now());
create index media_owner on media (owner_id);
create index media_generation on media (generation_id) where generation_id is not null;
create index media_draft on media (created_at) where state = 'draft';

create table blob_deletions (key text primary key, due_at timestamptz not null);
create index blob_deletions_due on blob_deletions (due_at);

create sequence event_seq;

create table posts (
  id uuid primary key default uuidv7(),
  site_id text not null references sites on delete cascade,
  author_id uuid not null references users on delete cascade,
  position bigint, version int not null default 1, text jsonb not null default '[]',
  comment_on uuid, root_id uuid, quote_id uuid, remix_of uuid, topic text,
  visibility text not null check (visibility in ('public', 'followers')),
  comment_policy text not null check (comment_policy in ('everyone', 'followers', 'nobody')),
  remix_policy text not null check (remix_policy in ('everyone', 'followers', 'nobody')),
  ai_preferences jsonb not null, labels jsonb not null default '[]',
  likes_count int not null default 0 check (likes_count >= 0),
  comments_count int not null default 0 check (comments_count >= 0),
  reposts_count int not null default 0 check (reposts_count >= 0),
  quotes_count int not null default 0 check (quotes_count >= 0),
  remixes_count int not null default 0 check (remixes_count >= 0),
  score double precision,
  created_at timestamptz not null default now(), edited_at timestamptz, deleted_at timestamptz);
create index posts_explore on posts (site_id, position desc)
  where position is not null and deleted_at is null and visibility = 'public' and comment_on is null;
create index posts_author on posts (author_id, position desc) where position is not null and deleted_at is null;
create index posts_thread on posts (root_id, position) where position is not null and deleted_at is null;
create index posts_comments on posts (comment_on, position) where position is not null and deleted_at is null;
create index posts_remixes on posts (remix_of, position desc) where position is not null and deleted_at is null;
create index posts_topic on posts (site_id, topic, position desc) where position is not null and deleted_at is null;

create table post_tags (
  site_id text not null, tag text not null, position bigint,
  post_id uuid not null references posts on delete cascade, primary key (post_id, tag));
create index post_tags_feed on post_tags (site_id, tag, position desc) where position is not null;

create table post_media (
  post_id uuid not null references posts on delete cascade, site_id text not null,
  ordinal smallint not null, media_id uuid not null unique references media on delete cascade,
  alt text not null default '', primary key (post_id, ordinal));

create table reactions (
  site_id text not null, post_id uuid not null references posts on delete cascade,
  user_id uuid not null references users on delete cascade,
  type text not null check (type = 'like'), created_at timestamptz not null default now(),
  primary key (post_id, user_id, type));
create index reactions_user on reactions (user_id, created_at desc);

create table pending_events (
  id bigint generated always as identity primary key, site_id text not null, kind text not null,
  subject text not null, audience jsonb not null, data jsonb not null);

create table events (
  seq bigint primary key, site_id text not null, kind text not null, subject text not null,
  audience jsonb not null, data jsonb not null, at timestamptz not null default now());
create index events_at on events (at);

create table idempotency (
  site_id text not null, user_id uuid not null references users on delete cascade, key text not null,
  route text not null, body_hash bytea not null, status int, resource_kind text, resource_id text,
  created_at timestamptz not null default now(), primary key (user_id, key));
create index idempotency_age on idempotency (created_at);

create unlogged table rate (bucket text not null, "window" timestamptz not null, n int not null, primary key (bucket, "window"));
create index rate_window on rate ("window");
`
