import { createRequire } from 'node:module'

const sharp = createRequire(new URL('../../../packages/server/package.json', import.meta.url))('sharp')

/** When the posts of a bench were written, the newest first: their ages are the same in every run of a day. */
const ageMs = (index) => (index + 1) * 47_000
const words =
  'a lighthouse in storm light printed from wood with the lamp lit at four while gulls cross a sea of folded paper and nobody on the pier looks up'.split(
    ' ',
  )
/** What the painted generator offers. */
const sizes = [
  [1024, 1024],
  [1536, 1024],
  [1024, 1536],
]

/** Makes a post of the wire: words, a tag, one generated picture. The same for the same number. */
export function makePost(index, nowMs, origin) {
  const author = index % 50
  const [width, height] = sizes[index % 3]
  const phrase = (count, step) => Array.from({ length: count }, (_, at) => words[(index * step + at) % words.length])
  const prompt = phrase(12, 5).join(' ')
  return {
    id: postId(index),
    version: 1,
    createdAt: new Date(nowMs - ageMs(index)).toISOString(),
    author: { id: `user-${author}`, handle: `user_${author}`, name: `Person ${author}` },
    text: [
      { type: 'text', text: `${index}: ${phrase(10 + (index % 7) * 4, 3).join(' ')} ` },
      { type: 'tag', text: '#keeper', tag: 'keeper' },
    ],
    lang: 'en',
    media: [
      {
        id: `media-${index}`,
        width,
        height,
        alt: phrase(8, 7).join(' '),
        thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
        sources: [320, 640].map((wide) => ({
          url: `${origin}/media/${index}/${wide}.webp`,
          type: 'image/webp',
          width: wide,
          height: Math.round((wide * height) / width),
        })),
        provenance: { ai: 'generated', generator: 'painted', model: 'painted-1', prompt },
      },
    ],
    visibility: 'public',
    commentPolicy: 'everyone',
    remixPolicy: 'everyone',
    aiPreferences: { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' },
    labels: [],
    counts: { likes: index % 90, comments: index % 7, reposts: index % 5, quotes: 0, remixes: index % 3 },
  }
}

/** The id of the post with a number. */
export const postId = (index) => `post-${index}`

/** Paints the pictures that all posts share, by shape and width.
 *  @returns the bytes for the picture of a post in a width */
export async function makePictures() {
  const bytes = new Map()
  for (const [shape, [width, height]] of sizes.entries()) {
    for (const wide of [320, 640]) {
      const high = Math.round((wide * height) / width)
      const raw = { width: wide, height: high, channels: 3 }
      const picture = sharp(colours(wide, high, shape), { raw }).webp({ quality: 60 })
      bytes.set(`${shape} ${wide}`, await picture.toBuffer())
    }
  }
  return (index, wide) => bytes.get(`${index % 3} ${wide}`)
}

/** Waves of colour: no picture is flat, so that decoding them costs something. */
function colours(width, height, shape) {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[at++] = 128 + 120 * Math.sin((6 * x) / width + shape)
      data[at++] = 128 + 120 * Math.sin((9 * y) / height - shape)
      data[at++] = 128 + 120 * Math.sin((5 * (x + y)) / width)
    }
  }
  return data
}
