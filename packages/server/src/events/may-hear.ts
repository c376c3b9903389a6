import type { LoggedEvent } from './event-log.js'
import type { SightQuestion, Sights } from './find-sight.js'
import type { StreamReader } from './stream-reader.js'

/** What a reader asked for, and who it is. */
export type Hearer = Pick<StreamReader['request'], 'viewer' | 'feeds'>

/** Tells whether a reader may hear of a stored event now; undefined where that depends on what was not looked up in `sights`.
 *  What happened to a post that is gone is not told, except that it is gone. A post that was closed to followers is gone for
 *  everybody else. */
export function mayHear(event: LoggedEvent, { viewer, feeds }: Hearer, sights: Sights): boolean | undefined {
  const { kind, audience, post, subject } = event
  if ('userId' in audience) return audience.userId === viewer?.userId
  if (!post) return false
  if (kind === 'post.deleted' && post.isPublic) return true
  if (kind !== 'post.deleted' && post.isDeleted) return false
  const isClosed = kind === 'post.deleted' && !post.isDeleted
  if (!viewer) return isClosed || post.isOpen
  if (viewer.userId === post.authorId) return !isClosed
  const sight = sights(subject, viewer.userId)
  if (isClosed) return sight && sight === 'nothing'
  if (sight !== 'by-name') return sight && sight === 'all'
  return audience.feeds.some((feed) => /^(?:user|comments):/.test(feed) && feeds.includes(feed))
}

/** What has to be looked up before an event is told to a reader. */
export function questionOf({ kind, audience, post, subject }: LoggedEvent, { viewer }: Hearer): SightQuestion[] {
  if (!viewer || !post || 'userId' in audience || viewer.userId === post.authorId) return []
  const isSettled = kind === 'post.deleted' ? post.isPublic : post.isDeleted
  return isSettled ? [] : [{ postId: subject, userId: viewer.userId }]
}
