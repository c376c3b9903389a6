import type { Post } from '@ai-feed/protocol'
import type { FeedClient, PostSnapshot } from '../feed-client.js'
import { FeedError, isFeedError } from '../feed-error.js'
import { defined } from '../platform/defined.js'
import { createEmitter, type Store } from '../platform/emitter.js'
import { own } from '../platform/own.js'
import { oneAtATime } from '../platform/one-at-a-time.js'
import type { PostMap } from './post-map.js'

/** The store of a post, for its client. */
interface OwnedPostStore extends Store<PostSnapshot> {
  /** Takes the post from elsewhere, as if it had been loaded. */
  offer(post: Post): void
}

/** Makes what gives the store of a post: the same one for as long as somebody holds it. */
export function createPostStores(posts: PostMap, loadPost: FeedClient['loadPost']): FeedClient['post'] {
  const stores = new Map<string, WeakRef<OwnedPostStore>>()
  return (id, options) => {
    const { post } = own(options)
    const store = stores.get(id)?.deref() ?? createPostStore(id, posts, loadPost)
    stores.set(id, new WeakRef(store))
    if (post !== undefined) store.offer(post)
    return store
  }
}

/** Makes the store of one post. It loads when somebody subscribes, unless the post was offered, and follows what feeds and stream
 *  hear of it. */
function createPostStore(id: string, posts: PostMap, loadPost: FeedClient['loadPost']): OwnedPostStore {
  // Each once: two who show the same post, read at two times, would hand it to each other for ever.
  const offered = new WeakSet<Post>()
  let isOffered = false
  let activity: PostSnapshot['activity'] = 'idle'
  let failure: FeedError | undefined
  let viewers = 0
  let stop: (() => void) | undefined

  const announce = (): void => {
    const error = failure ?? (posts.isGone(id) ? gone : undefined)
    emitter.set(defined({ activity, post: posts.get(id), error }))
  }
  const show = (nextActivity: PostSnapshot['activity'], error: FeedError | undefined): void => {
    activity = nextActivity
    failure = error
    announce()
  }
  const loading = oneAtATime(
    async (_: undefined, signal) => {
      viewers = posts.viewers()
      show(posts.get(id) === undefined ? 'first' : 'refresh', failure)
      await loadPost(id, { signal })
      return () => show('idle', undefined)
    },
    // Under an id that none can have there is no post.
    (error) => show('idle', isFeedError(error) ? error : gone),
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
        if (!isOffered || posts.get(id) === undefined) return load()
        viewers = posts.viewers()
        announce()
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
    offer(post) {
      if (offered.has(post)) return
      offered.add(post)
      isOffered = true
      posts.merge([post])
    },
  }
}

const gone = new FeedError('not_found', 'there is no such post')

/** For what stands in the snapshot. */
function ignore(): void {}
