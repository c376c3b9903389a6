import { rgbaToThumbHash } from 'thumbhash'
import { sourceHeight } from '../source-height.js'
import type { DecodedImage, Pixels } from './decode-image.js'
import { guardedSharp } from './guarded-sharp.js'
import { sourceXmp } from './source-xmp.js'

/** One WebP of a picture. */
export interface RenderedSource {
  readonly width: number
  readonly height: number
  readonly bytes: Buffer
}

/** Chooses the widths of a picture's sources, ascending: the offered ones below its own width, then its own. */
export function sourceWidths(pixelWidth: number, offered: readonly number[]): number[] {
  return [...offered.filter((width) => width < pixelWidth), pixelWidth]
}

/** Encodes a picture as WebP in each of `widths`, in that order. With `digitalSourceType` each carries it as XMP; nothing
 *  else is written. */
export async function renderSources(
  image: DecodedImage,
  widths: readonly number[],
  options: { digitalSourceType?: string | undefined; quality?: number } = {},
): Promise<RenderedSource[]> {
  const { digitalSourceType, quality = 82 } = options
  const sources: RenderedSource[] = []
  // One after the other: the queue counts this as one piece of work.
  for (const width of widths) {
    const height = sourceHeight(image, width)
    const encoder = fromPixels(image.pixels).resize({ width, height, fit: 'fill' })
    if (digitalSourceType !== undefined) encoder.withXmp(sourceXmp(digitalSourceType))
    // A higher effort saves a few per cent and takes seconds on large areas.
    const bytes = await encoder.webp({ quality, effort: width * height > 4_000_000 ? 2 : 4 }).toBuffer()
    sources.push({ width, height, bytes })
  }
  return sources
}

/** Computes the thumbhash (https://evanw.github.io/thumbhash/) of a picture, about 25 bytes. */
export async function renderThumbhash(pixels: Pixels): Promise<Buffer> {
  const { data, info } = await fromPixels(pixels)
    .resize({ width: 100, height: 100, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data))
}

/** Encodes pixels as PNG, without loss and without metadata. */
export function encodePng(pixels: Pixels): Promise<Buffer> {
  return fromPixels(pixels).png({ compressionLevel: 6 }).toBuffer()
}

function fromPixels({ data, width, height, channels }: Pixels): ReturnType<ReturnType<typeof guardedSharp>> {
  return guardedSharp()(data, { raw: { width, height, channels } })
}
