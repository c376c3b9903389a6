import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateSync, gzipSync } from 'node:zlib'
import { defaultLimits } from '@ai-feed/protocol'
import type { Limits } from '@ai-feed/protocol'
import { createImages } from '../../packages/server/dist/images/images.js'
import { createWorkQueue } from '../../packages/server/dist/images/work-queue.js'
import { gradient, pngBomb, rawPng, sharp } from '../support/pictures.ts'

const limits: Limits = { ...defaultLimits }
const images = createImages(limits)
const valid = await gradient(200, 100).png().toBuffer()

describe('images, hostile input', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>'
  const notPictures: Record<string, () => Buffer | Promise<Buffer>> = {
    'an empty file': () => Buffer.alloc(0),
    'plain words': () => Buffer.from('this is a text'),
    SVG: () => Buffer.from(svg),
    'compressed SVG': () => gzipSync(svg),
    HTML: () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    GIF: () => gradient(20, 20).gif().toBuffer(),
    TIFF: () => gradient(20, 20).tiff().toBuffer(),
    PDF: () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>'),
    'ImageMagick vector': () =>
      Buffer.from('push graphic-context\nviewbox 0 0 640 480\nfill \'url(https://example.com/x.jpg"|ls ")\''),
    'a PNG signature and nothing more': () => valid.subarray(0, 8),
    'a PNG signature before SVG': () => Buffer.concat([valid.subarray(0, 8), Buffer.from(svg)]),
    'a JPEG signature before a PNG': () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), valid]),
    'a RIFF that is no WebP': () => Buffer.from('RIFF\x10\0\0\0WAVEfmt \0\0\0\0', 'latin1'),
    'an AVIF brand before rubbish': () =>
      Buffer.concat([Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'latin1'), Buffer.alloc(200, 7)]),
    'HEIC by brand': () =>
      Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(200, 7)]),
    'pixel data that is no zlib stream': () => {
      const broken = Buffer.from(valid)
      broken.fill(0x55, broken.indexOf('IDAT') + 4, broken.length - 20)
      return broken
    },
  }
  for (const [what, make] of Object.entries(notPictures)) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(images.render(await make()), { code: 'not_an_image' })
    })
  }

  for (const format of ['png', 'jpeg', 'webp', 'avif'] as const) {
    it(`refuses a ${format} that breaks off in the middle`, async () => {
      const whole = await gradient(300, 300).toFormat(format).toBuffer()

      await assert.rejects(images.render(whole.subarray(0, Math.floor(whole.length * 0.6))), { code: 'not_an_image' })
    })
  }

  it('leaves behind what follows the end of a picture, and refuses it where that is script', async () => {
    const image = await images.render(Buffer.concat([valid, Buffer.from('one more thing')]))

    for (const source of image.sources) assert.ok(!source.bytes.includes('one more thing'))
    const polyglot = Buffer.concat([valid, Buffer.from('<script>alert("polyglot")</script>')])
    await assert.rejects(images.render(polyglot), { code: 'image_refused' })
  })

  it('refuses a sound picture that carries script in its metadata', async () => {
    const plain = sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a5' } })
    const exif = { IFD0: { ImageDescription: '"><script>alert(1)</script>' } }

    await assert.rejects(images.render(await plain.withExif(exif).jpeg().toBuffer()), { code: 'image_refused' })
    await assert.rejects(images.render(await plain.withExif(exif).png().toBuffer()), { code: 'image_refused' })
    assert.ok(
      await images.render(
        await plain
          .withExif({ IFD0: { ImageDescription: 'Script of a play' } })
          .jpeg()
          .toBuffer(),
      ),
    )
  })

  it('refuses an honest 60-megapixel picture', async () => {
    await assert.rejects(images.render(pngBomb(10_000, 6_000)), { code: 'too_many_pixels' })
  })

  it('takes a picture of just 50 megapixels', async () => {
    const image = await images.render(pngBomb(10_000, 5_000))

    assert.deepEqual([image.width, image.height], [10_000, 5_000])
  })

  it('refuses a bomb by its header, before any pixel is unpacked', async () => {
    const bomb = rawPng({ width: 2_000_000, height: 2_000_000 }, Buffer.alloc(4_000_000))

    const before = process.memoryUsage().rss
    await assert.rejects(images.render(bomb), { code: 'too_many_pixels' })
    assert.ok(process.memoryUsage().rss - before < 100_000_000)
  })

  it('refuses a header that promises more pixels than there are', async () => {
    await assert.rejects(images.render(rawPng({ width: 5_000, height: 5_000 }, Buffer.alloc(1_000))), {
      code: 'not_an_image',
    })
  })

  it('survives a text chunk that unpacks to 500 megabytes', async () => {
    const text = deflateSync(Buffer.alloc(500_000_000), { level: 9 })
    const bomb = rawPng({ width: 8, height: 8 }, Buffer.alloc(8 * 25), [
      { type: 'zTXt', data: Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), text]) },
    ])

    const before = process.memoryUsage().rss
    await images.render(bomb).catch((error: { code?: string }) => assert.equal(error.code, 'not_an_image'))
    assert.ok(process.memoryUsage().rss - before < 400_000_000)
  })

  it('refuses a side above 16,384 and proportions beyond 20:1', async () => {
    await assert.rejects(images.render(pngBomb(16_385, 1_000)), { code: 'too_many_pixels' })
    await assert.rejects(images.render(pngBomb(2_001, 100)), { code: 'image_refused' })
    assert.equal((await images.render(pngBomb(2_000, 100))).width, 2_000)
  })

  it('refuses more bytes than allowed without looking at them', async () => {
    await assert.rejects(images.render(Buffer.alloc(limits.uploadBytes + 1)), { code: 'image_too_large' })
  })

  it('fits a picture of the greatest height into WebP', async () => {
    const image = await images.render(pngBomb(1_000, 16_384))

    assert.equal(image.height, 16_384)
    assert.ok((await sharp(image.sources.at(-1)?.bytes).metadata()).height <= 16_383)
  })

  it('gives up on a picture that takes too long', async () => {
    const hasty = createImages({ ...limits, decodeSeconds: 1, uploadPixels: 2e9, uploadSidePixels: 1e6 })

    await assert.rejects(hasty.render(pngBomb(45_000, 30_000)), (error: { code?: string; cause?: Error }) => {
      assert.equal(error.code, 'not_an_image')
      assert.match(String(error.cause), /timeout/)
      return true
    })
  })
})

describe('work queue', () => {
  it('runs two, lets waiters wait in order and refuses the next at once', async () => {
    const queue = createWorkQueue({ atOnce: 2, waiting: 2 })
    const order: number[] = []
    const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<void>())
    const runs = gates.map((gate, index) =>
      queue.run(async () => {
        order.push(index)
        await gate.promise
      }),
    )

    await assert.rejects(
      queue.run(async () => order.push(99)),
      { code: 'overloaded' },
    )
    const patient = queue.run(async () => order.push(4), { isPatient: true })
    assert.deepEqual(order, [0, 1])
    for (const gate of gates) gate.resolve()
    await Promise.all([...runs, patient])

    assert.deepEqual(order, [0, 1, 2, 3, 4])
    assert.equal(await queue.run(async () => 'free again'), 'free again')
  })
})
