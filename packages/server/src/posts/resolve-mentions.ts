import type { Segment } from '@ai-feed/protocol'
import type { Db } from '../database/schema.js'

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
    .execute()
  const known = new Set(users.map(({ handle }) => handle))
  return { text: withoutUnknown(text, known), userIds: users.map(({ id }) => id) }
}

/** Plain texts that come to stand side by side become one. */
function withoutUnknown(text: readonly Segment[], known: ReadonlySet<string>): Segment[] {
  const kept: Segment[] = []
  for (const segment of text) {
    const isPlain = segment.type === 'text' || (segment.type === 'mention' && !known.has(segment.handle))
    const last = kept.at(-1)
    if (!isPlain) kept.push(segment)
    else if (last?.type === 'text') kept[kept.length - 1] = { type: 'text', text: last.text + segment.text }
    else kept.push({ type: 'text', text: segment.text })
  }
  return kept
}
