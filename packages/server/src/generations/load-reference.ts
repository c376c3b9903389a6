import { sql } from 'kysely'
import type { Db, StoredProvenance } from '../database/schema.js'
import type { GeneratorReference } from '../generators/generator.js'
import type { MediaStore } from '../media/media-store.js'

/** The picture that a remix starts from. */
export interface RemixSource {
  readonly reference: GeneratorReference
  /** False for what came from a camera or a hand, as far as anybody said. */
  readonly isGenerated: boolean
}

/** Reads the first picture of a post that stands; undefined when post or picture are gone. */
export async function loadReference(
  db: Db,
  media: MediaStore,
  siteId: string,
  postId: string,
): Promise<RemixSource | undefined> {
  const { rows } = await sql<{ id: string; widths: number[]; recipe: unknown; provenance: StoredProvenance }>`
    select m.id, m.widths, m.recipe, m.provenance
    from posts p join post_media pm on pm.post_id = p.id join media m on m.id = pm.media_id and m.site_id = p.site_id
    where p.id = ${postId} and p.site_id = ${siteId} and p.deleted_at is null and m.state <> 'removed'
    order by pm.ordinal limit 1`.execute(db)
  const row = rows[0]
  const bytes = row && (await media.readLargestSource(siteId, row.id, row.widths))
  if (!bytes) return undefined
  return {
    reference: { bytes, ...(row.recipe !== null && { recipe: row.recipe }) },
    isGenerated: row.provenance.ai === 'generated',
  }
}
