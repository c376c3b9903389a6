import sharp from 'sharp'
import type { SmallPicture } from './photo-reading.js'
import type { Picture } from './paint-once.js'

/** Encodes a picture as PNG, losing nothing. */
export async function encodePicture({ rgb, widthPx, heightPx }: Picture): Promise<Uint8Array> {
  const raw = { width: widthPx, height: heightPx, channels: 3 } as const
  return await sharp(rgb, { raw }).png({ compressionLevel: 5, adaptiveFiltering: true }).toBuffer()
}

/** Encodes a state on the way as a small WebP, 512 pixels at the longer side: it is looked at for a second. */
export async function encodePreview({ rgb, widthPx, heightPx }: Picture): Promise<Uint8Array> {
  const raw = { width: widthPx, height: heightPx, channels: 3 } as const
  const size = { width: 512, height: 512, fit: 'inside', withoutEnlargement: true, kernel: 'linear' } as const
  return await sharp(rgb, { raw }).resize(size).webp({ quality: 84, effort: 1 }).toBuffer()
}

const readableFormats: ReadonlySet<string> = new Set(['png', 'jpeg', 'webp', 'heif', 'avif'])

/** Decodes a reference to at most 64 pixels a side. The bytes are not trusted: format and pixels are bounded.
 *  @returns undefined for bytes that are no picture of a known format. */
export async function decodeReference(bytes: Uint8Array): Promise<SmallPicture | undefined> {
  try {
    const image = sharp(bytes, { limitInputPixels: 50_000_000, failOn: 'error', pages: 1 })
    const { format } = await image.metadata()
    if (!format || !readableFormats.has(format)) return undefined
    const { data, info } = await image
      .autoOrient()
      .resize({ width: 64, height: 64, fit: 'inside' })
      .flatten({ background: '#888' })
      .toColourspace('srgb')
      .timeout({ seconds: 10 })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { widthPx: info.width, heightPx: info.height, rgb: toThreeChannels(data, info.channels) }
  } catch {
    // A broken reference takes nothing away from the words: the picture is painted without it.
    return undefined
  }
}

function toThreeChannels(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data
  const rgb = new Uint8Array((data.length / channels) * 3)
  for (let pixel = 0; pixel * 3 < rgb.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgb[pixel * 3 + channel] = data[pixel * channels] ?? 0
  }
  return rgb
}
