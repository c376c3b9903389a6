import type { Kysely } from 'kysely'
import type { Media } from '@ai-feed/protocol'
import type { Schema } from '../database/schema.js'
import type { LoadMedia } from '../ports.js'
import { sourceHeight } from '../source-height.js'
import type { MediaAddresses } from './media-address.js'
import { findMedia } from './media-rows.js'
import type { MediaRow } from './media-rows.js'

/** Makes the function by which posts, users and generations show their pictures. */
export function createLoadMedia(db: Kysely<Schema>, addresses: MediaAddresses): LoadMedia {
  return async (siteId, ids) => {
    if (ids.length === 0) return new Map()
    const rows = await findMedia(db, siteId, ids)
    return new Map(rows.map((row) => [row.id, renderMedia(row, addresses)]))
  }
}

function renderMedia(row: MediaRow, addresses: MediaAddresses): Media {
  const write = row.isPublic ? addresses.writePublic : addresses.writeSigned
  return {
    id: row.id,
    width: row.width,
    height: row.height,
    alt: row.altDraft,
    thumbhash: row.thumbhash.toString('base64'),
    sources: row.widths.map((width) => ({
      url: write(row.id, width),
      type: 'image/webp',
      width,
      height: sourceHeight(row, width),
    })),
    provenance: row.provenance,
  }
}
