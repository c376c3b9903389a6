import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { findFormat, hasManifest, readSegments } from '../../packages/core/dist/media/image-format.js'
import { shrinkImage, type ReadyImage } from '../../packages/core/dist/media/shrink-image.js'

describe('shrinkImage', () => {
  const limits = { uploadBytes: 20_000_000, uploadPixels: 50_000_000, uploadSidePixels: 16_384 }

  it('cuts EXIF with the place out of a photograph and keeps its pixels and its orientation', async () => {
    const photo = withSegments(await drawn('image/jpeg', 60, 40), [
      exif(6, 'GPS 48.1 N 11.5 E'),
      segment(0xfe, 'taken by me'),
    ])

    const ready = await shrinkImage(new Blob([photo]), limits)

    expect(textOf(ready)).not.to.contain('GPS').and.not.to.contain('taken by me')
    const before = await createImageBitmap(new Blob([photo]))
    const after = await createImageBitmap(blobOf(ready))
    expect([after.width, after.height]).to.deep.equal([40, 60])
    expect([after.width, after.height]).to.deep.equal([before.width, before.height])
    expect(scanOf(new Uint8Array(ready.bytes))).to.deep.equal(scanOf(photo))
  })

  it('cuts off what a camera appended behind the picture', async () => {
    const photo = new Blob([await drawn('image/jpeg', 8, 8), 'a video with a voice'])

    expect(textOf(await shrinkImage(photo, limits))).not.to.contain('voice')
  })

  it('cuts text and time out of a PNG', async () => {
    const png = await drawn('image/png', 8, 8)
    const text = pngChunk('tEXt', 'Author\0me')
    const tagged = new Blob([png.slice(0, 33), text, png.slice(33)])

    const ready = await shrinkImage(tagged, limits)

    expect(new Uint8Array(ready.bytes)).to.deep.equal(png)
    expect(ready.type).to.equal('image/png')
  })

  it('cuts EXIF and XMP out of a WebP', async () => {
    const webp = tinyWebp()
    const tagged = riff([webp.slice(12), riffChunk('EXIF', 'GPS here'), riffChunk('XMP ', '<x/>')])

    const ready = await shrinkImage(new Blob([tagged]), limits)

    expect(textOf(ready)).not.to.contain('GPS')
    expect((await createImageBitmap(blobOf(ready))).width).to.equal(1)
  })

  it('sends a file with Content Credentials as it is', async () => {
    const signed = withSegments(await drawn('image/jpeg', 8, 8), [segment(0xeb, 'JP\0\u0001jumb c2pa'), exif(1, 'GPS')])

    const ready = await shrinkImage(new Blob([signed]), limits)

    expect(hasManifest(signed, 'image/jpeg')).to.equal(true)
    expect(new Uint8Array(ready.bytes)).to.deep.equal(signed)
  })

  describe('of a picture that says that AI made it', () => {
    const claim = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'
    const xmp = `<rdf:Description x:DigitalSourceType="${claim}" x:Creator="me" x:GPSLatitude="48,1N"/>`
    const jpegWith = async (side: number) =>
      withSegments(await drawn('image/jpeg', side, 8), [segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`)])
    const pngWith = async () => {
      const png = await drawn('image/png', 8, 8)
      return Uint8Array.from([...png.slice(0, 33), ...pngChunk('iTXt', `XML:com.adobe.xmp\0${xmp}`), ...png.slice(33)])
    }
    const webpWith = () => riff([tinyWebp().slice(12), riffChunk('XMP ', xmp)])

    for (const [name, make, most] of [
      ['a JPEG', () => jpegWith(8), 16_384],
      ['a PNG', pngWith, 16_384],
      ['a WebP', async () => webpWith(), 16_384],
      ['one that is drawn anew', () => jpegWith(80), 40],
    ] as const)
      it(`keeps that in ${name}, and nothing else of its metadata`, async () => {
        const ready = await shrinkImage(new Blob([await make()]), { ...limits, uploadSidePixels: most })

        expect(textOf(ready)).to.contain(claim)
        expect(textOf(ready)).not.to.match(/Creator|GPS|xmp|xap/)
        expect((await createImageBitmap(blobOf(ready))).width).to.be.greaterThan(0)
      })
  })

  it('draws a picture above the limits anew, upright and smaller', async () => {
    const photo = withSegments(await drawn('image/jpeg', 600, 400), [exif(6, 'GPS')])

    const ready = await shrinkImage(new Blob([photo]), { ...limits, uploadSidePixels: 300 })
    const bitmap = await createImageBitmap(blobOf(ready))

    expect([ready.type, bitmap.width, bitmap.height]).to.deep.equal(['image/jpeg', 200, 300])
    expect(textOf(ready)).not.to.contain('GPS')
  })

  it('draws formats that the server does not take anew', async () => {
    const bmp = Uint8Array.from([
      0x42,
      0x4d,
      58,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      54,
      0,
      0,
      0,
      40,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      1,
      0,
      24,
      0,
      ...Array.from({ length: 24 }, () => 0),
      0,
      0,
      255,
      0,
    ])

    const ready = await shrinkImage(new Blob([bmp]), limits)

    // WebKit's canvas writes no WebP: there it becomes a PNG.
    const written = findFormat(await drawn('image/webp', 1, 1))
    expect(findFormat(new Uint8Array(ready.bytes))).to.equal(written)
  })

  for (const [sentence, content] of [
    ['text', 'not a picture'],
    ['nothing', ''],
    ['a drawing that could run script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ] as const) {
    it(`refuses ${sentence}`, async () => {
      const failure = await shrinkImage(new Blob([content], { type: 'image/png' }), limits).catch(
        (error: unknown) => error,
      )

      expect(isFeedError(failure, 'unreadable_image')).to.equal(true)
    })
  }
})

/** A WebP of one pixel: not every browser's canvas writes one. */
function tinyWebp(): Uint8Array<ArrayBuffer> {
  const text = atob('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==')
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

async function drawn(type: string, width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')!
  context.fillStyle = 'tomato'
  context.fillRect(0, 0, width / 2, height / 2)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.9))
  return new Uint8Array(await blob!.arrayBuffer())
}

function segment(marker: number, text: string): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(text)
  return Uint8Array.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content])
}

function exif(orientation: number, text: string): Uint8Array<ArrayBuffer> {
  const tiff = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
  return segment(0xe1, `Exif\0\0${String.fromCharCode(...tiff)}${text}`)
}

function withSegments(jpeg: Uint8Array, segments: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...jpeg.slice(0, 2), ...segments.flatMap((one) => [...one]), ...jpeg.slice(2)])
}

function scanOf(jpeg: Uint8Array): Uint8Array | undefined {
  const scan = readSegments(jpeg).find(({ name }) => name === 'SOS')
  return scan && jpeg.slice(scan.start, scan.end)
}

function pngChunk(name: string, text: string): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(text)
  return Uint8Array.from([
    0,
    0,
    content.length >> 8,
    content.length & 0xff,
    ...new TextEncoder().encode(name),
    ...content,
    0,
    0,
    0,
    0,
  ])
}

function riffChunk(name: string, text: string): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(text)
  const padding = content.length % 2 === 0 ? [] : [0]
  const size = [content.length & 0xff, content.length >> 8, 0, 0]
  return Uint8Array.from([...new TextEncoder().encode(name), ...size, ...content, ...padding])
}

function riff(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = parts.flatMap((part) => [...part])
  const length = body.length + 4
  const size = [length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, 0]
  return Uint8Array.from([...new TextEncoder().encode('RIFF'), ...size, ...new TextEncoder().encode('WEBP'), ...body])
}

function blobOf({ bytes, type }: ReadyImage): Blob {
  return new Blob([bytes], { type })
}

function textOf({ bytes }: ReadyImage): string {
  return new TextDecoder('latin1').decode(bytes)
}
