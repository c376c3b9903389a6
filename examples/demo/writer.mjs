import { createPost, createUser, readPostDraft } from '@ai-feed/server'
import { people } from './people.mjs'
import { posts } from './posts.mjs'

const hourMs = 3_600_000

/** Writes posts with their comments and likes as the people of the demo, dated back from `now`.
 *  Everything goes through the functions that the server's own routes use; only the dates are ours. */
export async function createWriter({ db, mediaStore, generator, publish, notify, siteId, limits, now }) {
  const authors = await loadPeople(db, siteId)
  const postIds = new Map()

  async function writePost(author, request, at) {
    const draft = readPostDraft(request, limits)
    const id = await db.transaction().execute(async (trx) => {
      const made = await createPost(trx, author, draft, { notify })
      await trx
        .updateTable('posts')
        .set({ created_at: new Date(at) })
        .where('id', '=', made)
        .execute()
      return made
    })
    await publish()
    return id
  }

  /** A picture as the route for generations would have left it: a finished generation that owns a draft. */
  async function storePicture(author, { prompt }, picture, remixOf, at) {
    const { id: generationId } = await db
      .insertInto('generations')
      .values({
        site_id: siteId,
        user_id: author.userId,
        status: 'succeeded',
        request: JSON.stringify({ prompt, size: picture.size, n: 1, seed: picture.seed }),
        remix_of: remixOf ?? null,
        previews: '[]',
        reserved: false,
        created_at: new Date(at - 30_000),
        finished_at: new Date(at - 20_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return await mediaStore.storeMedia({
      siteId,
      ownerId: author.userId,
      generationId,
      bytes: picture.bytes,
      altDraft: picture.alt,
      recipe: picture.recipe,
      provenance: {
        ai: 'generated',
        digitalSourceType: generator.digitalSourceType,
        generator: generator.name,
        ...(generator.model && { model: generator.model }),
        prompt,
        generatedAt: new Date(at - 20_000).toISOString(),
      },
    })
  }

  async function like(postId, userId, at) {
    const values = { site_id: siteId, post_id: postId, user_id: userId, type: 'like', created_at: new Date(at) }
    await db.insertInto('reactions').values(values).execute()
  }

  return {
    async write(post, picture) {
      const author = authors.get(post.by)
      const at = now - post.hoursAgo * hourMs
      const source = post.remixOf && (postIds.get(post.remixOf) ?? (await findPost(db, siteId, post.remixOf)).id)
      const pictureId = picture && (await storePicture(author, post.picture, picture, source, at))
      const pictures = pictureId && { media: [{ id: pictureId, alt: picture.alt ?? post.picture.prompt }] }
      const id = await writePost(author, { text: post.text, ...pictures }, at)
      postIds.set(post.key, id)

      for (const { by, after, text } of post.comments ?? [])
        await writePost(authors.get(by), { text, commentOn: id }, at + after * hourMs)
      for (const [index, handle] of (post.likes ?? []).entries())
        await like(id, authors.get(handle).userId, at + (index + 1) * 0.3 * hourMs)
    },

    /** The picture of a post that an earlier start wrote, for a remix to start from. */
    async findPicture(key) {
      const { id } = await findPost(db, siteId, key)
      const row = await db
        .selectFrom('post_media')
        .innerJoin('media', 'media.id', 'post_media.media_id')
        .select(['media.id', 'media.widths', 'media.recipe'])
        .where('post_media.post_id', '=', id)
        .where('media.site_id', '=', siteId)
        .executeTakeFirstOrThrow()
      return { bytes: await mediaStore.readLargestSource(siteId, row.id, row.widths), recipe: row.recipe }
    },
  }
}

/** Makes those of the people who are not there yet, and gives all of them as authors. */
async function loadPeople(db, siteId) {
  const known = await db.selectFrom('users').select(['id', 'handle']).where('site_id', '=', siteId).execute()
  const authors = new Map()
  for (const { handle, name, bio } of people) {
    let id = known.find((user) => user.handle === handle)?.id
    if (!id) {
      id = (await createUser(db, { siteId, handle, name })).id
      await db.updateTable('users').set({ bio }).where('id', '=', id).where('site_id', '=', siteId).execute()
    }
    authors.set(handle, { userId: id, handle, siteId, scopes: new Set(['write']) })
  }
  return authors
}

async function findPost(db, siteId, key) {
  const { text } = posts.find((post) => post.key === key)
  const rows = await db.selectFrom('posts').select(['id', 'text']).where('site_id', '=', siteId).execute()
  return rows.find((row) => row.text.map((segment) => segment.text).join('') === text)
}
