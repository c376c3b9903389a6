import type { Post } from '@ai-feed/protocol'
import { own } from './platform/own.js'
import type { PostChange } from './submission.js'

/** What a post looks like with a change made. Its words are one plain segment until the server has cut them anew. */
export function withChange(post: Post, change: PostChange): Post {
  const { text, media, labels, ...policies } = own(change)
  const alts = new Map(media?.map(({ id, alt }) => [id, alt]))
  return {
    ...post,
    ...policies,
    ...(text === undefined ? {} : { text: text === '' ? [] : [{ type: 'text', text }] }),
    media: post.media.map((picture) => ({ ...picture, alt: alts.get(picture.id) ?? picture.alt })),
    ...(labels === undefined
      ? {}
      : {
          labels: [
            ...post.labels.filter(({ by }) => by !== 'author'),
            ...labels.map((name) => ({ name, by: 'author' as const })),
          ],
        }),
  }
}

/** Everything of a post that a change can touch, as one text: two posts with the same are edited alike. */
export function contentOf({ text, media, commentPolicy, remixPolicy, labels }: Post): string {
  const words = text
    .map((segment) => segment.text)
    .join('')
    .normalize()
    .trim()
  const alts = media.map(({ id, alt }) => [id, alt.trim()])
  const given = labels.flatMap(({ name, by }) => (by === 'author' ? [name] : [])).toSorted()
  return JSON.stringify([words, alts, commentPolicy, remixPolicy, given])
}
