import type { Limits } from '@ai-feed/protocol'
import { HttpProblem } from '../http/http-problem.js'
import { guardedSharp } from './guarded-sharp.js'
import { readHeader } from './read-header.js'
import type { SourceClaim } from './read-source-claim.js'

/** Plain pixels: upright, sRGB, 8 bits a channel, with 3 or 4 channels, and nothing else of the file. */
export interface Pixels {
  readonly data: Buffer
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
}

/** A picture of which only the pixels are left, and whether it said that AI made it. `width` and `height` are those of the upright
 *  original. */
export interface DecodedImage {
  readonly claim: SourceClaim | undefined
  readonly width: number
  readonly height: number
  readonly pixels: Pixels
}

/** Decodes the first frame of a PNG, JPEG, WebP or AVIF, shrunk to fit `maxWidth` and `maxHeight`, never enlarged.
 *  The declared type is not asked. Orientation is baked in; EXIF, GPS, XMP, IPTC and colour profile do not survive.
 *  @throws HttpProblem `not_an_image` (broken or too slow to decode, too) | `image_too_large` | `too_many_pixels` | `image_refused` */
export async function decodeImage(
  bytes: Uint8Array,
  limits: Limits,
  { maxWidth, maxHeight }: { maxWidth: number; maxHeight: number },
): Promise<DecodedImage> {
  const { width, height, claim } = await readHeader(bytes, limits)
  try {
    const { data, info } = await guardedSharp()(bytes, {
      // Truncated or damaged data is refused; 'warning' would also refuse whole pictures of common phones.
      failOn: 'error',
      limitInputPixels: limits.uploadPixels,
      sequentialRead: true,
      pages: 1,
    })
      .timeout({ seconds: limits.decodeSeconds })
      .autoOrient()
      .resize({ width: maxWidth, height: maxHeight, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return {
      claim,
      width,
      height,
      pixels: { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 },
    }
  } catch (cause) {
    throw new HttpProblem('not_an_image', 'picture cannot be decoded', { cause })
  }
}
