import { crc32, deflateSync } from 'node:zlib'
import { createRequire } from 'node:module'
import type SharpModule from 'sharp'
import type { Sharp } from 'sharp'

/** sharp as the server's package finds it, without the server's guard: tests make files that the server must refuse. */
export const sharp: typeof SharpModule = createRequire(new URL('../../packages/server/package.json', import.meta.url))(
  'sharp',
)

/** Makes a picture with soft colours that differ from corner to corner, so that turning it shows. */
export function gradient(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3
      data[at] = Math.round((255 * x) / width)
      data[at + 1] = Math.round((255 * y) / height)
      data[at + 2] = 90
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

/** Makes a JPEG as a phone writes it: stored on its side (orientation 6), with camera, GPS place, XMP and a wide colour profile. */
export function phonePhoto(width: number, height: number): Promise<Buffer> {
  return gradient(width, height)
    .withExif({
      IFD0: { Make: 'SecretCamera', Orientation: '6' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 0/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>secret words</note></x:xmpmeta>')
    .withIccProfile('p3')
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** Writes a PNG by hand: the header says `width` x `height`, the pixel data is what `pixels` holds, more chunks come before it. */
export function rawPng(
  {
    width,
    height,
    bitDepth = 8,
    colourType = 2,
  }: { width: number; height: number; bitDepth?: number; colourType?: number },
  pixels: Uint8Array,
  chunks: readonly { type: string; data: Uint8Array }[] = [],
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bitDepth, colourType, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunks.map(({ type, data }) => chunk(type, data)),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Makes a small file whose header and data honestly unpack to `width` x `height` black pixels. */
export function pngBomb(width: number, height: number): Buffer {
  const rowBytes = 1 + Math.ceil(width / 8)
  return rawPng({ width, height, bitDepth: 1, colourType: 0 }, Buffer.alloc(rowBytes * height))
}

function chunk(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
