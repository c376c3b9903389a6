import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { FeedPage, Media } from '@ai-feed/protocol'
import { readPost, writePost } from '../support/posts.ts'
import { gradient } from '../support/pictures.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('DELETE /v1/posts/{id}', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer()
    anna = await signUp(server, { handle: 'anna_deletes', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_deletes', origin: testOrigins[0] })
  })
  after(() => server.close())

  const remove = async (user: TestUser, id: string): Promise<number> =>
    (await user.fetch(`/v1/posts/${id}`, { method: 'DELETE' })).status
  const upload = async (user: TestUser): Promise<Media> => {
    const response = await user.fetch('/v1/media', {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: new Uint8Array(await gradient(64, 48).png().toBuffer()),
    })
    assert.equal(response.status, 201)
    return (await response.json()) as Media
  }
  const readFeed = async (feed: string): Promise<FeedPage> =>
    (await (await server.get(`/v1/feeds/${encodeURIComponent(feed)}`)).json()) as FeedPage

  it('answers 204 each time, and 404 to everybody else', async () => {
    const { id } = await writePost(anna, { text: 'for a while' })

    assert.equal(await remove(ben, id), 404)
    assert.deepEqual([await remove(anna, id), await remove(anna, id)], [204, 204])
    assert.equal(await remove(ben, id), 404)
    assert.equal((await server.get(`/v1/posts/${id}`)).status, 404)
    assert.equal(await remove(anna, '0198a5b0-0000-7000-8000-000000000000'), 404)
  })

  it('takes the post out of feeds and counters', async () => {
    const parent = await writePost(ben, { text: 'parent' })
    const comment = await writePost(anna, { text: 'comment', commentOn: parent.id, quote: parent.id })
    const before = await readPost(server, parent.id)
    await remove(anna, comment.id)

    assert.deepEqual([before.counts.comments, before.counts.quotes], [1, 1])
    const { counts } = await readPost(server, parent.id)
    assert.deepEqual([counts.comments, counts.quotes], [0, 0])
    assert.deepEqual((await readFeed(`comments:${parent.id}`)).items, [])
    assert.ok((await readFeed('user:anna_deletes')).items.every(({ post }) => post.id !== comment.id))
  })

  it('leaves comments to their authors and shows the deleted post as deleted', async () => {
    const parent = await writePost(anna, { text: 'going' })
    const comment = await writePost(ben, { text: 'staying', commentOn: parent.id, quote: parent.id })
    await remove(anna, parent.id)

    assert.equal((await server.get(`/v1/feeds/comments:${parent.id}`)).status, 404)
    const left = await readPost(server, comment.id)
    assert.deepEqual(left.commentOn, { id: parent.id, state: 'deleted' })
    assert.deepEqual(left.quote, { id: parent.id, state: 'deleted' })
    const late = await ben.fetch('/v1/posts', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'too late', commentOn: parent.id }),
    })
    assert.deepEqual([late.status, ((await late.json()) as { code: string }).code], [410, 'gone'])
  })

  it('empties words, prompts and pictures at once and leaves a tombstone', async () => {
    const media = await upload(anna)
    const generationId = await insertGeneration(anna.userId, media.id, 'a secret wish')
    const post = await writePost(anna, {
      text: 'secret #words',
      media: [{ id: media.id, alt: 'a secret alt' }],
      topic: 'secret-topic',
    })
    const source = post.media[0]?.sources[0]?.url ?? ''
    const shown = (await fetch(source)).status
    await remove(anna, post.id)

    assert.equal(post.media[0]?.alt, 'a secret alt')
    assert.deepEqual([shown, (await fetch(source)).status], [200, 410])
    const { rows } = await sql<{ row: string }>`
      select p::text as row from posts p where id = ${post.id}
      union all select g::text from generations g where id = ${generationId}
      union all select m::text from media m where id = ${media.id}
      union all select t::text from post_tags t where post_id = ${post.id}
      union all select pm::text from post_media pm where post_id = ${post.id}`.execute(server.db)
    assert.equal(rows.length, 3)
    assert.ok(rows.every(({ row }) => !row.includes('secret')))
    const tombstone = await server.db
      .selectFrom('posts')
      .select(['position', 'deleted_at'])
      .where('id', '=', post.id)
      .executeTakeFirstOrThrow()
    assert.ok(tombstone.position !== null && tombstone.deleted_at !== null)
    const due = await sql<{ hours: number }>`
      select extract(epoch from due_at - now()) / 3600 as hours from blob_deletions where key = ${`default/${media.id}`}`.execute(
      server.db,
    )
    assert.ok(Math.abs(Number(due.rows[0]?.hours) - 24) < 0.1)
  })

  it('takes a picture into one post only, and only its owner’s', async () => {
    const media = [{ id: (await upload(anna)).id, alt: 'mine' }]
    const send = async (user: TestUser): Promise<number> =>
      (
        await user.fetch('/v1/posts', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ media }),
        })
      ).status

    assert.equal(await send(ben), 404)
    const answers = await Promise.all([send(anna), send(anna), send(anna)])
    assert.deepEqual(answers.sort(), [201, 404, 404])
  })

  it('gives a remix its source from the generation, and the strictest preferences of its lineage', async () => {
    const open = { training: 'allow', inference: 'allow', generation: 'allow', embedding: 'allow' } as const
    const source = await writePost(anna, { text: 'source', aiPreferences: { ...open, training: 'deny' } })
    const media = await upload(ben)
    await insertGeneration(ben.userId, media.id, 'more of it', source.id)
    const remix = await writePost(ben, { media: [{ id: media.id, alt: '' }], aiPreferences: open })
    const counted = await readPost(server, source.id)
    await remove(anna, source.id)

    assert.equal(remix.remixOf?.id, source.id)
    assert.deepEqual(remix.aiPreferences, { ...open, training: 'deny' })
    assert.equal(counted.counts.remixes, 1)
    assert.deepEqual((await readPost(server, remix.id)).remixOf, { id: source.id, state: 'deleted' })
  })

  async function insertGeneration(
    userId: string,
    mediaId: string,
    prompt: string,
    remixOf: string | null = null,
  ): Promise<string> {
    const { id } = await server.db
      .insertInto('generations')
      .values({
        site_id: 'default',
        user_id: userId,
        status: 'succeeded',
        remix_of: remixOf,
        previews: '[]',
        reserved: true,
        error: null,
        request: JSON.stringify({ prompt, size: '1024x1024', n: 1, seed: 1 }),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const provenance = JSON.stringify({ ai: 'generated', prompt })
    await sql`update media set generation_id = ${id}, provenance = ${provenance}, recipe = ${provenance}, alt_draft = ${prompt} where id = ${mediaId}`.execute(
      server.db,
    )
    return id
  }
})
