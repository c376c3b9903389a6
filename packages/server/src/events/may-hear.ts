import type { Audience } from '../database/schema.js'
import type { LoggedEvent } from './event-log.js'
import type { FoundCounts } from '../ports.js'
import type { Sight, Sights } from './find-sight.js'
import type { SightQuestion } from './sight-question.js'
import type { StreamReader } from './stream-reader.js'

/** What a reader asked for, and who it is. */
export type Hearer = Pick<StreamReader['request'], 'viewer' | 'feeds'>

/** What a reader is told of a stored event: nothing, the event, or the event as one of their home too. */
export type Telling = 'nothing' | 'event' | 'home-event'

/** Decides what a reader is told of a stored event now; undefined where that depends on what was not looked up in `sights`.
 *  What happened to a post that is gone is not told, except that it is gone. A post that was closed to followers is gone for
 *  everybody else, and one that was hidden for all but its author; of a followers' post only followers ever knew. */
export function chooseTelling(event: LoggedEvent, hearer: Hearer, sights: Sights): Telling | undefined {
  const { kind, audience, post, subject } = event
  const { viewer } = hearer
  if ('userId' in audience) return tellIf(audience.userId === viewer?.userId && event.isMoot !== true)
  if (!post || !postKinds.has(kind) || (kind !== 'post.deleted' && post.isDeleted)) return 'nothing'
  const named = namedFeeds(audience, hearer)
  const isHome = viewer !== undefined && !post.isComment && hearer.feeds.includes('home')
  const isClosing = kind === 'post.deleted' && !post.isDeleted
  if (viewer?.userId === post.authorId) return isClosing ? 'nothing' : isHome ? 'home-event' : tellIf(named.length > 0)
  const isOpenDeletion = kind === 'post.deleted' && post.isPublic
  const isForFollowers = isClosing && post.isHidden && !post.isPublic
  if (!viewer) return tellIf(isClosing ? !isForFollowers : isOpenDeletion || post.isOpen)

  const sight = sights(subject, viewer.userId)
  if (!sight) return undefined
  if (isOpenDeletion) return tellIf(!sight.isBlocked && (named.length > 0 || (isHome && sight.isFollowed)))
  if (isForFollowers) return tellIf(sight.isFollowed && !sight.isBlocked && (isHome || named.length > 0))
  if (isClosing) return tellIf(!sight.isVisible && !sight.isBlocked && named.length > 0)
  if (!sight.isVisible) return 'nothing'
  if (isHome && sight.isFollowed && !sight.isMuted) return 'home-event'
  return tellIf(isWanted(named, sight))
}

/** Tells whether a reader hears of the counters of a post. */
export function hearsCounts(
  { authorId, isOpen, feeds }: FoundCounts,
  hearer: Hearer,
  sight: Sight | undefined,
): boolean {
  const { viewer } = hearer
  if (!viewer) return isOpen
  if (viewer.userId === authorId) return true
  if (!sight?.isVisible) return false
  const named = namedFeeds({ feeds: feeds.filter((feed) => feed !== 'home') }, hearer)
  return isWanted(named, sight) || (sight.isFollowed && !sight.isMuted && hearer.feeds.includes('home'))
}

/** What is muted is told of only where it was asked for by name. */
function isWanted(named: readonly string[], { isMuted }: Sight): boolean {
  return isMuted ? named.some((feed) => /^(?:user|comments):/.test(feed)) : named.length > 0
}

/** What has to be looked up before an event is told to a reader. */
export function questionOf({ kind, audience, post, subject }: LoggedEvent, { viewer }: Hearer): SightQuestion[] {
  if (!viewer || !post || 'userId' in audience || viewer.userId === post.authorId || !postKinds.has(kind)) return []
  return kind !== 'post.deleted' && post.isDeleted ? [] : [{ postId: subject, userId: viewer.userId }]
}

/** Those whom an event can concern: the readers of its feeds, and for a post that is no comment those of any home. */
export function reachOf({ audience, kind, post }: LoggedEvent): Audience {
  const isInHomes = 'feeds' in audience && post !== null && !post.isComment && postKinds.has(kind)
  return isInHomes ? { feeds: [...audience.feeds, 'home'] } : audience
}

/** Other kinds are the server's own. */
const postKinds: ReadonlySet<string> = new Set(['post.created', 'post.updated', 'post.deleted'])

function tellIf(isTold: boolean): Telling {
  return isTold ? 'event' : 'nothing'
}

function namedFeeds(audience: { readonly feeds: readonly string[] }, { feeds }: Hearer): string[] {
  return audience.feeds.filter((feed) => feeds.includes(feed))
}
