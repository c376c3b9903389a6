import type { Trx } from '../database/schema.js'
import type { Viewer } from '../http/request-context.js'
import type { Notify } from '../ports.js'

/** Sets or takes back what one user may leave on a post: a like, a repost, a bookmark. Doing it again changes nothing.
 *  @returns whether anything changed; false also when there is no such post for this viewer. */
export type SetMark = (trx: Trx, viewer: Viewer, postId: string, notify: Notify) => Promise<boolean>
