import { isUuid } from '../database/is-uuid.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import type { LoadPosts } from '../ports.js'

/** Asks whether a user may remix a post: it is there for them, it has a picture, and its author lets them. Asked when the
 *  request comes, and again before anything is sent: a queue may be long, and the author's word counts until then.
 *  @throws HttpProblem `not_found` | `invalid_field` | `remix_not_allowed` */
export async function checkRemix(
  loadPosts: LoadPosts,
  viewer: Pick<Viewer, 'siteId' | 'userId'>,
  postId: string,
): Promise<void> {
  const post = isUuid(postId) ? (await loadPosts(viewer.siteId, viewer, [postId])).get(postId) : undefined
  if (!post) throw new HttpProblem('not_found', 'post to remix is not there for this user')
  if (post.media.length === 0) {
    throw new HttpProblem('invalid_field', 'post to remix has no picture', {
      errors: [{ path: 'remixOf', message: 'is a post without a picture' }],
    })
  }
  if (!post.viewer?.canRemix) throw new HttpProblem('remix_not_allowed', `remix policy is ${post.remixPolicy}`)
}
