import type { Generation } from '@ai-feed/protocol'
import type { LoadMedia, LoadPostRefs, LoadQuota } from '../ports.js'
import type { Viewer } from '../http/request-context.js'
import type { GenerationRow } from './generation-rows.js'

export interface RenderGenerationOptions {
  readonly loadMedia: LoadMedia
  readonly loadPostRefs: LoadPostRefs
  readonly loadQuota: LoadQuota
  readonly addressOfPreview: (key: string) => string
}

/** Renders generations of one user, with their pictures, for that user. */
export type RenderGenerations = (viewer: Viewer, rows: readonly GenerationRow[]) => Promise<Generation[]>

/** Makes the renderer: three queries for a page, however long it is. */
export function createRenderGenerations(options: RenderGenerationOptions): RenderGenerations {
  const { loadMedia, loadPostRefs, loadQuota, addressOfPreview } = options
  return async (viewer, rows) => {
    const remixes = [...new Set(rows.flatMap(({ remixOf }) => remixOf ?? []))]
    const [media, refs, quota] = await Promise.all([
      loadMedia(
        viewer.siteId,
        rows.flatMap(({ mediaIds }) => mediaIds),
      ),
      loadPostRefs(viewer.siteId, viewer, remixes),
      loadQuota(viewer),
    ])
    return rows.map((row) => {
      const remixOf = row.remixOf === null ? undefined : refs.get(row.remixOf)
      const { prompt, size, n, seed } = row.request
      return {
        id: row.id,
        status: row.status,
        prompt,
        size,
        n,
        seed,
        ...(remixOf && { remixOf }),
        createdAt: row.createdAt.toISOString(),
        ...(row.finishedAt && { finishedAt: row.finishedAt.toISOString() }),
        previews: row.previews.map(({ variant, index, key }) => ({ variant, index, url: addressOfPreview(key) })),
        media: row.mediaIds.flatMap((id) => media.get(id) ?? []),
        quota,
        ...(row.error && { error: row.error }),
      }
    })
  }
}
