import { sql } from 'kysely'
import type { AiPreferences } from '@ai-feed/protocol'
import { namedQuery } from '../database/named-query.js'
import type { Db, StoredProvenance, Trx } from '../database/schema.js'

/** What is stored of a picture beside its files. */
export interface MediaRow {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Of its files, ascending. */
  readonly widths: number[]
  readonly thumbhash: Buffer
  readonly provenance: StoredProvenance
  readonly altDraft: string
  readonly isPublic: boolean
}

/** A picture that is about to be stored; its files are on disk already. */
export interface NewMedia {
  readonly id: string
  readonly siteId: string
  readonly ownerId: string
  readonly width: number
  readonly height: number
  readonly widths: readonly number[]
  readonly bytes: number
  readonly thumbhash: Buffer
  readonly sha256: Buffer
  readonly provenance: StoredProvenance
  readonly altDraft: string
  readonly recipe: unknown
  readonly generationId: string | undefined
}

/** What serving one file needs to know. */
export interface ServedMedia {
  readonly siteId: string
  readonly widths: number[]
  readonly sha256: Buffer
  readonly isRemoved: boolean
  /** Its owner is suspended: nobody may see it, by no address. */
  readonly isClosed: boolean
  readonly isPublic: boolean
  readonly aiPreferences: AiPreferences | undefined
}

/** Stores a picture as a draft. */
export async function insertMedia(trx: Trx, media: NewMedia): Promise<void> {
  await trx
    .insertInto('media')
    .values({
      id: media.id,
      site_id: media.siteId,
      owner_id: media.ownerId,
      state: 'draft',
      width: media.width,
      height: media.height,
      widths: [...media.widths],
      bytes: media.bytes,
      thumbhash: media.thumbhash,
      sha256: media.sha256,
      provenance: JSON.stringify(media.provenance),
      alt_draft: media.altDraft,
      recipe: media.recipe === undefined ? null : JSON.stringify(media.recipe),
      generation_id: media.generationId ?? null,
      // Pictures of one generation are stored in one transaction and keep their order by this.
      created_at: sql<Date>`clock_timestamp()`,
    })
    .execute()
}

/** Locks a user's uploads until the transaction ends and gives their sum in bytes; generated pictures do not count. */
export async function lockUploadedBytes(trx: Trx, siteId: string, userId: string): Promise<number> {
  await sql`select from users where site_id = ${siteId} and id = ${userId} for no key update`.execute(trx)
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(bytes), 0)::bigint as bytes from media
    where site_id = ${siteId} and owner_id = ${userId} and generation_id is null and state <> 'removed'`.execute(trx)
  return rows[0]?.bytes ?? 0
}

/** Finds pictures of one site that are not removed. */
export async function findMedia(db: Db, siteId: string, ids: readonly string[]): Promise<MediaRow[]> {
  return findRows(db, { siteId, ids: [...ids] })
}

const findRows = namedQuery<{ siteId: string; ids: readonly string[] }, MediaRow>(
  'media.rows',
  (value) => sql<MediaRow>`
    select m.id, m.width, m.height, m.widths, m.thumbhash, m.provenance, m.alt_draft as "altDraft",
      ${isPublic} as "isPublic"
    from media m
    where m.site_id = ${value('siteId')} and m.id = any(${value('ids')}::uuid[]) and m.state <> 'removed'`,
)

/** Finds a picture by its id alone: its address names no site, and who may see it follows from its post. */
export async function findServedMedia(db: Db, id: string): Promise<ServedMedia | undefined> {
  const { rows } = await sql<Omit<ServedMedia, 'aiPreferences'> & { aiPreferences: AiPreferences | null }>`
    select m.site_id as "siteId", m.widths, m.sha256, ${isPublic} as "isPublic",
      (m.state = 'removed' or p.deleted_at is not null) as "isRemoved",
      exists (select from users u where u.id = m.owner_id and u.state <> 'active') as "isClosed", p.ai_preferences as "aiPreferences"
    from media m
    left join post_media pm on pm.media_id = m.id
    left join posts p on p.id = pm.post_id
    where m.id = ${id}`.execute(db)
  const row = rows[0]
  return row && { ...row, aiPreferences: row.aiPreferences ?? undefined }
}

/** A picture is public with a public post that stands and is not hidden, or as an avatar, while its owner is active. */
const isPublic = sql<boolean>`exists (
  select from users u
  where u.id = m.owner_id and u.state = 'active' and (u.avatar_id = m.id or exists (
    select from post_media pm join posts p on p.id = pm.post_id
    where pm.media_id = m.id and p.visibility = 'public' and p.deleted_at is null and p.hidden_at is null)))`
