import type { Policy, Visibility } from '@ai-feed/protocol'
import { sql } from 'kysely'
import { namedQuery } from '../database/named-query.js'
import { addPendingEvent } from '../database/pending-event.js'
import type { PostDefaults, Trx } from '../database/schema.js'
import { readableBy, visibleTo } from '../database/visible-to.js'
import { HttpProblem } from '../http/http-problem.js'
import type { Viewer } from '../http/request-context.js'
import type { Notify } from '../ports.js'
import { attachToPost } from './attach-to-post.js'
import { indexPost } from './index-post.js'
import { inheritPreferences } from './inherit-preferences.js'
import { noticesOfPost } from './notices-of-post.js'
import type { PostDraft } from './post-draft.js'
import { feedsOfPost } from './post-feeds.js'
import { allows, isQuotable } from './post-policy.js'
import { resolveMentions } from './resolve-mentions.js'

export interface CreatePostDeps {
  readonly notify: Notify
}

/** Writes a post and its event, and tells those whom it answers, quotes, remixes and mentions. It stands in no feed before `publish()` has run.
 *  @returns its id.
 *  @throws HttpProblem `media_not_found`, `not_found`, `gone`, `comment_not_allowed`, `quote_not_allowed`. */
export async function createPost(
  trx: Trx,
  author: Viewer,
  draft: PostDraft,
  { notify }: CreatePostDeps,
): Promise<string> {
  const { remixOf } = await takeMedia(trx, author, draft)
  const targets = await lockTargets(trx, author, draft, remixOf)
  const defaults = await loadDefaults(trx, author)
  const visibility = draft.visibility ?? defaults.visibility
  const { commentOn, topic, tags } = draft
  const parent = commentOn === undefined ? undefined : targets.get(commentOn)
  const { text, userIds } = await resolveMentions(trx, author.siteId, draft.text)

  const post = await trx
    .insertInto('posts')
    .values({
      site_id: author.siteId,
      author_id: author.userId,
      position: null,
      text: JSON.stringify(text),
      comment_on: commentOn ?? null,
      root_id: parent ? (parent.root_id ?? parent.id) : null,
      quote_id: draft.quote ?? null,
      remix_of: remixOf ?? null,
      topic: topic ?? null,
      visibility,
      comment_policy: draft.commentPolicy ?? defaults.commentPolicy,
      remix_policy: draft.remixPolicy ?? defaults.remixPolicy,
      ai_preferences: JSON.stringify(
        await inheritPreferences(trx, author.siteId, remixOf, {
          ...defaults.aiPreferences,
          ...definedOf(draft.aiPreferences),
        }),
      ),
      labels: JSON.stringify(draft.labels.map((name) => ({ name, by: 'author' }))),
    })
    .returning(['id', 'created_at'])
    .executeTakeFirstOrThrow()
  await attachToPost(trx, author.siteId, post.id, draft, null)
  await indexPost(trx, author.siteId, post.id)

  const feeds = feedsOfPost({ authorHandle: author.handle, visibility, commentOn, topic, tags })
  await addPendingEvent(trx, {
    siteId: author.siteId,
    kind: 'post.created',
    subject: post.id,
    audience: { feeds },
    data: {
      feeds,
      postId: post.id,
      author: { id: author.userId, handle: author.handle },
      at: post.created_at.toISOString(),
    },
  })
  await notify.tell(
    trx,
    noticesOfPost({
      siteId: author.siteId,
      postId: post.id,
      authorId: author.userId,
      answered: parent?.authorId,
      quoted: targets.get(draft.quote ?? '')?.authorId,
      remixed: await findAuthor(trx, author.siteId, remixOf),
      mentioned: userIds,
    }),
  )
  return post.id
}

async function findAuthor(trx: Trx, siteId: string, postId: string | undefined): Promise<string | undefined> {
  if (postId === undefined) return undefined
  const query = trx.selectFrom('posts').select('author_id').where('id', '=', postId).where('site_id', '=', siteId)
  return (await query.where('deleted_at', 'is', null).executeTakeFirst())?.author_id
}

