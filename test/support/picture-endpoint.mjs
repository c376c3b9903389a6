import { createRequire } from 'node:module'

const sharp = createRequire(new URL('../../packages/server/package.json', import.meta.url))('sharp')

/** Four corners of different colours, 60 by 40. */
const upright = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: 'red' } }).composite(
    [
      ['blue', 30, 0],
      ['lime', 0, 20],
      ['white', 30, 20],
    ].map(([background, left, top]) => ({
      input: { create: { width: 30, height: 20, channels: 3, background } },
      left,
      top,
    })),
  )

/** How pixels are stored that an orientation of EXIF turns upright. */
const stored = {
  1: (picture) => picture,
  2: (picture) => picture.flop(),
  3: (picture) => picture.rotate(180),
  4: (picture) => picture.flip(),
  5: (picture) => picture.rotate(90).flip(),
  6: (picture) => picture.rotate(270),
  7: (picture) => picture.rotate(270).flip(),
  8: (picture) => picture.rotate(90),
}

/** Real picture files, made by sharp as they are asked for: `/pictures/turned-6.jpeg`, `/pictures/cmyk.jpeg`. */
export async function pictureEndpoint(context, next) {
  const [, kind, orientation, format] = /^\/pictures\/([a-z]+)(?:-(\d))?\.(\w+)$/.exec(context.path) ?? []
  if (!kind) return next()
  const flat = sharp(await upright().png().toBuffer())
  context.type = `image/${format}`
  if (kind === 'turned') {
    const turned = sharp(await stored[orientation](flat).png().toBuffer())
    context.body = await turned
      .withExif({ IFD0: { Make: 'SecretCamera' } })
      .withMetadata({ orientation: Number(orientation) })
      .toFormat(format, { quality: 100 })
      .toBuffer()
  } else if (kind === 'cmyk')
    context.body = await flat.toColourspace('cmyk').toFormat(format, { quality: 100 }).toBuffer()
  else if (kind === 'deep') context.body = await flat.toColourspace('rgb16').toFormat(format).toBuffer()
  else if (kind === 'animated') {
    const frames = await sharp([await flat.png().toBuffer(), await flat.negate().png().toBuffer()], {
      join: { animated: true },
    })
    context.body = await frames.toFormat(format).toBuffer()
  }
}
