import { postRequestSchema } from '@ai-feed/protocol'
import type { Limits, PostRequest } from '@ai-feed/protocol'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema, StoredProvenance, Trx } from '../database/schema.js'
import { HttpProblem } from '../http/http-problem.js'
import { decodeRequest, refuseBrokenText } from '../http/read-json.js'
import type { ImportPost, StoreMedia } from '../rights-ports.js'
import type { ArchivedPost } from './archive-format.js'
import type { Archive } from './read-archive.js'

export interface ImportDeps {
  readonly db: Kysely<Schema>
  readonly limits: Limits
  readonly importPost: ImportPost
  readonly prepareMedia: StoreMedia
  readonly clock: () => number
}

/** What became of an archive's posts. */
export interface ImportResult {
  readonly imported: number
  /** Were there from an import before. */
  readonly known: number
  /** Comments on posts of others, and what this server does not take, each with the reason. */
  readonly left: readonly { id: string; reason: string }[]
}

interface Importer extends ImportDeps {
  readonly archive: Archive
  readonly siteId: string
  readonly userId: string
}

/** Brings the posts of an archive to a user of this server, each in a transaction of its own, so that one that was cut can be
 *  done again and adds what is missing. They stand in their own order below everything that was published here. Pictures are decoded and encoded anew like any upload. Likes and
 *  follows stay behind: they are about people and posts of another network. */
export async function importAccount(deps: Importer): Promise<ImportResult> {
  const { archive } = deps
  const left: { id: string; reason: string }[] = []
  const ids = await findKnown(deps)
  let known = 0
  let imported = 0
  const places = await takePlaces(deps)
  for (const post of inOrder(archive.posts)) {
    if (ids.has(post.id)) {
      known += 1
      continue
    }
    const reason = await importOne(deps, post, places.get(post.id) ?? 0, ids)
    if (reason === undefined) imported += 1
    else left.push({ id: post.id, reason })
  }
  return { imported, known, left }
}

/** Takes a place for each post. Places count downwards, so the newest takes the first. */
async function takePlaces({ db, archive }: Importer): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ position: number }>`
    select nextval('archive_seq') as position from generate_series(1, ${archive.posts.length}::int)`.execute(db)
  return new Map(archive.posts.toReversed().map(({ id }, index) => [id, rows[index]?.position ?? 0]))
}

/** What answers, quotes or remixes a post of this archive needs that post's new id, and so comes after it. */
function inOrder(posts: readonly ArchivedPost[]): ArchivedPost[] {
  const byId = new Map(posts.map((post) => [post.id, post]))
  const placed = new Set<string>()
  const order: ArchivedPost[] = []
  const place = (post: ArchivedPost, depth: number): void => {
    if (placed.has(post.id) || depth > 1_000) return
    placed.add(post.id)
    for (const id of [post.commentOn, post.quote, post.remixOf]) {
      const source = id === undefined ? undefined : byId.get(id)
      if (source) place(source, depth + 1)
    }
    order.push(post)
  }
  for (const post of posts) place(post, 0)
  return order
}