/** Locks the pictures of the draft and makes them part of a post. They are the author's own and in no other post. */
async function takeMedia(trx: Trx, author: Viewer, draft: PostDraft): Promise<{ remixOf: string | undefined }> {
  if (draft.media.length === 0) return { remixOf: undefined }
  const ids = draft.media.map(({ id }) => id)
  const found = await trx
    .selectFrom('media')
    .leftJoin('generations', (join) =>
      join.onRef('generations.id', '=', 'media.generation_id').onRef('generations.site_id', '=', 'media.site_id'),
    )
    .select(['media.id', 'generations.remix_of'])
    .where('media.id', 'in', ids)
    .where('media.site_id', '=', author.siteId)
    .where('media.owner_id', '=', author.userId)
    .where('media.state', '=', 'draft')
    .orderBy('media.id')
    .forUpdate('media')
    .execute()
  if (found.length < ids.length) throw new HttpProblem('media_not_found', 'a picture is not a draft of this user')

  await trx
    .updateTable('media')
    .set({ state: 'ready' })
    .where('id', 'in', ids)
    .where('site_id', '=', author.siteId)
    .execute()
  const sources = new Map(found.map((row) => [row.id, row.remix_of]))
  return { remixOf: ids.map((id) => sources.get(id)).find((source) => typeof source === 'string') }
}

interface Target {
  readonly id: string
  readonly root_id: string | null
  readonly authorId: string
}

interface TargetRow extends Target {
  readonly visibility: Visibility
  readonly commentPolicy: Policy
  readonly isDeleted: boolean
  readonly isVisible: boolean
  readonly isReadable: boolean
  readonly isFollowing: boolean
}

/** Locks the posts whose counters move with this one, in the order of their ids like everybody who locks several, so that none that
 *  it answers or quotes is deleted meanwhile. What it remixes was judged when that was drawn. */
async function lockTargets(
  trx: Trx,
  author: Viewer,
  draft: PostDraft,
  remixOf: string | undefined,
): Promise<ReadonlyMap<string, Target>> {
  const ids = [draft.commentOn, draft.quote].filter((id) => id !== undefined)
  const locked = remixOf === undefined ? ids : [...ids, remixOf]
  if (locked.length === 0) return new Map()
  const { rows } = await sql<TargetRow>`
    select p.id, p.root_id, p.author_id as "authorId", p.visibility, p.comment_policy as "commentPolicy",
      p.deleted_at is not null as "isDeleted", ${visibleTo(author.userId)} as "isVisible",
      ${readableBy(author.userId)} as "isReadable",
      exists (select from follows f
        where f.follower_id = ${author.userId} and f.followee_id = p.author_id) as "isFollowing"
    from posts p
    where p.id = any (${locked}::uuid[]) and p.site_id = ${author.siteId} and p.position is not null
    order by p.id for no key update`.execute(trx)
  const targets = new Map(rows.map((row) => [row.id, row]))
  for (const id of ids) {
    const row = targets.get(id)
    if (row?.isVisible && row.isDeleted) throw new HttpProblem('gone', 'the post to answer or quote was deleted')
    if (!row?.isReadable) throw new HttpProblem('not_found', 'the post to answer or quote is not there for this user')
    if (id === draft.commentOn && !allows(row.commentPolicy, row, author.userId)) {
      throw new HttpProblem('comment_not_allowed', `comment policy is ${row.commentPolicy}`)
    }
    if (id === draft.quote && !isQuotable(row)) throw new HttpProblem('quote_not_allowed', 'the post is not public')
  }
  return targets
}

async function loadDefaults(trx: Trx, { siteId, userId }: Viewer): Promise<PostDefaults> {
  const [row] = await findDefaults(trx, { siteId, userId })
  if (!row) throw new TypeError(`no user ${userId} in site ${siteId}`)
  return { ...row.site, ...row.own, aiPreferences: { ...row.site.aiPreferences, ...row.own?.aiPreferences } }
}

interface Defaults {
  readonly own: Partial<PostDefaults> | null
  readonly site: PostDefaults
}

const findDefaults = namedQuery<{ siteId: string; userId: string }, Defaults>(
  'posts.defaults',
  (value) => sql`
    select users.defaults as own, sites.defaults as site
    from users join sites on sites.id = users.site_id
    where users.id = ${value('userId')} and users.site_id = ${value('siteId')}`,
)

function definedOf<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
