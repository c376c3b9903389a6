import { rgbaToThumbHash } from 'thumbhash'
import type { Pixels } from './decode-image.js'
import { guardedSharp } from './guarded-sharp.js'
import { sourceXmp } from './source-xmp.js'

/** One WebP of a picture. */
export interface RenderedSource {
  readonly width: number
  readonly height: number
  readonly bytes: Buffer
}

/** The longest side that WebP can hold, in pixels. */
export const WEBP_MAX_SIDE = 16_383

/** Chooses the widths of a picture's sources, ascending: the offered ones below its own width, then its own. */
export function sourceWidths(pixelWidth: number, offered: readonly number[]): number[] {
  return [...offered.filter((width) => width < pixelWidth), pixelWidth]
}

/** Encodes pixels as WebP in each of `widths`, in that order. With `digitalSourceType` each carries it as XMP; nothing else is written. */
export async function renderSources(
  pixels: Pixels,
  widths: readonly number[],
  options: { digitalSourceType?: string | undefined; quality?: number } = {},
): Promise<RenderedSource[]> {
  const sources: RenderedSource[] = []
  // One after the other: the queue counts this as one piece of work.
  for (const width of widths) {
    const image = fromPixels(pixels).resize({ width, height: heightAt(pixels, width), fit: 'fill' })
    if (options.digitalSourceType !== undefined) image.withXmp(sourceXmp(options.digitalSourceType))
    const area = width * heightAt(pixels, width)
    const bytes = await image.webp({ quality: options.quality ?? 82, effort: area > 4_000_000 ? 2 : 4 }).toBuffer()
    sources.push({ width, height: heightAt(pixels, width), bytes })
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

function fromPixels({ data, width, height, channels }: Pixels): ReturnType<ReturnType<typeof guardedSharp>> {
  return guardedSharp()(data, { raw: { width, height, channels } })
}

function heightAt(pixels: Pixels, width: number): number {
  return Math.max(1, Math.round((pixels.height * width) / pixels.width))
}
