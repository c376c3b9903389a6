import { createHash } from 'node:crypto'
import type { Limits } from '@ai-feed/protocol'
import { WEBP_MAX_SIDE } from '../source-height.js'
import { decodeImage } from './decode-image.js'
import { encodePng, renderSources, renderThumbhash, sourceWidths } from './render-sources.js'
import type { RenderedSource } from './render-sources.js'
import type { SourceClaim } from './read-source-claim.js'
import { createWorkQueue } from './work-queue.js'

/** A picture ready to be stored. `width` and `height` are those of the upright original, sources run from small to large. */
export interface RenderedImage {
  /** What the picture said of its own making, if that was by AI. Its sources say it too. */
  readonly claim: SourceClaim | undefined
  readonly width: number
  readonly height: number
  readonly sources: readonly RenderedSource[]
  readonly thumbhash: Buffer
  /** Of the bytes as they came in. */
  readonly sha256: Buffer
}

export interface RenderOptions {
  /** How the picture came into being, written into every source; absent for uploads, which may say it themselves. */
  readonly digitalSourceType?: string | undefined
  /** Waits even when the queue is full; for work that was admitted and counted elsewhere. */
  readonly isPatient?: boolean
}

/** Turns untrusted bytes into our own encodings. */
export interface Images {
  /** Decodes a picture and encodes all its sources.
   *  @throws HttpProblem `not_an_image` | `image_too_large` | `too_many_pixels` | `image_refused` | `overloaded` */
  render(bytes: Uint8Array, options?: RenderOptions): Promise<RenderedImage>
  /** Decodes a picture and encodes it once, at most `PREVIEW_SIDE` a side.
   *  @throws the same */
  renderPreview(bytes: Uint8Array, options?: RenderOptions): Promise<RenderedSource>
  /** Decodes a picture and encodes it as PNG, which every image server reads.
   *  @throws the same */
  renderPng(bytes: Uint8Array): Promise<Buffer>
}

/** The longest side of a preview, in pixels. */
const PREVIEW_SIDE = 512

/** Makes the one place where pictures are decoded, as many at once as the limits say. */
export function createImages(limits: Limits): Images {
  const queue = createWorkQueue({ atOnce: limits.decodesAtOnce, waiting: limits.decodesWaiting })
  const offered = limits.sourceWidths.map(Number).toSorted((a, b) => a - b)
  const maxWidth = offered.at(-1) ?? 2048

  return {
    render: (bytes, { digitalSourceType, isPatient } = {}) =>
      queue.run(
        async () => {
          const image = await decodeImage(bytes, limits, { maxWidth, maxHeight: WEBP_MAX_SIDE })
          const sourceType = digitalSourceType ?? image.claim?.digitalSourceType
          const widths = sourceWidths(image.pixels.width, offered)
          return {
            claim: image.claim,
            width: image.width,
            height: image.height,
            sources: await renderSources(image, widths, { digitalSourceType: sourceType }),
            thumbhash: await renderThumbhash(image.pixels),
            sha256: createHash('sha256').update(bytes).digest(),
          }
        },
        { isPatient: isPatient ?? false },
      ),

    renderPreview: (bytes, { digitalSourceType, isPatient } = {}) =>
      queue.run(
        async () => {
          const image = await decodeImage(bytes, limits, { maxWidth: PREVIEW_SIDE, maxHeight: PREVIEW_SIDE })
          const [preview] = await renderSources(image, [image.pixels.width], { digitalSourceType, quality: 70 })
          if (!preview) throw new TypeError('one width gives one source')
          return preview
        },
        { isPatient: isPatient ?? false },
      ),

    renderPng: (bytes) =>
      queue.run(
        async () => {
          const { pixels } = await decodeImage(bytes, limits, { maxWidth, maxHeight: maxWidth })
          return encodePng(pixels)
        },
        { isPatient: true },
      ),
  }
}
