import type { FeedClient, PostSnapshot } from '../feed-client.js'
import { FeedError, isFeedError } from '../feed-error.js'
import { defined } from '../platform/defined.js'
import { createEmitter, type Store } from '../platform/emitter.js'
import { oneAtATime } from '../platform/one-at-a-time.js'
import type { PostMap } from './post-map.js'

/** Makes what gives the store of a post: the same one for as long as somebody holds it. */
export function createPostStores(posts: PostMap, loadPost: FeedClient['loadPost']): FeedClient['post'] {
  const stores = new Map<string, WeakRef<Store<PostSnapshot>>>()
  return (id) => {
    const store = stores.get(id)?.deref() ?? createPostStore(id, posts, loadPost)
    stores.set(id, new WeakRef(store))
    return store
  }
}

/** Makes the store of one post. It loads when somebody subscribes, and follows what feeds and stream hear of it. */
function createPostStore(id: string, posts: PostMap, loadPost: FeedClient['loadPost']): Store<PostSnapshot> {
  let activity: PostSnapshot['activity'] = 'idle'
  let failure: FeedError | undefined
  let viewers = 0
  let stop: (() => void) | undefined

  const announce = (): void => {
    const error = failure ?? (posts.isGone(id) ? gone : undefined)
    emitter.set(defined({ activity, post: posts.get(id), error }))
  }
  const show = (nextActivity: PostSnapshot['activity'], error: unknown): void => {
    activity = nextActivity
    failure = isFeedError(error) ? error : undefined
    announce()
  }
  const loading = oneAtATime(
    async (_: undefined, signal) => {
      viewers = posts.viewers()
      show(posts.get(id) === undefined ? 'first' : 'refresh', failure)
      await loadPost(id, { signal })
      return () => show('idle', undefined)
    },
    (error) => show('idle', error),
  )
  const load = (): void => void loading.run(undefined).catch(ignore)

  const emitter = createEmitter<PostSnapshot>(
    { activity },
    {
      onFirst() {
        const unsubscribe = posts.subscribe(() => {
          if (viewers === posts.viewers()) return announce()
          loading.stop()
          load()
        })
        stop = () => {
          unsubscribe()
          loading.stop()
          stop = undefined
          activity = 'idle'
        }
        load()
      },
      onLast: () => stop?.(),
    },
  )
  return {
    getSnapshot() {
      if (stop === undefined) announce()
      return emitter.getSnapshot()
    },
    subscribe: emitter.subscribe,
  }
}

const gone = new FeedError('not_found', 'the post is gone')

/** For what stands in the snapshot. */
function ignore(): void {}
