import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema, StoredProvenance, Trx } from '../database/schema.js'
import type { Images } from '../images/images.js'
import type { SourceClaim } from '../images/read-source-claim.js'
import type { RenderedSource } from '../images/render-sources.js'
import type { BlobStore } from './blob-store.js'
import type { MediaAddresses } from './media-address.js'
import { insertMedia } from './media-rows.js'
import type { NewMedia } from './media-rows.js'

/** What is said of a picture when it is stored. */
export interface MediaFacts {
  readonly ownerId: string
  readonly provenance: StoredProvenance
  readonly generationId?: string
  readonly altDraft?: string
  /** JSON that a remix may start from. */
  readonly recipe?: unknown
}

/** A picture whose files are on disk and that no row names. Either `insert` it or `discard` it; when neither happens
 *  the sweep finds it after an hour. */
export interface PreparedMedia {
  readonly id: string
  readonly bytes: number
  /** What the picture said of its own making, if that was by AI. */
  readonly claim: SourceClaim | undefined
  /** The picture as most people will see it, to be judged. */
  readonly sample: { readonly bytes: Uint8Array; readonly type: string }
  /** Stores the row as part of a transaction. */
  insert(trx: Trx, facts: MediaFacts): Promise<void>
  /** Deletes the files. */
  discard(): Promise<void>
}

/** A picture on its way, for its author's eyes only, kept for minutes. */
export interface StoredPreview {
  /** Names the files for `addressOfPreview` and `forgetPreviews`. */
  readonly key: string
  readonly url: string
}

/** Stores pictures: bytes first, then one short transaction. */
export interface MediaStore {
  /** Decodes, encodes and writes the files of a picture.
   *  @throws HttpProblem `not_an_image` | `image_too_large` | `too_many_pixels` | `image_refused` | `overloaded` | `storage_full` */
  prepareMedia(picture: {
    siteId: string
    bytes: Uint8Array
    digitalSourceType?: string | undefined
    isPatient?: boolean
  }): Promise<PreparedMedia>
  /** Prepares and inserts a picture in a transaction of its own; gives its id. */
  storeMedia(picture: MediaFacts & { siteId: string; bytes: Uint8Array }): Promise<string>
  /** Encodes and writes a preview.
   *  @throws the same as `prepareMedia` */
  storePreview(bytes: Uint8Array): Promise<StoredPreview>
  addressOfPreview(key: string): string
  /** Reads the largest source of a picture; undefined when it is gone. */
  readLargestSource(siteId: string, id: string, widths: readonly number[]): Promise<Buffer | undefined>
}

/** Makes the store of all sites' pictures. */
export function createMediaStore({
  db,
  images,
  blobs,
  addresses,
}: {
  db: Kysely<Schema>
  images: Images
  blobs: BlobStore
  addresses: MediaAddresses
}): MediaStore {
  const prepareMedia: MediaStore['prepareMedia'] = async ({ siteId, bytes, digitalSourceType, isPatient }) => {
    const image = await images.render(bytes, { digitalSourceType, isPatient: isPatient ?? false })
    const id = randomUUID()
    const folder = `${siteId}/${id}`
    await blobs.write(
      folder,
      image.sources.map((source) => ({ name: `${source.width}.webp`, bytes: source.bytes })),
    )
    const storedBytes = image.sources.reduce((sum, source) => sum + source.bytes.byteLength, 0)

    return {
      id,
      bytes: storedBytes,
      claim: image.claim,
      sample: { bytes: sampleOf(image.sources), type: 'image/webp' },
      insert: (trx, facts) =>
        insertMedia(trx, {
          id,
          siteId,
          ...withoutSources(image),
          widths: image.sources.map((source) => source.width),
          bytes: storedBytes,
          altDraft: '',
          recipe: undefined,
          generationId: undefined,
          ...facts,
        }),
      discard: () => blobs.remove(folder),
    }
  }

  return {
    prepareMedia,

    async storeMedia({ siteId, bytes, ...facts }) {
      const { digitalSourceType } = facts.provenance
      const prepared = await prepareMedia({ siteId, bytes, digitalSourceType })
      await db.transaction().execute((trx) => prepared.insert(trx, facts))
      return prepared.id
    },

    async storePreview(bytes) {
      const preview = await images.renderPreview(bytes, { isPatient: true })
      const id = randomUUID()
      await blobs.write(`.previews/${id}`, [{ name: `${preview.width}.webp`, bytes: preview.bytes }])
      return { key: `${id}/${preview.width}`, url: addresses.writeSigned(id, preview.width) }
    },

    addressOfPreview(key) {
      const [id = '', width] = key.split('/')
      return addresses.writeSigned(id, Number(width))
    },

    async readLargestSource(siteId, id, widths) {
      const largest = widths.toSorted((a, b) => b - a)[0]
      return largest === undefined ? undefined : blobs.read(`${siteId}/${id}`, `${largest}.webp`)
    },
  }
}

/** Large enough to see what is in it, small enough to send around. */
function sampleOf(sources: readonly RenderedSource[]): Uint8Array {
  const sample = sources.findLast(({ width }) => width <= 1280) ?? sources[0]
  if (!sample) throw new TypeError('a picture has at least one source')
  return sample.bytes
}

function withoutSources(
  image: Awaited<ReturnType<Images['render']>>,
): Pick<NewMedia, 'width' | 'height' | 'thumbhash' | 'sha256'> {
  const { width, height, thumbhash, sha256 } = image
  return { width, height, thumbhash, sha256 }
}
