import type { Segment } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Db } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import { createWordMute } from '../word-mute.js'
import type { Reader } from './load-reader.js'
import type { Place, PlaceRange } from './place.js'

type Find = (range: PlaceRange) => Promise<Place[]>

/** Makes a search for places that shows none whose post has a word that the reader has muted, their own excepted. */
export function withoutMuted(db: Db, { values, mutedWords }: Reader, find: Find): Find {
  if (mutedWords.length === 0) return find
  const isMuted = createWordMute(mutedWords)
  return async (range) => {
    const places = await find(range)
    const ids = places.flatMap(({ id, isShown }) => (isShown ? [id] : []))
    const rows = ids.length === 0 ? [] : await findTexts(db, { ...values, ids: [...new Set(ids)] })
    const muted = new Set(rows.filter((row) => isMuted(toMutable(row))).map(({ id }) => id))
    return places.map((place) => (muted.has(place.id) ? { ...place, isShown: false } : place))
  }
}

interface TextRow {
  readonly id: string
  readonly text: Segment[]
  readonly alts: string[]
  readonly quoteText: Segment[] | null
  readonly quoteAlt: string | null
}

function toMutable({ text, alts, quoteText, quoteAlt }: TextRow): Parameters<ReturnType<typeof createWordMute>>[0] {
  return {
    text,
    media: alts.map((alt) => ({ alt })),
    quote: { text: quoteText ?? [], media: { alt: quoteAlt ?? '' } },
  }
}

/** Of a quoted post only what the reader may see: a word that it is muted by would tell what stands in it. */
const findTexts = namedQuery<{ siteId: string; viewerId: string; ids: readonly string[] }, TextRow>(
  'feed.texts',
  (value) => sql<TextRow>`
    select o.id, o.text, q.text as "quoteText",
      array(select m.alt from post_media m where m.post_id = o.id) as alts,
      (select m.alt from post_media m where m.post_id = q.id and m.ordinal = 0) as "quoteAlt"
    from posts o left join lateral (
      select p.id, p.text from posts p
      where p.id = o.quote_id and p.site_id = o.site_id and ${readableBy(value('viewerId'))}) q on true
    where o.id = any (${value('ids')}::uuid[]) and o.site_id = ${value('siteId')} and o.author_id <> ${value('viewerId')}`,
)
