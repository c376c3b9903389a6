import { postSchema, readQuery, routes, userRefPageSchema, userSchema, type Post, type User } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import { isFeedError } from '../feed-error.js'
import type { Transport } from '../http/transport.js'
import type { PostMap } from './post-map.js'

/** Makes what reads one post or one user. A post that is there goes into the map of posts, one that is gone out of it. */
export function createLoadOne(
  transport: Transport,
  site: string,
  hasTokens: () => Promise<boolean>,
  posts: PostMap,
): Pick<FeedClient, 'loadPost' | 'loadUser' | 'findUsers'> {
  const query = async (): Promise<string> => readQuery({ site, ...((await hasTokens()) ? { viewer: 'me' } : {}) })
  return {
    async loadPost(id, { signal } = {}): Promise<Post> {
      try {
        const post = await transport.json(postSchema, {
          path: routes.post(id) + (await query()),
          signal,
          isFresh: true,
        })
        posts.merge([post])
        return posts.get(id) ?? post
      } catch (error) {
        if (isFeedError(error, 'not_found') || isFeedError(error, 'gone')) posts.remove(id)
        throw error
      }
    },
    async loadUser(handle, { signal } = {}): Promise<User> {
      return transport.json(userSchema, { path: routes.user(handle) + (await query()), signal })
    },
    async findUsers(q, { signal, limit = 10 } = {}) {
      const path = `${routes.users()}?q=${encodeURIComponent(q)}&limit=${limit}`
      return (await transport.json(userRefPageSchema, { path, signal })).items
    },
  }
}
