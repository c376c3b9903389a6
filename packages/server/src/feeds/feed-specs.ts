import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { placeQueries } from './place-queries.js'
import type { PlaceQueries } from './place-queries.js'

const published = sql`p.position is not null and p.deleted_at is null`
const position = sql<number>`p.position`
const discovery = { mutes: true, labels: true }
const byRequest = { mutes: false, labels: false }
/** An ancestor deeper than this is not told. */
const maxAncestors = 1_000

/** What a score is made of, as `because` tells it: see post-score.ts. */
export const scoreTerms: RawBuilder<unknown> = sql`jsonb_build_object(
  'time', score_time(p.created_at), 'likes', score_step(p.likes_count), 'comments', score_step(p.comments_count),
  'reposts', score_step(p.reposts_count), 'quotes', score_step(p.quotes_count),
  'remixes', 2 * score_step(p.remixes_count)) as terms`

/** The feeds that are walked along one index each. Mutes hold where posts are found, not where somebody asks for just these. */
export const feedQueries = {
  explore: placeQueries('explore', {
    from: (value) => sql`posts p where p.site_id = ${value('siteId')} and ${published}
      and p.visibility = 'public' and p.comment_on is null and p.hidden_at is null`,
    position,
    heeds: discovery,
  }),
  /** Explore, with the terms of scores: what came since page one of `for-you`. */
  fresh: placeQueries('fresh', {
    from: (value) => sql`posts p where p.site_id = ${value('siteId')} and ${published}
      and p.visibility = 'public' and p.comment_on is null and p.hidden_at is null`,
    position,
    heeds: discovery,
    columns: scoreTerms,
  }),
  user: placeQueries('user', {
    from: (value) => sql`posts p where p.author_id = ${value('subject')}::uuid and p.site_id = ${value('siteId')}
      and ${published}`,
    position,
    heeds: byRequest,
  }),
  tag: placeQueries('tag', {
    from: (value) => sql`post_tags t join posts p on p.id = t.post_id and p.site_id = t.site_id
      where t.site_id = ${value('siteId')} and t.tag = ${value('subject')} and t.position is not null`,
    position: sql<number>`t.position`,
    heeds: discovery,
  }),
  topic: placeQueries('topic', {
    from: (value) =>
      sql`posts p where p.site_id = ${value('siteId')} and p.topic = ${value('subject')} and ${published}`,
    position,
    heeds: discovery,
  }),
  comments: placeQueries('comments', {
    from: (value) => sql`posts p where p.comment_on = ${value('subject')}::uuid and p.site_id = ${value('siteId')}
      and ${published}`,
    position,
    heeds: byRequest,
  }),
  remixes: placeQueries('remixes', {
    from: (value) => sql`posts p where p.remix_of = ${value('subject')}::uuid and p.site_id = ${value('siteId')}
      and ${published}`,
    position,
    heeds: { mutes: true, labels: false },
  }),
  /** The post and what it was made from, step by step. A deleted ancestor is left out and does not end the line. */
  lineage: placeQueries('lineage', {
    from: (value) => sql`(
      with recursive line as (
        select id, remix_of, 0 as depth from posts
        where id = ${value('subject')}::uuid and site_id = ${value('siteId')}
        union all
        select a.id, a.remix_of, l.depth + 1 from line l join posts a on a.id = l.remix_of
        where a.site_id = ${value('siteId')} and l.depth < ${sql.lit(maxAncestors)})
      select id from line) line join posts p on p.id = line.id where ${published}`,
    position,
    heeds: byRequest,
  }),
  likes: placeQueries('likes', {
    from: (value) => sql`reactions r join posts p on p.id = r.post_id and p.site_id = r.site_id
      where r.user_id = ${value('viewerId')}::uuid and r.site_id = ${value('siteId')} and r.type = 'like'`,
    position: sql<number>`r.number`,
    heeds: byRequest,
  }),
  bookmarks: placeQueries('bookmarks', {
    from: (value) => sql`bookmarks r join posts p on p.id = r.post_id and p.site_id = r.site_id
      where r.user_id = ${value('viewerId')}::uuid and r.site_id = ${value('siteId')}`,
    position: sql<number>`r.number`,
    heeds: byRequest,
  }),
} as const satisfies Record<string, PlaceQueries>
