import type { Segment } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import type { Trx } from '../database/schema.js'
import { handleWord, tagWord, wordsOf, writeVector } from '../search-words.js'

/** Writes the words by which a post is found, in the transaction that makes or changes it: those of its text and tags, of alt
 *  texts, of the prompts that its pictures show, and its author's handle. Comments are not searched. Call it again after any of these has changed. */
export async function indexPost(trx: Trx, siteId: string, postId: string): Promise<void> {
  const [post] = await findSearched(trx, { siteId, postId })
  if (!post) return
  const words = writeVector([
    { weight: 'A', words: wordsOf(post.text.map(({ text }) => text).join('')) },
    { weight: 'A', words: marksOf(post.text) },
    ...post.alts.map((alt) => ({ weight: 'B' as const, words: wordsOf(alt) })),
    ...post.prompts.map((prompt) => ({ weight: 'C' as const, words: wordsOf(prompt) })),
    { weight: 'D', words: [handleWord(post.handle), ...wordsOf(post.handle)] },
  ])
  await writeWords(trx, { siteId, postId, words })
}

const findSearched = namedQuery<{ siteId: string; postId: string }, Searched>(
  'posts.searched',
  (value) => sql`
    select p.text, u.handle,
      coalesce((select jsonb_agg(m.alt order by m.ordinal) from post_media m where m.post_id = p.id), '[]') as alts,
      coalesce((select jsonb_agg(distinct a.provenance ->> 'prompt') from post_media m join media a on a.id = m.media_id
        where m.post_id = p.id and a.provenance ? 'prompt'), '[]') as prompts
    from posts p join users u on u.id = p.author_id and u.site_id = p.site_id
    where p.id = ${value('postId')} and p.site_id = ${value('siteId')} and p.comment_on is null and p.deleted_at is null`,
)

const writeWords = namedQuery<{ siteId: string; postId: string; words: string }, unknown>(
  'posts.words',
  (value) => sql`
    insert into post_search (post_id, site_id, words)
    values (${value('postId')}, ${value('siteId')}, ${value('words')}::tsvector)
    on conflict (post_id) do update set words = excluded.words`,
)

interface Searched {
  readonly text: Segment[]
  readonly handle: string
  readonly alts: string[]
  readonly prompts: string[]
}

function marksOf(text: readonly Segment[]): string[] {
  return text.flatMap((segment) => {
    if (segment.type === 'tag') return [tagWord(segment.tag)]
    return segment.type === 'mention' ? [handleWord(segment.handle)] : []
  })
}
