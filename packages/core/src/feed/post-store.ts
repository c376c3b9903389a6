import type { Post } from '@ai-feed/protocol'
import type { CallOptions, FeedClient, PostSnapshot } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import { createEmitter, type Store } from '../platform/emitter.js'
import type { PostMap } from './post-map.js'

/** Makes what gives the store of a post: the same one for as long as somebody holds it. */
export function createPostStores(
  posts: PostMap,
  loadPost: (id: string, options: CallOptions) => Promise<Post>,
): FeedClient['post'] {
  const stores = new Map<string, WeakRef<Store<PostSnapshot>>>()
  return (id) => {
    const store = stores.get(id)?.deref() ?? createPostStore(id, posts, loadPost)
    stores.set(id, new WeakRef(store))
    return store
  }
}

/** Makes the store of one post. It loads when somebody subscribes, and follows what feeds and stream hear of it. */
function createPostStore(
  id: string,
  posts: PostMap,
  loadPost: (id: string, options: CallOptions) => Promise<Post>,
): Store<PostSnapshot> {
  let activity: PostSnapshot['activity'] = 'idle'
  let error: PostSnapshot['error']
  let stop: (() => void) | undefined

  const build = (before?: PostSnapshot): PostSnapshot => {
    const post = posts.get(id)
    if (before !== undefined && before.post === post && before.activity === activity && before.error === error)
      return before
    return { activity, ...(post === undefined ? {} : { post }), ...(error === undefined ? {} : { error }) }
  }
  const announce = (): void => emitter.set(build(emitter.getSnapshot()))

  const load = async (signal: AbortSignal): Promise<void> => {
    activity = posts.get(id) === undefined ? 'first' : 'refresh'
    announce()
    try {
      await loadPost(id, { signal })
      error = undefined
    } catch (cause) {
      if (isFeedError(cause)) error = cause
    } finally {
      activity = 'idle'
      announce()
    }
  }

  const emitter = createEmitter<PostSnapshot>(build(), {
    onFirst() {
      const controller = new AbortController()
      const unsubscribe = posts.subscribe((ids) => {
        if (ids.includes(id)) announce()
      })
      stop = () => {
        unsubscribe()
        controller.abort()
        stop = undefined
      }
      void load(controller.signal)
    },
    onLast: () => stop?.(),
  })
  return {
    getSnapshot() {
      if (stop === undefined) announce()
      return emitter.getSnapshot()
    },
    subscribe: emitter.subscribe,
  }
}
