import { isFeedError } from '@ai-feed/core'
import { expect } from '@open-wc/testing'
import { shrinkImage } from '../../packages/core/dist/media/shrink-image.js'

const limits = { uploadBytes: 20_000_000, uploadPixels: 50_000_000, uploadSidePixels: 16_384 }
const load = async (name: string): Promise<Blob> => (await fetch(`/pictures/${name}`)).blob()

const names: Record<string, string> = { '100': 'red', '001': 'blue', '010': 'green', '111': 'white' }

const latin = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0))
const manifest = latin('\0\0\0\u0024jumb\0\0\0\u001cjumdc2pa'.padEnd(36, '.'))

/** Where a manifest and a note of the author lie in a file of each format, behind what must come first. */
const signed: Record<string, (bytes: number[]) => number[]> = {
  jpeg: (bytes) => [
    ...bytes.slice(0, 2),
    ...[0xff, 0xeb, 0, 2 + 8 + manifest.length, ...latin('JP\0\u0001\0\0\0\u0001'), ...manifest],
    ...[0xff, 0xfe, 0, 8, ...latin('by me!')],
    ...bytes.slice(2),
  ],
  png: (bytes) => [
    ...bytes.slice(0, 33),
    ...[0, 0, 0, manifest.length, ...latin('caBX'), ...manifest, 0, 0, 0, 0],
    ...[0, 0, 0, 9, ...latin('tEXtAuthor\0me'), 0, 0, 0, 0],
    ...bytes.slice(33),
  ],
  webp: (bytes) => [...bytes, ...latin('C2PA'), manifest.length, 0, 0, 0, ...manifest],
}

/** The size, and the colours of the four corners from left to right and top to bottom. */
async function cornersOf(picture: Blob): Promise<[size: number[], colours: string]> {
  const bitmap = await createImageBitmap(picture)
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const context = canvas.getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  const colours = [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const [red, green, blue] = context.getImageData(bitmap.width * x, bitmap.height * y, 1, 1).data
      return names[[red, green, blue].map((value) => (value! > 128 ? 1 : 0)).join('')]
    }),
  )
  return [[bitmap.width, bitmap.height], colours.join(' ')]
}

describe('a real picture file', () => {
  for (const format of ['jpeg', 'png', 'webp'])
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
      it(`of format ${format} and orientation ${orientation} stays as the browser shows it, untouched or made smaller`, async () => {
        const file = await load(`turned-${orientation}.${format}`)

        const ready = await shrinkImage(file, limits)
        const smaller = await shrinkImage(file, { ...limits, uploadSidePixels: 30 })

        const [size, corners] = await cornersOf(file)
        // Not every browser turns the others.
        if (format === 'jpeg') expect([size, corners]).to.deep.equal([[60, 40], 'red blue green white'])
        expect(await cornersOf(new Blob([ready.bytes]))).to.deep.equal([size, corners])
        expect(await cornersOf(new Blob([smaller.bytes]))).to.deep.equal([size.map((side) => side / 2), corners])
        for (const { bytes } of [ready, smaller])
          expect(new TextDecoder('latin1').decode(bytes)).not.to.contain('SecretCamera')
      })

  for (const name of ['cmyk.jpeg', 'deep.png', 'animated.gif', 'animated.webp'])
    it(`${name} shows what it showed before`, async () => {
      const file = await load(name)

      const ready = await shrinkImage(file, limits)

      expect(await cornersOf(new Blob([ready.bytes]))).to.deep.equal(await cornersOf(file))
    })

  for (const [format, sign] of Object.entries(signed))
    it(`of format ${format} with Content Credentials is sent as it is`, async () => {
      const bytes = new Uint8Array(await (await load(`turned-1.${format}`)).arrayBuffer())
      const file = Uint8Array.from(sign([...bytes]))

      const ready = await shrinkImage(new Blob([file]), limits)

      expect(new Uint8Array(ready.bytes)).to.deep.equal(file)
    })

  for (const name of ['turned-1.jpeg', 'turned-1.png', 'turned-1.webp', 'cmyk.jpeg', 'animated.webp', 'animated.gif'])
    it(`${name} that is cut anywhere is whole afterwards, or refused`, async () => {
      const file = await load(name)
      const failures: string[] = []
      for (let cut = 0; cut < file.size; cut += 1 + Math.floor(file.size / 50)) {
        const ready = await shrinkImage(file.slice(0, cut), limits).catch((error: unknown) => error)
        if (isFeedError(ready, 'unreadable_image')) continue
        const seen = await createImageBitmap(new Blob([(ready as { bytes: ArrayBuffer }).bytes])).catch(() => undefined)
        if (!seen) failures.push(`${cut}: ${ready instanceof Error ? ready.message : 'sent though nobody can read it'}`)
      }
      expect(failures).to.deep.equal([])
    })
})
