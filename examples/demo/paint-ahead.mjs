const atOnce = 2

/** Paints the pictures of `posts`, two at a time, and gives each post with its picture in the order of `posts`.
 *  A remix waits for the picture that it starts from, which `findPicture` knows when it was painted by an earlier start. */
export async function* paintAhead(posts, generator, findPicture, signal) {
  const painted = new Map()
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve())
  posts.forEach((post, index) => {
    const lane = index % atOnce
    const parent = post.remixOf && (painted.get(post.remixOf) ?? findPicture(post.remixOf))
    const picture = post.picture && Promise.all([lanes[lane], parent]).then(([, from]) => paint(post.picture, from))
    picture?.catch(() => {}) // seen when its turn comes
    if (picture) lanes[lane] = picture
    painted.set(post.key, picture)
  })
  for (const post of posts) yield { post, picture: await painted.get(post.key) }

  async function paint({ prompt, size = '1024x1024' }, reference) {
    const [widthPx, heightPx] = size.split('x').map(Number)
    const input = { prompt, widthPx, heightPx, count: 1, seed: seedOf(prompt), signal }
    const frames = generator.generate(reference ? { ...input, reference } : input)
    for await (const frame of frames) if (frame.type === 'final') return { ...frame, seed: input.seed, size }
    throw new Error(`"${prompt}" gave no picture`)
  }
}

/** The same pictures on every machine. */
function seedOf(prompt) {
  return [...prompt].reduce((hash, letter) => (Math.imul(hash, 31) + letter.codePointAt(0)) >>> 0, 7)
}
