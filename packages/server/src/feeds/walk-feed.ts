import type { Db } from '../database/schema.js'
import type { Feed, FeedKind } from './find-feed.js'
import { feedQueries } from './feed-specs.js'
import { findHome, findHomeOne } from './home-places.js'
import type { Reader } from './load-reader.js'
import type { FeedWalk } from './read-page.js'
import { findByScore, findScoredOne } from './score-places.js'
import { findMatch, findMatches } from './search-places.js'
import type { Place } from './place.js'
import { withoutMuted } from './without-muted.js'

/** How a reader walks along a feed, and finds the place of one post in it. */
export interface Walk extends FeedWalk {
  findOne(postId: string): Promise<Place | undefined>
}

/** Makes the walk of a reader along a feed, without the words that they have muted where posts are found, as in shown-to.ts. */
export function walkFeed(db: Db, reader: Reader, feed: Feed): Walk {
  const walk = chooseWalk(db, reader, feed)
  return heedsWords.has(feed.kind) ? { ...walk, find: withoutMuted(db, reader, walk.find) } : walk
}

const heedsWords = new Set<FeedKind>(['explore', 'for-you', 'home', 'tag', 'topic', 'remixes', 'search'])

/** Chooses the queries of a feed. `for-you` is walked by score from page one on, and what came since by time. */
function chooseWalk(db: Db, reader: Reader, feed: Feed): Walk {
  const { isSignedIn, values } = reader
  const { kind, subject } = feed
  switch (kind) {
    case 'home':
      return newestFirst({
        find: (range) => findHome(db, reader, range),
        findOne: (postId) => findHomeOne(db, reader, postId),
      })
    case 'search':
      return newestFirst({
        find: async (range) => (subject === '' ? [] : findMatches(db, reader, subject, range)),
        findOne: async (postId) => (subject === '' ? undefined : findMatch(db, reader, subject, postId)),
      })
    case 'for-you': {
      if (reader.feedOrder === 'newest') return walkForYouByTime(db, reader)
      const { head } = walkForYouByTime(db, reader)
      const fresh = { ...values, subject }
      return {
        order: 'by-score',
        head,
        find: (range) =>
          range.from && range.from.score === undefined
            ? feedQueries.fresh.find(db, isSignedIn, fresh, range)
            : findByScore(db, isSignedIn, values, range),
        findOne: (postId) => findScoredOne(db, isSignedIn, values, postId),
      }
    }
    default: {
      const queries = feedQueries[kind]
      const asked = { ...values, subject }
      const walk = newestFirst({
        find: (range) => queries.find(db, isSignedIn, asked, range),
        findOne: (postId) => queries.findOne(db, isSignedIn, asked, postId),
      })
      return kind === 'comments' || kind === 'lineage' ? { ...walk, order: 'oldest-first' } : walk
    }
  }
}

/** A walk that was begun by score goes on by score, also after its reader has chosen the other order. */
function walkForYouByTime(db: Db, { isSignedIn, values }: Reader): Walk {
  const asked = { ...values, subject: '' }
  return newestFirst({
    find: (range) =>
      range.from?.score === undefined
        ? feedQueries.explore.find(db, isSignedIn, asked, range)
        : findByScore(db, isSignedIn, values, range),
    findOne: (postId) => feedQueries.explore.findOne(db, isSignedIn, asked, postId),
  })
}

function newestFirst(walk: Pick<Walk, 'find' | 'findOne'>): Walk {
  return {
    ...walk,
    order: 'newest-first',
    async head() {
      const [place] = await walk.find({ towards: 'older', limit: 2 })
      return place?.position ?? 0
    },
  }
}
