import type { AiPreferences, Segment } from '@ai-feed/protocol'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { addPendingEvent } from '../database/pending-event.js'
import type { Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Notify } from '../ports.js'
import { indexPost } from './index-post.js'
import { inheritPreferences } from './inherit-preferences.js'
import { lockOwnPost } from './lock-own-post.js'
import type { Author } from './lock-own-post.js'
import type { LockedPost } from './lock-post.js'
import { noticesOfPost } from './notices-of-post.js'
import { feedsOfPost } from './post-feeds.js'
import { refuseField, tagsOf } from './post-text.js'
import type { CheckedChange } from './read-post-change.js'
import { resolveMentions } from './resolve-mentions.js'

/** What somebody wants to change, and the version of the post that they saw. */
export interface Edit {
  readonly postId: string
  readonly seenVersion: number
  readonly change: CheckedChange
  /** Why its words may not stand; what stands there already has been judged before. */
  readonly refusal?: HttpProblem | undefined
}

/** Changes a post of the author. Its earlier text is kept for author and operator, and mentions that it gains are told.
 *
 *  Likes and comments raise the version too, so every version from the last edit on is one that saw all that an edit can change:
 *  the change is taken from any of these, and refused from an older one. What stands there already is a success whatever was
 *  seen: the answer to an edit may have been lost.
 *  @throws HttpProblem `not_found`, `version_conflict`, `media_not_found`, `invalid_field` when nothing would be left, and
 *  the refusal of its words. */
export async function editPost(trx: Trx, author: Author, edit: Edit, { notify }: { notify: Notify }): Promise<void> {
  const post = await lockOwnPost(trx, author, edit.postId)
  if (post.isDeleted) throw new HttpProblem('not_found', 'post to edit was deleted')
  const pictures = await findPictures(trx, author.siteId, post.id)
  const { next, alts, userIds } = await apply(trx, author.siteId, post, pictures, edit.change)
  const isSame = { text: isDeepStrictEqual(next.text, post.text), labels: isDeepStrictEqual(next.labels, post.labels) }
  if (alts.length === 0 && isDeepStrictEqual(next, contentOf(post))) return
  if (edit.seenVersion < post.contentVersion || edit.seenVersion > post.version) {
    throw new HttpProblem('version_conflict', `edit of version ${edit.seenVersion}, content is ${post.contentVersion}`)
  }
  if (edit.refusal) throw edit.refusal
  if (next.text.length === 0 && pictures.length === 0) refuseField('text', 'is empty and there is no picture')

  if (!isSame.text) await keepText(trx, author.siteId, post)
  await store(trx, author.siteId, post, next, { isReadDifferently: !isSame.text || !isSame.labels || alts.length > 0 })
  for (const { id, alt } of alts) await storeAlt(trx, author.siteId, post.id, id, alt)
  if (!isSame.text) await storeTags(trx, author.siteId, post, tagsOf(next.text))
  if (!isSame.text || alts.length > 0) await indexPost(trx, author.siteId, post.id)
  await announce(trx, author, post, next)
  if (isSame.text && next.visibility === post.visibility) return
  await notify.tell(
    trx,
    noticesOfPost({ siteId: author.siteId, postId: post.id, authorId: author.userId, mentioned: userIds }),
  )
}

/** What an edit can change, but for alt texts. */
type Content = Pick<LockedPost, 'visibility' | 'commentPolicy' | 'remixPolicy' | 'aiPreferences' | 'labels'> & {
  readonly text: readonly Segment[]
}

function contentOf({ text, visibility, commentPolicy, remixPolicy, aiPreferences, labels }: LockedPost): Content {
  return { text, visibility, commentPolicy, remixPolicy, aiPreferences, labels }
}

interface Picture {
  readonly id: string
  readonly alt: string
}

async function findPictures(trx: Trx, siteId: string, postId: string): Promise<Picture[]> {
  return trx
    .selectFrom('post_media')
    .select(['media_id as id', 'alt'])
    .where('post_id', '=', postId)
    .where('site_id', '=', siteId)
    .execute()
}

