import type { FeedEvent, Post, PostRef } from '@ai-feed/protocol'
import type { NotificationsSnapshot } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import type { Emitter } from '../platform/emitter.js'
import type { PostMap } from './post-map.js'
import { isNamed, refOf, retellPost } from './retell-post.js'

/** What follows the event stream. */
export interface FollowerPorts {
  readonly posts: PostMap
  readonly loadPost: (id: string) => Promise<Post>
  readonly notifications: Emitter<NotificationsSnapshot>
}

/** Makes what keeps the shared posts up to date with the event stream, and those that show others inside: only posts that are
 *  known here are asked for again, and one request at a time for each. */
export function createEventFollower({ posts, loadPost, notifications }: FollowerPorts): (event: FeedEvent) => void {
  /** The version that was last heard of each post that is being loaded. */
  const loading = new Map<string, number>()

  function tell(ref: PostRef): void {
    retellPost(posts, ref)
    const { items, ...rest } = notifications.getSnapshot()
    if (!items.some(({ post }) => post?.id === ref.id)) return
    notifications.set({
      ...rest,
      items: items.map((item) => (item.post?.id === ref.id ? { ...item, post: ref } : item)),
    })
  }

  /** Loads a post until nothing more was heard of it meanwhile: an answer may be older than that. */
  async function load(id: string, version: number): Promise<void> {
    const isLoading = loading.has(id)
    loading.set(id, version)
    if (isLoading) return
    try {
      for (let asked; asked !== loading.get(id);) {
        asked = loading.get(id)
        tell(refOf(await loadPost(id)))
      }
    } catch (error) {
      // Otherwise the post stays as it was seen; the next page brings it up to date.
      if (isFeedError(error, 'not_found')) tell({ id, state: 'hidden' })
    }
    loading.delete(id)
  }

  return ({ kind, data }) => {
    switch (kind) {
      case 'post.updated': {
        const { postId, version } = data
        const known = posts.known().find(({ id }) => id === postId)
        // What its author has just changed here is known before it is heard.
        if (known && known.version >= version) tell(refOf(known))
        else if (known || isNamed(posts, postId)) void load(postId, version)
        break
      }
      case 'post.deleted':
        posts.remove(data.postId)
        tell({ id: data.postId, state: 'deleted' })
        break
      case 'counts': {
        const { postId, version, counts } = data
        posts.patch(postId, { version, counts })
        break
      }
      default:
    }
  }
}
