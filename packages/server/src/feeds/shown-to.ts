import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Placeholders } from '../database/named-query.js'
import { hasActiveAuthor, visibleTo } from '../database/visible-to.js'

/** Who reads, in the words of queries. */
export interface ReaderValues {
  readonly siteId: string
  readonly viewerId: string
}

/** What a feed leaves out beside what its reader may not see. Own posts are never left out. */
export interface Heeds {
  /** Users whom the viewer has muted; for muted words see without-muted.ts. */
  readonly mutes: boolean
  /** Posts that a site or the server has labelled as `unlisted`. */
  readonly labels: boolean
}

/** Tells in SQL whether the post `p` is shown to a reader who walks over it. Asked of every place, not searched by. */
export function shownTo(isSignedIn: boolean, heeds: Heeds, value: Placeholders<ReaderValues>): RawBuilder<boolean> {
  const viewerId = isSignedIn ? value('viewerId') : undefined
  const isListed = heeds.labels ? sql`and ${listed}` : sql``
  const isWanted =
    viewerId && heeds.mutes
      ? sql`and not exists (select from mutes m where m.user_id = ${viewerId} and m.other_id = p.author_id)`
      : sql``
  return sql<boolean>`(p.position is not null and p.deleted_at is null and ${visibleTo(viewerId)} and ${hasActiveAuthor}
    ${isListed} ${isWanted})`
}

const listed = sql<boolean>`(p.labels = '[]' or not p.labels @? '$[*] ? (@.name == "unlisted" && @.by != "author")')`
