import type { Notice } from '../ports.js'

/** Names what becomes one notification until it is read. A comment, quote, remix or mention has one name whatever it is, so that
 *  one post is told to a user once. Follows are divided by days beside it. */
export function groupOf({ kind, postId = '', group }: Notice): string {
  if (group !== undefined) return `${kind}:${group}`
  switch (kind) {
    case 'like':
    case 'repost':
      return `${kind}:${postId}`
    case 'follow':
      return kind
    default:
      return `post:${postId}`
  }
}
