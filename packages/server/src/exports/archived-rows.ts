import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../database/schema.js'

/** A part of the archive that is a list: its file, and the SQL that gives one JSON object a row, ordered by a number. */
interface Section {
  readonly file: string
  readonly rows: (siteId: string, userId: string) => RawBuilder<unknown>
}

/** Everything else that is somebody's, beside profile, posts and pictures. Each query gives `number` and `item`. */
export const sections: readonly Section[] = [
  {
    file: 'generations.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by created_at, id) as number, jsonb_build_object('id', id, 'status', status,
        'request', request, 'remixOf', remix_of, 'createdAt', created_at, 'finishedAt', finished_at) as item
      from generations where site_id = ${siteId} and user_id = ${userId}`,
  },
  { file: 'likes.json', rows: (siteId, userId) => marksIn('reactions', siteId, userId) },
  { file: 'bookmarks.json', rows: (siteId, userId) => marksIn('bookmarks', siteId, userId) },
  {
    file: 'reposts.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by created_at, id) as number,
        jsonb_build_object('post', post_id, 'at', created_at) as item
      from reposts where site_id = ${siteId} and user_id = ${userId}`,
  },
  {
    file: 'following.json',
    rows: (siteId, userId) => relationsIn('follows', 'followee_id', 'follower_id', siteId, userId),
  },
  {
    file: 'followers.json',
    rows: (siteId, userId) => relationsIn('follows', 'follower_id', 'followee_id', siteId, userId),
  },
  { file: 'blocks.json', rows: (siteId, userId) => relationsIn('blocks', 'other_id', 'user_id', siteId, userId) },
  { file: 'mutes.json', rows: (siteId, userId) => relationsIn('mutes', 'other_id', 'user_id', siteId, userId) },
  {
    file: 'muted-words.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by word) as number, to_jsonb(word) as item
      from muted_words where site_id = ${siteId} and user_id = ${userId}`,
  },
  {
    file: 'consents.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by at, version) as number,
        jsonb_build_object('version', version, 'value', value, 'at', at) as item
      from consents where site_id = ${siteId} and user_id = ${userId}`,
  },
  {
    file: 'notifications.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by n.at, n.id) as number, jsonb_build_object('kind', n.kind, 'post', n.post_id, 'at', n.at,
        'actors', (select jsonb_agg(u.handle order by a.at) from notification_actors a join users u on u.id = a.actor_id
          where a.notification_id = n.id)) as item
      from notifications n where n.site_id = ${siteId} and n.user_id = ${userId}`,
  },
  {
    file: 'reports.json',
    rows: (siteId, userId) => sql`
      select r.number, jsonb_build_object('post', r.post_id, 'user', u.handle, 'category', r.category, 'reason', r.reason,
        'goodFaith', r.good_faith, 'receivedAt', r.received_at, 'decidedAt', r.decided_at) as item
      from reports r left join users u on u.id = r.user_id and u.state <> 'deleted'
      where r.site_id = ${siteId} and r.reporter_id = ${userId}`,
  },
  {
    // That nothing was to be done is between moderators and who reported.
    file: 'decisions.json',
    rows: (siteId, userId) => sql`
      select d.number, jsonb_build_object('kind', d.kind, 'post', d.post_id, 'label', d.label, 'ground', d.ground,
        'facts', d.facts, 'automated', d.is_automated, 'at', d.at) as item
      from decisions d where d.site_id = ${siteId} and d.kind <> 'none' and (d.user_id = ${userId}
        or d.post_id in (select id from posts where author_id = ${userId} and site_id = ${siteId}))`,
  },
  {
    file: 'appeals.json',
    rows: (siteId, userId) => sql`
      select a.number, jsonb_strip_nulls(jsonb_build_object('decision', d.kind, 'post', d.post_id, 'reason', a.reason,
        'receivedAt', a.received_at, 'answer', r.kind, 'ground', r.ground, 'facts', r.facts, 'answeredAt', r.at)) as item
      from appeals a join decisions d on d.id = a.decision_id left join decisions r on r.id = a.answer_id
      where a.site_id = ${siteId} and a.user_id = ${userId}`,
  },
  {
    file: 'media.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by created_at, id) as number, jsonb_build_object('id', id,
        'file', 'media/' || id || '.webp', 'alt', alt_draft, 'width', width, 'height', height, 'provenance', provenance,
        'generation', generation_id, 'at', created_at) as item
      from media where site_id = ${siteId} and owner_id = ${userId} and state <> 'removed'`,
  },
  {
    file: 'passkeys.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by created_at, id) as number,
        jsonb_build_object('name', name, 'at', created_at, 'usedAt', used_at) as item
      from passkeys where site_id = ${siteId} and user_id = ${userId}`,
  },
  {
    file: 'sign-ins.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by at) as number, jsonb_build_object('origin', origin, 'at', at) as item from (
        select origin, to_timestamp((payload ->> 'iat')::bigint) as at from oidc
        where model = 'Grant' and user_id = ${userId} and payload ->> 'clientId' = ${siteId} and expires_at > now()
        union all select null, signed_in_at from account_sessions where site_id = ${siteId} and user_id = ${userId}) s`,
  },
  {
    file: 'imports.json',
    rows: (siteId, userId) => sql`
      select row_number() over (order by post_id) as number, jsonb_build_object('source', source, 'post', post_id) as item
      from imported_posts where site_id = ${siteId} and user_id = ${userId}`,
  },
]

const rowsAtOnce = 1_000

/** Reads one section in pages: no connection is held while the reader is slow. */
export async function* readSection(db: Db, { rows: query }: Section, siteId: string, userId: string): AsyncGenerator {
  let after = 0
  for (;;) {
    const { rows } = await sql<{ number: number; item: unknown }>`
      select number, item from (${query(siteId, userId)}) section
      where number > ${after} order by number limit ${rowsAtOnce}`.execute(db)
    for (const { item } of rows) yield item
    after = rows.at(-1)?.number ?? after
    if (rows.length < rowsAtOnce) return
  }
}

function marksIn(table: 'reactions' | 'bookmarks', siteId: string, userId: string): RawBuilder<unknown> {
  return sql`
    select number, jsonb_build_object('post', post_id, 'at', created_at) as item
    from ${sql.table(table)} where site_id = ${siteId} and user_id = ${userId}`
}

function relationsIn(
  table: 'follows' | 'blocks' | 'mutes',
  other: string,
  own: string,
  siteId: string,
  userId: string,
): RawBuilder<unknown> {
  return sql`
    select row_number() over (order by r.created_at, u.id) as number,
      jsonb_build_object('handle', u.handle, 'at', r.created_at) as item
    from ${sql.table(table)} r join users u on u.id = r.${sql.ref(other)} and u.site_id = r.site_id
    where r.site_id = ${siteId} and r.${sql.ref(own)} = ${userId} and u.state <> 'deleted'`
}
