import type { Post, ReactionResult } from '@ai-feed/protocol'
import type { PostMap, PostWish } from './feed/post-map.js'
import type { Intent } from './posting/outbox-entry.js'

/** Lays what an outbox entry will change over its post, or takes it away again. */
export function showWish(posts: PostMap, entryId: string, intent: Intent, isWanted: boolean): void {
  const wish = findWish(intent)
  if (wish !== undefined) posts.wish(entryId, wish.postId, isWanted ? wish.change : undefined)
}

/** Takes over what the server answered to an outbox entry. `insert` shows a post that is new. */
export function takeAnswer(posts: PostMap, intent: Intent, answer: unknown, insert: (post: Post) => void): void {
  switch (intent.kind) {
    case 'post':
      posts.merge([answer as Post])
      insert(answer as Post)
      break
    case 'edit':
      posts.merge([answer as Post])
      break
    case 'reaction':
      posts.patch(intent.postId, answer as ReactionResult)
      break
    case 'delete':
      posts.remove(intent.postId)
      break
    default:
  }
}

const wishNames = { likes: 'liked', reposts: 'reposted', bookmarks: 'bookmarked' } as const

function findWish(intent: Intent): { postId: string; change: PostWish } | undefined {
  if (intent.kind === 'delete') return { postId: intent.postId, change: { isDeleted: true } }
  if (intent.kind === 'reaction') return { postId: intent.postId, change: { [wishNames[intent.mark]]: intent.on } }
  return undefined
}
