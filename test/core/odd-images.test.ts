import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { findSize } from '../../packages/core/dist/media/find-size.js'
import { shrinkImage } from '../../packages/core/dist/media/shrink-image.js'

const limits = { uploadBytes: 20_000_000, uploadPixels: 50_000_000, uploadSidePixels: 16_384 }
const latin = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0))
const webp = (...chunk: (string | number)[]): Uint8Array<ArrayBuffer> => {
  const body = chunk.flatMap((part) => (typeof part === 'string' ? latin(part) : [part]))
  return Uint8Array.from([...latin('RIFF'), body.length + 4, 0, 0, 0, ...latin('WEBP'), ...body])
}
const avif = (rest: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(latin(`\0\0\0\u0014ftypavif\0\0\0\0mif1${rest}`))

async function drawn(type: string, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')!.fillRect(0, 0, width / 2, height)
  return (await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type)))!
}

describe('the size that a file states', () => {
  for (const [what, bytes, type, size] of [
    [
      'of a WebP with an extended header',
      webp('VP8X', 10, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x3f, 0, 0xfe, 0x3f, 1),
      'image/webp',
      [16_384, 81_919],
    ],
    [
      'of a lossless WebP',
      webp('VP8L', 5, 0, 0, 0, 0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0),
      'image/webp',
      [16_384, 16_384],
    ],
    ['of a lossy WebP', webp('VP8 ', 10, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x58, 2, 0x90, 1), 'image/webp', [600, 400]],
    [
      'of an AVIF of tiles',
      avif('ispe\0\0\0\0\0\0\u0002\0\0\0\u0002\0ispe\0\0\0\0\0\0@\0\0\0\u0030\0'),
      'image/avif',
      [16_384, 12_288],
    ],
  ] as const)
    it(`is found: ${what}`, () => {
      const found = findSize(bytes, type)

      expect([found?.width, found?.height]).to.deep.equal(size)
    })

  for (const [what, bytes, type] of [
    ['a WebP that is cut', webp('VP8X'), 'image/webp'],
    ['an AVIF that is cut', avif('ispe\0\0\0\0\0\0'), 'image/avif'],
    ['a PNG that is cut', Uint8Array.from([0x89, ...latin('PNG')]), 'image/png'],
    ['a JPEG that is cut', Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8]), 'image/jpeg'],
  ] as const)
    it(`is none in ${what}`, () => {
      expect(findSize(bytes, type)).to.equal(undefined)
    })
})

describe('a picture', () => {
  it('above the limits is drawn anew whatever its format', async () => {
    const ready = await shrinkImage(await drawn('image/webp', 600, 400), { ...limits, uploadSidePixels: 300 })
    const bitmap = await createImageBitmap(new Blob([ready.bytes]))

    expect([bitmap.width, bitmap.height]).to.deep.equal([300, 200])
  })

  it('loses its place though something lies where Content Credentials would', async () => {
    const jpeg = new Uint8Array(await (await drawn('image/jpeg', 8, 8)).arrayBuffer())
    const segment = (marker: number, text: string): number[] => [0xff, marker, 0, text.length + 2, ...latin(text)]
    const depth = segment(0xeb, 'JP\0\u0001\0\0\0\u0001\0\0\0\u0040jumb\0\0\0\u0020jumd other metadata')
    const tagged = Uint8Array.from([0xff, 0xd8, ...depth, ...segment(0xe1, 'Exif\0\0GPS 48.1 N'), ...jpeg.slice(2)])

    const { bytes } = await shrinkImage(new Blob([tagged]), limits)

    expect(new TextDecoder('latin1').decode(bytes)).not.to.contain('GPS')
  })

  it('of the format AVIF is never sent as it is with metadata, wherever they are listed', async () => {
    const plain = await shrinkImage(new Blob([avif('meta')]), limits)
    const failures = await Promise.all(
      ['Exif', 'mime', 'uuid'].map((name) =>
        shrinkImage(new Blob([avif(`meta${'\0'.repeat(5000)}${name}`)]), limits).catch((error: unknown) => error),
      ),
    )

    expect(plain.type).to.equal('image/avif')
    // No browser can draw these.
    expect(failures.map((error) => isFeedError(error, 'unreadable_image'))).to.deep.equal([true, true, true])
  })
})
