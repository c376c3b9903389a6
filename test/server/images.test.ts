import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { thumbHashToApproximateAspectRatio } from 'thumbhash'
import { createImages } from '../../packages/server/dist/images/images.js'
import { gradient, phonePhoto, sharp } from '../support/pictures.ts'

const limits: Limits = { ...defaultLimits }
const images = createImages(limits)

describe('images', () => {
  for (const format of ['png', 'jpeg', 'webp', 'avif'] as const) {
    it(`makes WebP sources of ${format}`, async () => {
      const bytes = await gradient(900, 600).toFormat(format).toBuffer()

      const image = await images.render(bytes)

      assert.deepEqual([image.width, image.height], [900, 600])
      const sizes = await Promise.all(image.sources.map((source) => sharp(source.bytes).metadata()))
      assert.deepEqual(
        sizes.map((found) => [found.format, found.width, found.height]),
        [
          ['webp', 320, 213],
          ['webp', 640, 427],
          ['webp', 900, 600],
        ],
      )
    })
  }

  it('never enlarges: a small picture has one source of its own width', async () => {
    const image = await images.render(await gradient(40, 30).png().toBuffer())

    assert.deepEqual(
      image.sources.map(({ width, height }) => [width, height]),
      [[40, 30]],
    )
  })

  it('offers all four widths of a large picture and keeps its true size', async () => {
    const image = await images.render(await gradient(4000, 3000).jpeg().toBuffer())

    assert.deepEqual([image.width, image.height], [4000, 3000])
    assert.deepEqual(
      image.sources.map(({ width }) => width),
      [320, 640, 1280, 2048],
    )
  })

  it('bakes the orientation in and keeps nothing of the camera, the place, the words or the profile', async () => {
    const photo = await phonePhoto(1200, 800)
    const before = await sharp(photo).metadata()
    assert.ok(before.exif && before.icc && before.xmp && before.orientation === 6, 'the test photo has all of it')

    const image = await images.render(photo)

    assert.deepEqual([image.width, image.height], [800, 1200])
    for (const source of image.sources) {
      const { exif, icc, xmp, iptc, orientation } = await sharp(source.bytes).metadata()
      assert.deepEqual(
        { exif, icc, xmp, iptc, orientation },
        { exif: undefined, icc: undefined, xmp: undefined, iptc: undefined, orientation: undefined },
      )
      assert.ok(!source.bytes.includes('Secret') && !source.bytes.includes('secret'))
    }
    // Orientation 6 turns clockwise: the left edge of the stored picture (little red) becomes the top.
    const red = (top: number): Promise<number> => meanRed(image.sources[0]?.bytes, top)
    assert.ok((await red(2)) + 100 < (await red(460)))
  })

  it('writes the digital source type into every source of a generated picture', async () => {
    const digitalSourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia'

    const image = await images.render(await gradient(700, 700).png().toBuffer(), { digitalSourceType })

    assert.equal(image.sources.length, 3)
    for (const source of image.sources) {
      const { xmpAsString } = await sharp(source.bytes).metadata()
      assert.ok(xmpAsString?.includes(`<Iptc4xmpExt:DigitalSourceType>${digitalSourceType}</`))
    }
  })

  it('keeps transparency', async () => {
    const bytes = await sharp({
      create: { width: 60, height: 60, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.4 } },
    })
      .png()
      .toBuffer()

    const image = await images.render(bytes)

    assert.equal((await sharp(image.sources[0]?.bytes).metadata()).hasAlpha, true)
  })

  it('takes CMYK, grey and 16-bit pictures and gives sRGB', async () => {
    const inputs = [
      await gradient(64, 64).toColourspace('cmyk').jpeg().toBuffer(),
      await gradient(64, 64).greyscale().toColourspace('b-w').png().toBuffer(),
      await gradient(64, 64).toColourspace('rgb16').png().toBuffer(),
    ]

    for (const bytes of inputs) {
      const image = await images.render(bytes)
      assert.equal((await sharp(image.sources[0]?.bytes).metadata()).space, 'srgb')
    }
  })

  it('takes only the first frame of an animated picture', async () => {
    const red = sharp({ create: { width: 30, height: 30, channels: 3, background: '#d02020' } })
    const blue = sharp({ create: { width: 30, height: 30, channels: 3, background: '#2020d0' } })
    const animated = await sharp([await red.png().toBuffer(), await blue.png().toBuffer()], {
      join: { animated: true },
    })
      .webp()
      .toBuffer()
    assert.equal((await sharp(animated).metadata()).pages, 2)

    const image = await images.render(animated)

    assert.deepEqual([image.width, image.height], [30, 30])
    const { channels } = await sharp(image.sources[0]?.bytes).stats()
    assert.ok((channels[0]?.mean ?? 0) > (channels[2]?.mean ?? 255))
  })

  it('computes a thumbhash with the proportions of the picture', async () => {
    const image = await images.render(await gradient(600, 300).png().toBuffer())

    assert.ok(image.thumbhash.length <= 30)
    assert.ok(Math.abs(thumbHashToApproximateAspectRatio(image.thumbhash) - 2) < 0.4)
  })

  it('makes previews of at most 512 pixels a side', async () => {
    const preview = await images.renderPreview(await gradient(1024, 1536).png().toBuffer())

    assert.deepEqual([preview.width, preview.height], [341, 512])
    assert.equal((await sharp(preview.bytes).metadata()).format, 'webp')
  })
})

/** The mean of red in eight rows from `top` on. */
async function meanRed(bytes: Buffer | undefined, top: number): Promise<number> {
  const strip = await sharp(bytes).extract({ left: 100, top, width: 50, height: 8 }).removeAlpha().raw().toBuffer()
  const reds = strip.filter((_, at) => at % 3 === 0)
  return reds.reduce((sum, value) => sum + value, 0) / reds.length
}
