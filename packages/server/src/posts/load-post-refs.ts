import type { PostRef } from '@ai-feed/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.js'
import type { LoadMedia, LoadPostRefs } from '../ports.js'
import { loadPictures } from './load-pictures.js'
import type { Pictures } from './load-pictures.js'
import { findPostRows } from './post-rows.js'
import type { PostRow } from './post-rows.js'

/** Makes the function that renders posts as they stand inside other things: two queries for any number. */
export function createLoadPostRefs(db: Kysely<Schema>, loadMedia: LoadMedia): LoadPostRefs {
  return async (siteId, viewer, ids) => {
    const rows = await findPostRows(db, siteId, viewer?.userId, ids)
    return renderPostRefs(ids, rows, await loadPictures(loadMedia, siteId, [], rows))
  }
}

/** Renders the posts named by `ids`. One that does not exist any more counts as deleted, one not for this viewer as hidden. */
export function renderPostRefs(
  ids: readonly string[],
  rows: readonly PostRow[],
  pictures: Pictures,
): ReadonlyMap<string, PostRef> {
  const found = new Map(rows.map((row) => [row.id, row]))
  return new Map(ids.map((id) => [id, renderPostRef(id, found.get(id), pictures)]))
}

function renderPostRef(id: string, row: PostRow | undefined, pictures: Pictures): PostRef {
  if (!row || row.isDeleted) return { id, state: 'deleted' }
  if (!row.isVisible) return { id, state: 'hidden' }
  const [media] = pictures.of(row)
  return {
    id,
    state: 'visible',
    author: pictures.authorOf(row),
    ...(media && { media }),
    text: row.text,
    ...(row.labels.length > 0 && { labels: row.labels }),
  }
}
