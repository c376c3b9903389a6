import { postShape, readQuery, routes, type Post } from '@ai-feed/protocol'
import { isFeedError } from '../feed-error.js'
import type { Authorization } from '../http/authorization.js'
import { badResponse } from '../http/translate-error.js'
import type { Transport, WireRequest } from '../http/transport.js'
import { contentOf, withChange } from '../post-change.js'
import type { Intent } from './outbox-entry.js'

/** Likes and comments raise a post's version too: on a busy one, an edit may have to be aimed anew this often. */
const maxAims = 5

/** Sends an edit. The version in If-Match says more than it should: it moves with every like, and with this very edit
 *  when only its answer got lost. So after a conflict the post is read: an edit that stands there already is done, one
 *  whose post still has the words that were edited is aimed at the new version, everything else is a conflict.
 *  @throws FeedError `version_conflict` when somebody changed the words in between */
export async function sendEdit(
  edit: Extract<Intent, { kind: 'edit' }>,
  ports: { transport: Transport; authorization: Authorization; signal: AbortSignal },
): Promise<Post> {
  const { transport, ...common } = ports
  const path = routes.post(edit.postId)
  const ask = async (request: Omit<WireRequest, 'path'>, query = ''): Promise<Post> => {
    const post = await transport.json(postShape, { ...common, ...request, path: path + query })
    if (post.id !== edit.postId) throw badResponse(post.id)
    return post
  }
  let { version } = edit
  for (let aims = 1; ; aims += 1) {
    try {
      const headers = { 'if-match': `"${version}"` }
      return await ask({ method: 'PATCH', headers, json: edit.change })
    } catch (error) {
      if (!isFeedError(error, 'version_conflict')) throw error
      const now = await ask({ isFresh: true }, readQuery({ viewer: 'me' }))
      if (contentOf(now) === contentOf(withChange(now, edit.change))) return now
      if (contentOf(now) !== edit.base || aims === maxAims) throw error
      version = now.version
    }
  }
}
