import type { FeedOrder } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import type { Viewer } from '../http/request-context.js'
import type { ReaderValues } from './shown-to.js'

/** Who reads a feed, with what they chose for all feeds. */
export interface Reader {
  readonly isSignedIn: boolean
  readonly values: ReaderValues
  /** How `for-you` is ordered for them. */
  readonly feedOrder: FeedOrder
  /** How many users they follow. */
  readonly followees: number
  /** Words that they do not want to read, as stored. */
  readonly mutedWords: readonly string[]
}

/** Everybody who is not signed in. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Loads what the viewer muted and chose. */
export async function loadReader(db: Db, siteId: string, viewer: Viewer | undefined): Promise<Reader> {
  if (!viewer) {
    const values = { siteId, viewerId: nobody }
    return { isSignedIn: false, values, feedOrder: 'score', followees: 0, mutedWords: [] }
  }
  const [row] = await findReader(db, { siteId, viewerId: viewer.userId })
  return {
    isSignedIn: true,
    values: { siteId, viewerId: viewer.userId },
    feedOrder: row?.feedOrder === 'newest' ? 'newest' : 'score',
    followees: row?.followees ?? 0,
    mutedWords: row?.words ?? [],
  }
}

interface ReaderRow {
  readonly feedOrder: string | null
  readonly followees: number
  readonly words: string[]
}

const findReader = namedQuery<{ siteId: string; viewerId: string }, ReaderRow>(
  'feed.reader',
  (value) => sql<ReaderRow>`
    select u.defaults ->> 'feedOrder' as "feedOrder", u.following_count as followees,
      array(select word from muted_words w where w.user_id = u.id and w.site_id = u.site_id) as words
    from users u where u.id = ${value('viewerId')} and u.site_id = ${value('siteId')}`,
)
