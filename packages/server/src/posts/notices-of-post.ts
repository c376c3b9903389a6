import type { Notice } from '../ports.js'

/** A post with those whom it concerns. */
export interface ConcerningPost {
  readonly siteId: string
  readonly postId: string
  readonly authorId: string
  /** Whose post it answers, quotes, or makes something new of. */
  readonly answered?: string | undefined
  readonly quoted?: string | undefined
  readonly remixed?: string | undefined
  readonly mentioned: readonly string[]
}

/** Says who is to be told of a post, and as what. Who is concerned twice is told once, by the first that fits. */
export function noticesOfPost({ siteId, postId, authorId, ...concerned }: ConcerningPost): Notice[] {
  const { answered, quoted, remixed, mentioned } = concerned
  const kinds = new Map<string, Notice['kind']>(mentioned.map((userId) => [userId, 'mention']))
  if (remixed !== undefined) kinds.set(remixed, 'remix')
  if (quoted !== undefined) kinds.set(quoted, 'quote')
  if (answered !== undefined) kinds.set(answered, 'comment')
  return [...kinds].map(([receiverId, kind]) => ({ siteId, receiverId, kind, actorId: authorId, postId }))
}
