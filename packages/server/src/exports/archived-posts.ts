import { sql } from 'kysely'
import type { AiPreferences, Policy, PostCounts, Segment, Visibility } from '@ai-feed/protocol'
import type { Db, StoredProvenance } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import { restrictPreferences } from '../restrict-preferences.js'
import type { ArchivedPost } from './archive-format.js'

const postsAtOnce = 200

/** Reads a user's posts and comments, oldest first, in pages: no connection is held while the reader is slow. */
export async function* readArchivedPosts(db: Db, siteId: string, userId: string): AsyncGenerator<ArchivedPost> {
  let after: string | undefined
  for (;;) {
    const { rows } = await sql<Row>`
      select p.id, p.created_at as "createdAt", p.edited_at as "editedAt",
        p.removed_at as "removedAt", p.text, p.comment_on as "commentOn",
        p.quote_id as quote, p.remix_of as "remixOf", p.topic, p.visibility, p.comment_policy as "commentPolicy",
        p.remix_policy as "remixPolicy", p.ai_preferences as "aiPreferences", p.labels,
        jsonb_build_object('likes', p.likes_count, 'comments', p.comments_count, 'reposts', p.reposts_count,
          'quotes', p.quotes_count, 'remixes', p.remixes_count) as counts,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', m.id, 'alt', pm.alt, 'width', m.width, 'height', m.height,
            'provenance', m.provenance) order by pm.ordinal)
          from post_media pm join media m on m.id = pm.media_id where pm.post_id = p.id), '[]') as media,
        coalesce((
          select jsonb_agg(jsonb_build_object('version', e.version, 'text', e.text, 'at', e.at) order by e.version)
          from post_edits e where e.post_id = p.id), '[]') as edits,
        ${lineageFor(userId)} as lineage
      from posts p
      where p.site_id = ${siteId} and p.author_id = ${userId} and (p.deleted_at is null or p.removed_at is not null)
        and p.id > ${after ?? '00000000-0000-0000-0000-000000000000'}
      order by p.id limit ${postsAtOnce}`.execute(db)
    for (const row of rows) yield render(row)
    after = rows.at(-1)?.id
    if (after === undefined || rows.length < postsAtOnce) return
  }
}

/** The sources of a remix from the root on, with what each permits, and the handles of those that the user can see. */
const lineageFor = (userId: string) => sql<Source[]>`
  case when p.remix_of is null then '[]'::jsonb else (
    with recursive up as (
      select s.id, s.remix_of, s.author_id, s.ai_preferences, 1 as depth from posts s where s.id = p.remix_of and s.site_id = p.site_id
      union all
      select s.id, s.remix_of, s.author_id, s.ai_preferences, up.depth + 1 from up join posts s on s.id = up.remix_of
      where s.site_id = p.site_id and up.depth < 200)
    select coalesce(jsonb_agg(jsonb_build_object('id', up.id, 'author', u.handle, 'permits', up.ai_preferences)
      order by up.depth desc), '[]')
    from up left join users u on u.id = up.author_id
      and exists (select from posts p where p.id = up.id and ${readableBy(userId)})) end`

interface Row {
  readonly id: string
  readonly createdAt: Date
  readonly editedAt: Date | null
  readonly removedAt: Date | null
  readonly text: Segment[]
  readonly commentOn: string | null
  readonly quote: string | null
  readonly remixOf: string | null
  readonly topic: string | null
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly remixPolicy: Policy
  readonly aiPreferences: AiPreferences
  readonly labels: { name: string; by: string }[]
  readonly counts: PostCounts
  readonly media: { id: string; alt: string; width: number; height: number; provenance: StoredProvenance }[]
  readonly edits: { version: number; text: Segment[]; at: string }[]
  readonly lineage: Source[]
}

interface Source {
  readonly id: string
  readonly author: string | null
  readonly permits: AiPreferences
}

function render(row: Row): ArchivedPost {
  const { id, commentOn, quote, remixOf, topic, visibility, commentPolicy, remixPolicy, labels } = row
  // Its sources may have said no since it was made.
  const aiPreferences = row.lineage.reduce((sum, { permits }) => restrictPreferences(sum, permits), row.aiPreferences)
  return {
    id,
    createdAt: row.createdAt.toISOString(),
    ...(row.editedAt && { editedAt: row.editedAt.toISOString() }),
    ...(row.removedAt && { removedAt: row.removedAt.toISOString() }),
    text: textOf(row.text),
    media: row.media.map((media) => ({ ...media, file: mediaFile(media.id), provenance: { ...media.provenance } })),
    ...(commentOn !== null && { commentOn }),
    ...(quote !== null && { quote }),
    ...(remixOf !== null && { remixOf }),
    ...(row.lineage.length > 0 && {
      lineage: row.lineage.map((source) => ({
        id: source.id,
        ...(source.author !== null && { author: source.author }),
      })),
    }),
    ...(topic !== null && { topic }),
    visibility,
    commentPolicy,
    remixPolicy,
    aiPreferences,
    labels,
    counts: { ...row.counts },
    ...(row.edits.length > 0 && {
      edits: row.edits.map(({ version, text, at }) => ({
        version,
        text: textOf(text),
        at: new Date(at).toISOString(),
      })),
    }),
  }
}

/** The name of a picture's file in the archive. */
export function mediaFile(id: string): string {
  return `media/${id}.webp`
}

function textOf(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('')
}
