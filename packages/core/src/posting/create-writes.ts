import { isPathPart, type Post } from '@ai-feed/protocol'
import type { FeedClient } from '../feed-client.js'
import { contentOf } from '../post-change.js'
import type { Submission } from '../submission.js'
import type { OutboxSender } from './outbox-ports.js'
import type { Change } from './send-change.js'

/** Everything of a client that writes. */
export type Writes = Pick<
  FeedClient,
  | 'createPost'
  | 'editPost'
  | 'deletePost'
  | 'setLiked'
  | 'setReposted'
  | 'setBookmarked'
  | 'setFollowing'
  | 'setBlocked'
  | 'setMuted'
  | 'editMe'
  | 'report'
>

/** Makes the writes of a client: each is an entry of its outbox. */
export function createWrites(
  outbox: Pick<OutboxSender, 'submit' | 'submitPost'>,
  findPost: (id: string) => Promise<Post>,
): Writes {
  const submit = async <T>(change: Change): Promise<Submission<T>> => {
    // Callers without types find their mistake here, and not in what the server says days later.
    const { postId, handle } = { postId: 'none', handle: 'none', ...change }
    if (!isPathPart(postId) || !isPathPart(handle))
      throw new TypeError(`${change.kind} needs the id of a post or a handle`)
    return outbox.submit(change) as Promise<Submission<T>>
  }
  return {
    createPost: (draft) => outbox.submitPost(draft) as Promise<Submission<Post>>,
    async editPost(id, change) {
      const post = await findPost(id)
      return submit({ kind: 'edit', postId: id, version: post.version, base: contentOf(post), change })
    },
    deletePost: (id) => submit({ kind: 'delete', postId: id }),
    setLiked: (postId, on) => submit({ kind: 'reaction', postId, mark: 'likes', on }),
    setReposted: (postId, on) => submit({ kind: 'reaction', postId, mark: 'reposts', on }),
    setBookmarked: (postId, on) => submit({ kind: 'reaction', postId, mark: 'bookmarks', on }),
    setFollowing: (handle, on) => submit({ kind: 'relation', handle, relation: 'followers', on }),
    setBlocked: (handle, on) => submit({ kind: 'relation', handle, relation: 'blocks', on }),
    setMuted: (handle, on) => submit({ kind: 'relation', handle, relation: 'mutes', on }),
    editMe: (change) => submit({ kind: 'me', change }),
    report: (report) => submit({ kind: 'report', report }),
  }
}
