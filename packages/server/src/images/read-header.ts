import type { Limits } from '@ai-feed/protocol'
import type { Metadata } from 'sharp'
import { HttpProblem } from '../http/http-problem.js'
import { findHiddenCode } from './find-hidden-code.js'
import { guardedSharp } from './guarded-sharp.js'
import { readSourceClaim } from './read-source-claim.js'
import type { SourceClaim } from './read-source-claim.js'

/** What the first bytes of a picture say, before any pixel is decoded. Sizes are those of the upright picture. */
export interface PictureHeader {
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif'
  readonly width: number
  readonly height: number
  /** What the file says of its own making, if that is by AI. */
  readonly claim: SourceClaim | undefined
}

/** Judges a file by its content: kind, bytes, pixels, sides, proportions, and code hidden in metadata. Decodes no pixel.
 *  @throws HttpProblem `not_an_image` | `image_too_large` | `too_many_pixels` | `image_refused` */
export async function readHeader(bytes: Uint8Array, limits: Limits): Promise<PictureHeader> {
  if (bytes.byteLength > limits.uploadBytes) {
    throw new HttpProblem('image_too_large', `picture has ${bytes.byteLength} bytes, limit is ${limits.uploadBytes}`)
  }
  const format = sniff(bytes)
  if (!format || !limits.formats.includes(`image/${format}`)) {
    throw new HttpProblem('not_an_image', `first bytes are not those of ${limits.formats.join(', ')}`)
  }
  const metadata = await readMetadata(bytes, format)
  const { width, height } = metadata.autoOrient
  checkSize(width, height, limits)
  const code = await findHiddenCode(bytes, metadata)
  if (code !== undefined) throw new HttpProblem('image_refused', `picture carries ${JSON.stringify(code)}`)
  return { format, width, height, claim: readSourceClaim(bytes, metadata.xmp) }
}

async function readMetadata(bytes: Uint8Array, format: PictureHeader['format']): Promise<Metadata> {
  try {
    // libvips' own pixel limit is off here: ours follows at once, with its own code.
    const found = await guardedSharp()(bytes, { limitInputPixels: false }).metadata()
    // HEIC shares AVIF's container and its loader.
    const foundFormat = found.format === 'heif' && found.compression === 'av1' ? 'avif' : found.format
    if (foundFormat !== format) throw new Error(`content is ${foundFormat}, first bytes say ${format}`)
    return found
  } catch (cause) {
    throw new HttpProblem('not_an_image', 'header cannot be read', { cause })
  }
}

function checkSize(width: number, height: number, limits: Limits): void {
  const size = `${width}x${height}`
  const { uploadPixels, uploadSidePixels, uploadAspect } = limits
  if (width * height > uploadPixels || Math.max(width, height) > uploadSidePixels) {
    throw new HttpProblem('too_many_pixels', `picture is ${size}`, {
      errors: [{ path: 'body', message: `is ${size}, allowed are ${uploadPixels} pixels, ${uploadSidePixels} a side` }],
    })
  }
  if (Math.max(width / height, height / width) > uploadAspect) {
    throw new HttpProblem('image_refused', `picture is ${size}`, {
      errors: [{ path: 'body', message: `is ${size}, sides may differ by a factor of ${uploadAspect}` }],
    })
  }
}

/** Tells the kind of a picture by its signature: PNG 5.2, JPEG SOI, RIFF WEBP, ISO BMFF brand avif or avis. */
function sniff(bytes: Uint8Array): PictureHeader['format'] | undefined {
  const text = (start: number, end: number): string => Buffer.from(bytes.subarray(start, end)).toString('latin1')
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) === 'ftyp' && /avi[fs]/.test(text(8, 64))) return 'avif'
  return undefined
}
