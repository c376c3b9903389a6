import { sql } from 'kysely'
import type { Db } from '../database/schema.js'
import { visibleTo } from '../database/visible-to.js'
import { findWordMuted } from './find-word-muted.js'
import type { SightQuestion } from './sight-question.js'

/** What a signed-in reader sees of a post, and what its author is to them. */
export interface Sight {
  readonly isVisible: boolean
  readonly isFollowed: boolean
  /** The reader does not want to meet it: they mute its author, or a word in it. */
  readonly isMuted: boolean
  /** In either direction. */
  readonly isBlocked: boolean
}

/** Answers that were true a moment ago; undefined for a question that was not asked. */
export type Sights = (postId: string, userId: string) => Sight | undefined

/** Finds out for posts and readers who may see which of them now: visibility, decisions, blocks, the state of the author; who
 *  follows or mutes that, and who mutes a word. One query for any number, two more when somebody mutes words, none for none. */
export async function findSights(db: Db, questions: readonly SightQuestion[]): Promise<Sights> {
  const answers = new Map<string, Sight>(questions.map((question) => [keyOf(question), unseen]))
  if (answers.size > 0) {
    const { rows } = await sql<SightQuestion & Sight & { mutesWords: boolean }>`
      select p.id as "postId", r.user_id as "userId",
        a.state = 'active' and ${visibleTo(sql<string>`r.user_id`)} as "isVisible",
        exists (select from muted_words w where w.user_id = r.user_id) as "mutesWords",
        exists (select from follows f where f.follower_id = r.user_id and f.followee_id = p.author_id) as "isFollowed",
        exists (select from mutes m where m.user_id = r.user_id and m.other_id = p.author_id) as "isMuted",
        exists (select from blocks b where b.user_id = r.user_id and b.other_id = p.author_id)
          or exists (select from blocks b where b.user_id = p.author_id and b.other_id = r.user_id) as "isBlocked"
      from unnest(${questions.map(({ postId }) => postId)}::uuid[], ${questions.map(({ userId }) => userId)}::uuid[])
        as r (post_id, user_id)
      join posts p on p.id = r.post_id
      join users a on a.id = p.author_id`.execute(db)
    const isWordMuted = await findWordMuted(
      db,
      rows.filter(({ isVisible, isMuted, mutesWords }) => isVisible && !isMuted && mutesWords),
    )
    for (const row of rows) answers.set(keyOf(row), { ...row, isMuted: row.isMuted || isWordMuted(row) })
  }
  return (postId, userId) => answers.get(keyOf({ postId, userId }))
}

const unseen: Sight = { isVisible: false, isFollowed: false, isMuted: false, isBlocked: true }

function keyOf({ postId, userId }: SightQuestion): string {
  return `${postId} ${userId}`
}