async function apply(
  trx: Trx,
  siteId: string,
  post: LockedPost,
  pictures: readonly Picture[],
  change: CheckedChange,
): Promise<{ next: Content; alts: Picture[]; userIds: readonly string[] }> {
  const before = new Map(pictures.map(({ id, alt }) => [id, alt]))
  if (change.alts.some(({ id }) => !before.has(id))) {
    throw new HttpProblem('media_not_found', 'alt text for a picture that is not in the post')
  }
  const { text, userIds } = await resolveMentions(trx, siteId, change.text ?? post.text)
  const own = { ...post.aiPreferences, ...definedOf(change.aiPreferences) }
  const next = {
    // A name that was plain text stays so unless the text itself changes.
    text: change.text === undefined || plain(text) === plain(post.text) ? post.text : text,
    visibility: change.visibility ?? post.visibility,
    commentPolicy: change.commentPolicy ?? post.commentPolicy,
    remixPolicy: change.remixPolicy ?? post.remixPolicy,
    aiPreferences: await inheritPreferences(trx, siteId, post.remixOf ?? undefined, own),
    labels: withOwnLabels(post.labels, change.labels),
  }
  return { next, alts: change.alts.filter(({ id, alt }) => before.get(id) !== alt), userIds }
}

function plain(text: readonly Segment[]): string {
  return text.map((segment) => segment.text).join('')
}

/** Labels that the site or the server gave are not the author's to take away. */
function withOwnLabels(labels: LockedPost['labels'], names: readonly string[] | undefined): LockedPost['labels'] {
  const own = labels.flatMap(({ name, by }) => (by === 'author' ? [name] : []))
  if (names === undefined || isDeepStrictEqual(own, names)) return labels
  return [...names.map((name) => ({ name, by: 'author' as const })), ...labels.filter(({ by }) => by !== 'author')]
}

function definedOf(values: CheckedChange['aiPreferences']): Partial<AiPreferences> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

async function keepText(trx: Trx, siteId: string, post: LockedPost): Promise<void> {
  const values = { post_id: post.id, version: post.version, site_id: siteId, text: JSON.stringify(post.text) }
  await trx.insertInto('post_edits').values(values).execute()
}

async function store(
  trx: Trx,
  siteId: string,
  post: LockedPost,
  next: Content,
  { isReadDifferently }: { isReadDifferently: boolean },
): Promise<void> {
  await trx
    .updateTable('posts')
    .set({
      text: JSON.stringify(next.text),
      visibility: next.visibility,
      comment_policy: next.commentPolicy,
      remix_policy: next.remixPolicy,
      ai_preferences: JSON.stringify(next.aiPreferences),
      labels: JSON.stringify(next.labels),
      version: post.version + 1,
      content_version: post.version + 1,
      ...(isReadDifferently && { edited_at: sql<Date>`now()` }),
    })
    .where('id', '=', post.id)
    .where('site_id', '=', siteId)
    .execute()
}

async function storeAlt(trx: Trx, siteId: string, postId: string, mediaId: string, alt: string): Promise<void> {
  await trx
    .updateTable('post_media')
    .set({ alt })
    .where('post_id', '=', postId)
    .where('site_id', '=', siteId)
    .where('media_id', '=', mediaId)
    .execute()
}

async function storeTags(trx: Trx, siteId: string, post: LockedPost, tags: readonly string[]): Promise<void> {
  await sql`
    delete from post_tags where post_id = ${post.id} and site_id = ${siteId} and tag <> all (${[...tags]}::text[])`.execute(
    trx,
  )
  await sql`
    insert into post_tags (site_id, tag, position, post_id)
    select ${siteId}, tag, ${post.position}, ${post.id} from unnest(${[...tags]}::text[]) as t (tag)
    on conflict do nothing`.execute(trx)
}

/** Tells the readers of the feeds in which it stood and those in which it stands; those whom an edit shuts out, that it is gone. */
async function announce(trx: Trx, author: Author, post: LockedPost, next: Content): Promise<void> {
  const { commentOn, topic } = post
  const place = { authorHandle: post.authorHandle, commentOn: commentOn ?? undefined, topic: topic ?? undefined }
  const feeds = [post, next].flatMap(({ visibility, text }) =>
    feedsOfPost({ ...place, visibility, tags: tagsOf(text) }),
  )
  const audience = { feeds: [...new Set([...feeds, `comments:${post.id}`])] }
  const about = { siteId: author.siteId, subject: post.id, audience }
  if (post.visibility === 'public' && next.visibility !== 'public') {
    await addPendingEvent(trx, { ...about, kind: 'post.deleted', data: { postId: post.id } })
  }
  const data = { postId: post.id, version: post.version + 1 }
  await addPendingEvent(trx, { ...about, kind: 'post.updated', data })
}
