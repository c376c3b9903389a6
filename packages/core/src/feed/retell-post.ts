import type { Post, PostRef } from '@ai-feed/protocol'
import type { PostMap } from './post-map.js'

const places = ['commentOn', 'quote', 'remixOf'] as const

/** Tells whether a post that is known here shows another one inside. */
export function isNamed(posts: PostMap, id: string): boolean {
  return posts.known().some((post) => names(post, id))
}

/** Shows a post as it is now inside of all that answer, quote or remix it. */
export function retellPost(posts: PostMap, ref: PostRef): void {
  const around = posts.known().filter((post) => names(post, ref.id))
  if (around.length > 0) posts.merge(around.map((post) => withRef(post, ref)))
}

/** A post as it stands inside of another. */
export function refOf({ id, author, media: [media], text, labels }: Post): PostRef {
  return { id, state: 'visible', author, text, ...(media && { media }), ...(labels.length > 0 && { labels }) }
}

function names(post: Post, id: string): boolean {
  return places.some((place) => post[place]?.id === id)
}

function withRef(post: Post, ref: PostRef): Post {
  const changed = places.filter((place) => post[place]?.id === ref.id).map((place) => [place, ref])
  return { ...post, ...Object.fromEntries(changed) }
}
