import type { Limits } from '@ai-feed/protocol'
import type { ImportPost } from '../rights-ports.js'
import { attachToPost } from './attach-to-post.js'
import { indexPost } from './index-post.js'
import { inheritPreferences } from './inherit-preferences.js'
import { readPostDraft } from './post-draft.js'
import { resolveMentions } from './resolve-mentions.js'

/** Makes the function that stores posts of an archive. They are published as they are stored, where they are told to
 *  stand; nobody is told of them. */
export function createImportPost(limits: Limits): ImportPost {
  return async (trx, { siteId, userId }, { position, remixOf, createdAt, editedAt, ...request }) => {
    const draft = readPostDraft(request, limits)
    const parent =
      draft.commentOn === undefined
        ? undefined
        : await trx
            .selectFrom('posts')
            .select(['id', 'root_id'])
            .where('id', '=', draft.commentOn)
            .where('site_id', '=', siteId)
            .executeTakeFirst()
    const deny = { training: 'deny', inference: 'deny', generation: 'deny', embedding: 'deny' } as const
    const own = { ...deny, ...draft.aiPreferences } as typeof deny
    const { text } = await resolveMentions(trx, siteId, draft.text)
    const post = await trx
      .insertInto('posts')
      .values({
        site_id: siteId,
        author_id: userId,
        position,
        text: JSON.stringify(text),
        comment_on: parent?.id ?? null,
        root_id: parent ? (parent.root_id ?? parent.id) : null,
        quote_id: draft.quote ?? null,
        remix_of: remixOf ?? null,
        topic: draft.topic ?? null,
        visibility: draft.visibility ?? 'public',
        comment_policy: draft.commentPolicy ?? 'everyone',
        remix_policy: draft.remixPolicy ?? 'everyone',
        ai_preferences: JSON.stringify(await inheritPreferences(trx, siteId, remixOf, own)),
        labels: JSON.stringify(draft.labels.map((name) => ({ name, by: 'author' }))),
        created_at: createdAt,
        edited_at: editedAt ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await attachToPost(trx, siteId, post.id, draft, position)
    await indexPost(trx, siteId, post.id)
    if (draft.media.length > 0) {
      const ids = draft.media.map(({ id }) => id)
      await trx
        .updateTable('media')
        .set({ state: 'ready' })
        .where('id', 'in', ids)
        .where('site_id', '=', siteId)
        .execute()
    }
    return post.id
  }
}
