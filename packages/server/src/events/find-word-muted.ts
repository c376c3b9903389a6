import type { Segment } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { readableBy } from '../database/visible-to.js'
import { createWordSearch, foldPost } from '../word-mute.js'
import type { SightQuestion } from './sight-question.js'

/** Finds which of these readers mute a word of which of these posts; each post is folded once, however many they are. Of a quoted
 *  post only what the reader may see counts. */
export async function findWordMuted(
  db: Db,
  questions: readonly SightQuestion[],
): Promise<(question: SightQuestion) => boolean> {
  if (questions.length === 0) return () => false
  const { rows: readers } = await sql<ReaderRow>`
    select w.user_id as "userId", array_agg(w.word) as words from muted_words w
    where w.user_id = any (${[...new Set(questions.map(({ userId }) => userId))]}::uuid[]) group by w.user_id`.execute(
    db,
  )
  const { rows: posts } = await sql<PostRow>`
    select o.id, o.text, array(select m.alt from post_media m where m.post_id = o.id) as alts, q.text as "quoteText",
      (select m.alt from post_media m where m.post_id = q.id and m.ordinal = 0) as "quoteAlt",
      array(
        select r.user_id from unnest(
          ${questions.map(({ postId }) => postId)}::uuid[], ${questions.map(({ userId }) => userId)}::uuid[])
          as r (post_id, user_id)
        where r.post_id = o.id and exists (
          select from posts p where p.id = q.id and ${readableBy(sql<string>`r.user_id`)})) as "quoteReaders"
    from posts o left join posts q on q.id = o.quote_id and q.site_id = o.site_id
    where o.id = any (${[...new Set(questions.map(({ postId }) => postId))]}::uuid[])`.execute(db)

  const searches = new Map(readers.map(({ userId, words }) => [userId, createWordSearch(words)]))
  const folded = new Map(posts.map((post) => [post.id, fold(post)]))
  return ({ postId, userId }) => {
    const post = folded.get(postId)
    const isIn = searches.get(userId)
    if (!post || !isIn) return false
    return isIn(post.own) || (post.quoteReaders.has(userId) && isIn(post.quoted))
  }
}

interface ReaderRow {
  readonly userId: string
  readonly words: string[]
}

interface PostRow {
  readonly id: string
  readonly text: Segment[]
  readonly alts: string[]
  readonly quoteText: Segment[] | null
  readonly quoteAlt: string | null
  readonly quoteReaders: string[]
}

function fold({ text, alts, quoteText, quoteAlt, quoteReaders }: PostRow) {
  return {
    own: foldPost({ text, media: alts.map((alt) => ({ alt })) }),
    quoted: foldPost({ text: quoteText ?? [], media: [{ alt: quoteAlt ?? '' }] }),
    quoteReaders: new Set(quoteReaders),
  }
}
