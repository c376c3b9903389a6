import { migrations } from '../database/migrations.js'
import { readSchemaVersion } from '../database/catalogue.js'
import { secretNames } from '../database/secrets.js'
import { findNone } from './finding.js'
import type { Check } from './finding.js'

/** Wraps a query for ids: only some are read, all are counted. */
const some = (query: string): string =>
  `select id, count(*) over () as total from (${query}) found (id) order by id limit 5`

/** The tables are those of this release. Without that the other checks make no sense. */
export const checkSchema: Check = async (client) => {
  const version = await readSchemaVersion(client)
  const newest = migrations.at(-1)?.id ?? 0
  const subject = 'schema version'
  if (version === newest) return { state: 'ok', subject, detail: String(version) }
  const remedy = version < newest ? 'run: ai-feed-server migrate' : 'start the newer release'
  return { state: 'wrong', subject, detail: `${version}, this release has ${newest}; ${remedy}` }
}

const checkSecrets: Check = async (client) => {
  const { rows } = await client.query<{ name: string }>(
    'select distinct name from secrets where retired_at is null or retired_at > now()',
  )
  const missing = secretNames.filter((name) => !rows.some((row) => row.name === name))
  const subject = 'secrets'
  if (missing.length === 0) return { state: 'ok', subject }
  return { state: 'wrong', subject, detail: `missing: ${missing.join(' ')}; the next start makes them` }
}

/** PostgreSQL with these off loses what it has acknowledged when the power fails. */
const checkDurability: Check = async (client) => {
  const { rows } = await client.query<{ name: string }>(`
    select name from pg_settings
    where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`)
  const subject = 'durability settings of PostgreSQL'
  if (rows.length === 0) return { state: 'ok', subject }
  return { state: 'wrong', subject, detail: `off: ${rows.map(({ name }) => name).join(' ')}` }
}

const maxSkewMs = 5_000

/** Cookies and proofs are judged by the clock of this machine, quotas and expiries by that of the database. */
const checkClock: Check = async (client) => {
  const beganMs = Date.now()
  const { rows } = await client.query<{ ms: string | number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms',
  )
  const endedMs = Date.now()
  const skewMs = Math.round((beganMs + endedMs) / 2 - Number(rows[0]?.ms ?? 0))
  const isFar = Math.abs(skewMs) > maxSkewMs + (endedMs - beganMs)
  return {
    state: isFar ? 'wrong' : 'ok',
    subject: 'clock of this machine against the database',
    detail: `${skewMs > 0 ? '+' : ''}${skewMs} ms`,
  }
}

/** Everything that one look at the database can tell. */
export const databaseChecks: readonly Check[] = [
  checkSecrets,
  checkDurability,
  checkClock,
  findNone(
    'posts that were committed and wait for publication',
    some(`
      select p.id from posts p where p.position is null and p.created_at < now() - interval '1 minute'
        and not exists (select from pending_events e where e.subject = p.id::text)`),
  ),
  findNone(
    'positions without an event',
    some(`
      select p.id from posts p
      where p.position >= (select min(seq) from events) and not exists (select from events e where e.seq = p.position)`),
  ),
  findNone(
    'positions ahead of the sequence',
    some('select p.id from posts p where p.position > (select last_value from event_seq)'),
  ),
  findNone(
    'tags of posts',
    some(`
      select distinct p.id from post_tags t join posts p on p.id = t.post_id
      where t.position is distinct from p.position or t.site_id <> p.site_id
        or (p.deleted_at is not null and p.removed_at is null)`),
  ),
  findNone(
    'comments, quotes and remixes of posts that are not there',
    some(`
      select p.id from posts p, lateral unnest(array[p.comment_on, p.root_id, p.quote_id, p.remix_of]) as r (target)
      where r.target is not null and p.deleted_at is null
        and not exists (select from posts o where o.id = r.target and o.site_id = p.site_id)`),
    'note',
  ),
  findNone(
    'avatars that are not there',
    some(`
      select u.id from users u where u.avatar_id is not null and not exists (
        select from media m where m.id = u.avatar_id and m.site_id = u.site_id and m.state <> 'removed')`),
  ),
  findNone(
    'rows that cross from one site to another',
    some(`
      select p.id from posts p join users u on u.id = p.author_id where u.site_id <> p.site_id
      union select p.id from post_media x join posts p on p.id = x.post_id join media m on m.id = x.media_id
        where x.site_id <> p.site_id or m.site_id <> p.site_id
      union select p.id from reactions r join posts p on p.id = r.post_id where r.site_id <> p.site_id
      union select f.follower_id from follows f
        join users a on a.id = f.follower_id join users b on b.id = f.followee_id where a.site_id <> b.site_id`),
  ),
  findNone(
    'deleted posts that still hold words or pictures',
    some(`
      select p.id from posts p where p.deleted_at is not null and p.removed_at is null and (p.text <> '[]'::jsonb
        or exists (select from post_media m where m.post_id = p.id))`),
  ),
  findNone(
    'generations that no process will end',
    some(`
      select id from generations
      where status in ('queued', 'running') and created_at < now() - interval '1 hour'`),
    'note',
  ),
]
