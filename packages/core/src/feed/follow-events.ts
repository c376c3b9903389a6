import type { FeedEvent } from '@ai-feed/protocol'
import type { PostMap } from './post-map.js'

/** Makes what keeps the shared posts up to date with the event stream: only posts that are known here are asked for
 *  again, and one request at a time for each. */
export function createEventFollower(
  posts: PostMap,
  loadPost: (id: string) => Promise<unknown>,
): (event: FeedEvent) => void {
  const loading = new Set<string>()
  return ({ kind, data }) => {
    switch (kind) {
      case 'post.updated': {
        const known = posts.get(data.postId)
        if (known === undefined || known.version >= data.version || loading.has(data.postId)) return
        loading.add(data.postId)
        loadPost(data.postId)
          .catch(() => {
            // The post stays as it was seen; the next page brings it up to date.
          })
          .finally(() => loading.delete(data.postId))
        break
      }
      case 'post.deleted':
        posts.remove(data.postId)
        break
      case 'counts':
        posts.patch(data.postId, data)
        break
      default:
    }
  }
}