/** @returns why it was left out, or undefined when it was imported; then `ids` knows it. */
async function importOne(
  deps: Importer,
  post: ArchivedPost,
  position: number,
  ids: Map<string, string>,
): Promise<string | undefined> {
  const { db, archive, siteId, userId, importPost, limits, clock } = deps
  if (post.removedAt !== undefined) return 'was removed by a decision'
  const commentOn = post.commentOn === undefined ? undefined : ids.get(post.commentOn)
  if (post.commentOn !== undefined && commentOn === undefined) return 'comments on a post that is not in the archive'
  const prepared: { insert(trx: Trx): Promise<void>; discard(): Promise<void>; id: string; alt: string }[] = []
  // Before any picture is decoded: each costs time, and room on the disk.
  if (post.media.length > limits.mediaPerPost) return `has more than ${limits.mediaPerPost} pictures`
  try {
    refuseBrokenText(post, [])
    for (const picture of post.media) prepared.push(await preparePicture(deps, picture))
    const request: PostRequest = {
      ...(post.text.trim() !== '' && { text: post.text }),
      ...(prepared.length > 0 && { media: prepared.map(({ id, alt }) => ({ id, alt })) }),
      ...(commentOn !== undefined && { commentOn }),
      ...(post.quote !== undefined && ids.has(post.quote) && { quote: ids.get(post.quote) ?? '' }),
      ...(post.topic !== undefined && { topic: post.topic }),
      visibility: post.visibility,
      commentPolicy: post.commentPolicy,
      remixPolicy: post.remixPolicy,
      aiPreferences: post.aiPreferences,
      labels: post.labels.flatMap(({ name, by }) => (by === 'author' ? [name] : [])),
    }
    const checked = decodeRequest(postRequestSchema, request)
    const id = await db.transaction().execute(async (trx) => {
      for (const picture of prepared) await picture.insert(trx)
      const made = await importPost(
        trx,
        { siteId, userId },
        {
          ...checked,
          position,
          remixOf: post.remixOf === undefined ? undefined : ids.get(post.remixOf),
          createdAt: readPast(post.createdAt, clock()),
          editedAt: post.editedAt === undefined ? undefined : readPast(post.editedAt, clock()),
        },
      )
      await trx
        .insertInto('imported_posts')
        .values({ site_id: siteId, user_id: userId, source: `${archive.origin} ${post.id}`, post_id: made })
        .execute()
      return made
    })
    ids.set(post.id, id)
    return undefined
  } catch (error) {
    await Promise.all(prepared.map((picture) => picture.discard()))
    if (error instanceof HttpProblem) return error.errors?.[0]?.message ?? error.message
    throw error
  }
}

/** A post of the future would stand above all others for as long. */
function readPast(time: string, nowMs: number): Date {
  const timeMs = Date.parse(time)
  return new Date(Number.isNaN(timeMs) ? nowMs : Math.min(timeMs, nowMs))
}

async function preparePicture(
  { archive, siteId, userId, limits, prepareMedia }: Importer,
  picture: ArchivedPost['media'][number],
) {
  const bytes = await archive.readPicture(picture.file, limits.uploadBytes)
  if (!bytes) throw new HttpProblem('media_not_found', `picture ${picture.file} is missing or too large`)
  const provenance = readProvenance(picture.provenance, limits)
  const { digitalSourceType } = provenance
  const media = await prepareMedia({ siteId, bytes, digitalSourceType, isPatient: true })
  return {
    id: media.id,
    alt: picture.alt,
    // A picture keeps its label, whatever the archive says of it.
    insert: (trx: Trx) =>
      media.insert(trx, {
        ownerId: userId,
        provenance: { ...provenance, ...(provenance.ai === 'none' && media.claim) },
      }),
    discard: () => media.discard(),
  }
}

/** What an archive says of a picture's origin is taken over as far as a generator here could have said it, but no address of a
 *  source type that nobody knows. */
function readProvenance(
  { credentials: _unverified, ...provenance }: ArchivedPost['media'][number]['provenance'],
  { promptCharacters }: Limits,
): StoredProvenance {
  const { digitalSourceType, prompt = '', generator = '', model = '', ...rest } = provenance
  if ([...prompt].length > promptCharacters || generator.length > 200 || model.length > 200) {
    throw new HttpProblem('invalid_field', 'origin of a picture is longer than anything that is drawn here')
  }
  const isKnown = digitalSourceType?.startsWith('http://cv.iptc.org/newscodes/digitalsourcetype/') === true
  const said = { ...rest, prompt: prompt || undefined, generator: generator || undefined, model: model || undefined }
  const defined = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return { ...(defined as unknown as StoredProvenance), ...(isKnown && { digitalSourceType }) }
}

async function findKnown({ db, archive, siteId, userId }: Importer): Promise<Map<string, string>> {
  const prefix = `${archive.origin} `
  const rows = await db
    .selectFrom('imported_posts')
    .select(['source', 'post_id'])
    .where('site_id', '=', siteId)
    .where('user_id', '=', userId)
    .execute()
  return new Map(
    rows.flatMap(({ source, post_id: id }) => (source.startsWith(prefix) ? [[source.slice(prefix.length), id]] : [])),
  )
}
