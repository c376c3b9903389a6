import { FeedError } from '../feed-error.js'
import { findFormat, hasManifest, type ImageFormat } from './image-format.js'
import { findSourceClaim } from './source-claim.js'
import { cleanFile } from './clean-file.js'
import { findSize } from './find-size.js'

/** A picture as it will leave the device. */
export interface ReadyImage {
  readonly type: string
  readonly bytes: ArrayBuffer
}

/** What the server takes. */
export interface ImageLimits {
  readonly uploadBytes: number
  readonly uploadPixels: number
  readonly uploadSidePixels: number
}

/** A picture that has to be drawn anew gets at most this side: twice what the server ever shows, and what every browser's
 *  canvas can hold. */
const drawnSidePixels = 4096

/** Makes a file ready for sending: metadata cut out; drawn anew, upright and smaller, only when it is above the limits or
 *  of a format that the server does not take. What it says about AI stays in it. A file with Content Credentials within the
 *  limits is left as it is.
 *  @throws FeedError `unreadable_image` when the browser cannot read it as a picture */
export async function shrinkImage(file: Blob, limits: ImageLimits): Promise<ReadyImage> {
  const bytes = await readBytes(file)
  const format = findFormat(bytes)
  const claim = findSourceClaim(bytes)
  if (format !== undefined && isWithin(limits, bytes, format)) {
    if (hasManifest(bytes, format)) return { type: format, bytes: bytes.buffer }
    const clean = cleanFile(bytes, format, claim)
    if (clean !== undefined) return { type: format, bytes: clean.buffer }
  }
  const drawn = await drawAnew(new Blob([bytes], { type: format ?? file.type }), limits)
  const drawnFormat = findFormat(new Uint8Array(drawn.bytes))
  const labelled = claim && drawnFormat && cleanFile(new Uint8Array(drawn.bytes), drawnFormat, claim)
  return labelled ? { ...drawn, bytes: labelled.buffer } : drawn
}

function isWithin(limits: ImageLimits, bytes: Uint8Array, format: ImageFormat): boolean {
  const { width, height } = findSize(bytes, format) ?? { width: 0, height: 0 }
  return (
    width * height <= limits.uploadPixels &&
    Math.max(width, height) <= limits.uploadSidePixels &&
    bytes.length <= limits.uploadBytes
  )
}

async function drawAnew(file: Blob, limits: ImageLimits): Promise<ReadyImage> {
  const bitmap = await readBitmap(file)
  try {
    const longSide = Math.min(drawnSidePixels, limits.uploadSidePixels)
    for (const side of [longSide, longSide / 2, longSide / 4]) {
      const blob = await encode(bitmap, side, file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp')
      if (blob !== undefined && blob.size <= limits.uploadBytes)
        return { type: blob.type, bytes: await blob.arrayBuffer() }
    }
    throw new FeedError('unreadable_image', `the picture does not fit into ${limits.uploadBytes} bytes`)
  } finally {
    bitmap.close()
  }
}

async function encode(bitmap: ImageBitmap, side: number, type: string): Promise<Blob | undefined> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const scaled = (length: number): number => Math.max(1, Math.round(length * scale))
  const canvas = new OffscreenCanvas(scaled(bitmap.width), scaled(bitmap.height))
  const context = canvas.getContext('2d')
  if (context === null) throw new FeedError('unreadable_image', 'this browser cannot draw the picture')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const blob = await canvas.convertToBlob({ type, quality: 0.92 }).catch(() => undefined)
  // Frees the pixels now and not with the garbage.
  canvas.width = 0
  return blob
}

async function readBitmap(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch (cause) {
    throw new FeedError('unreadable_image', `this browser cannot read the file as a picture`, { cause })
  }
}

async function readBytes(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (cause) {
    throw new FeedError('unreadable_image', 'the file cannot be read', { cause })
  }
}
