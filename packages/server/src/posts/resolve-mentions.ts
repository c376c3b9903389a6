import type { Segment } from '@ai-feed/protocol'
import type { Db } from '../database/schema.js'
import { writeMentions } from './write-mentions.js'

/** A text whose mentions lead to somebody, with the ids of these users. */
export interface MentionedText {
  readonly text: readonly Segment[]
  readonly userIds: readonly string[]
}

/** Keeps mentions of users whom the site has; of anybody else the name stays as plain text. */
export async function resolveMentions(db: Db, siteId: string, text: readonly Segment[]): Promise<MentionedText> {
  const handles = [...new Set(text.flatMap((segment) => (segment.type === 'mention' ? [segment.handle] : [])))]
  if (handles.length === 0) return { text, userIds: [] }
  const users = await db
    .selectFrom('users')
    .select(['id', 'handle'])
    .where('site_id', '=', siteId)
    .where('handle', 'in', handles)
    .where('state', '<>', 'deleted')
    // Whoever deletes one of them waits, and finds this text.
    .orderBy('id')
    .forKeyShare()
    .execute()
  const known = new Set(users.map(({ handle }) => handle))
  return {
    text: writeMentions(text, (mention) => (known.has(mention.handle) ? undefined : mention.text)),
    userIds: users.map(({ id }) => id),
  }
}
