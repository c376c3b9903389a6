import type { FeedEvent } from '@ai-feed/protocol'
import type { PostMap } from './post-map.js'

/** Makes what keeps the shared posts up to date with the event stream: only posts that are known here are asked for
 *  again, and one request at a time for each. */
export function createEventFollower(
  posts: PostMap,
  loadPost: (id: string) => Promise<unknown>,
): (event: FeedEvent) => void {
  /** The version that was last heard of each post that is being loaded. */
  const loading = new Map<string, number>()

  /** Loads a post until nothing more was heard of it meanwhile: an answer may be older than that. */
  async function load(id: string, version: number): Promise<void> {
    const isLoading = loading.has(id)
    loading.set(id, version)
    if (isLoading) return
    try {
      for (let asked; asked !== loading.get(id);) {
        asked = loading.get(id)
        await loadPost(id)
      }
    } catch {
      // The post stays as it was seen; the next page brings it up to date.
    }
    loading.delete(id)
  }

  return ({ kind, data }) => {
    switch (kind) {
      case 'post.updated': {
        const known = posts.get(data.postId)
        // One that counts have made newer may have its old words.
        if (known !== undefined && known.version !== data.version) void load(data.postId, data.version)
        break
      }
      case 'post.deleted':
        posts.remove(data.postId)
        break
      case 'counts':
        // Put in at once, they would make the old words newer than those that are on their way.
        if (loading.has(data.postId)) void load(data.postId, data.version)
        else posts.patch(data.postId, data)
        break
      default:
    }
  }
}
