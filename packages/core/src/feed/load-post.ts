import { postShape, readQuery, readRoutes } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import { readAsViewer } from '../http/read-as-viewer.js'
import { badResponse } from '../http/translate-error.js'
import type { Transport } from '../http/transport.js'
import { own } from '../platform/own.js'
import type { PostMap } from './post-map.js'

/** Makes what reads one post. One that is there goes into the map of posts, one that is gone out of it, unless somebody else
 *  looks by then. */
export function createLoadPost(
  transport: Transport,
  site: string,
  hasTokens: () => Promise<boolean>,
  posts: PostMap,
): FeedClient['loadPost'] {
  return async (id, options) => {
    const { signal } = own(options)
    const path = readRoutes.post(id)
    const viewers = posts.viewers()
    const isSame = (): boolean => posts.viewers() === viewers
    try {
      const post = await readAsViewer(hasTokens, (viewer) =>
        transport.json(postShape, { path: path + readQuery({ site, ...viewer }), signal, isFresh: true }),
      )
      if (post.id !== id) throw badResponse(post.id)
      if (isSame()) posts.merge([post])
      return (isSame() && posts.get(id)) || post
    } catch (error) {
      if (isSame() && (isFeedError(error, 'not_found') || isFeedError(error, 'gone'))) posts.remove(id)
      throw error
    }
  }
}
