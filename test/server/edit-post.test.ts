import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as v from 'valibot'
import { postEditPageSchema, otherRoutes, routes } from '@ai-feed/protocol'
import type { FeedPage, Media, Post, PostEditPage } from '@ai-feed/protocol'
import { editPost, sendEdit } from '../support/edits.ts'
import { mark } from '../support/marks.ts'
import { gradient } from '../support/pictures.ts'
import { readPost, writePost } from '../support/posts.ts'
import { signUp } from '../support/sign-in.ts'
import type { TestUser } from '../support/sign-in.ts'
import { otherOrigin, startTestServer, testOrigins } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

describe('PATCH /v1/posts/{id}', () => {
  let server: TestServer
  let anna: TestUser
  let ben: TestUser

  before(async () => {
    server = await startTestServer({ limits: { writesPerUser5Min: 10_000 } })
    anna = await signUp(server, { handle: 'anna_edits', origin: testOrigins[0] })
    ben = await signUp(server, { handle: 'ben_sees', origin: testOrigins[0] })
  })
  after(() => server.close())

  const plainOf = (post: Post): string => post.text.map(({ text }) => text).join('')
  const refused = async (answer: Promise<Response>, status: number, code: string): Promise<void> => {
    const response = await answer
    assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [status, code])
  }
  const readEdits = async (user: TestUser, id: string, query = ''): Promise<PostEditPage> => {
    const response = await user.fetch(otherRoutes.edits(id) + query)
    assert.equal(response.status, 200)
    return v.parse(postEditPageSchema, await response.json())
  }
  const upload = async (): Promise<Media> => {
    const response = await anna.fetch('/v1/media', {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: new Uint8Array(await gradient(64, 48).png().toBuffer()),
    })
    return (await response.json()) as Media
  }

  it('changes the text and what follows from it, and says when', async () => {
    const post = await writePost(anna, { text: 'see #old' })
    const edited = await editPost(anna, post, { text: 'see #new and https://example.org' })

    assert.deepEqual(
      edited.text.map(({ type }) => type),
      ['text', 'tag', 'text', 'link'],
    )
    assert.ok(edited.editedAt !== undefined && edited.version > post.version)
    assert.equal(post.viewer?.canEdit, true)
    assert.equal((await readPost(ben, post.id)).viewer?.canEdit, false)
    const tags = await server.db.selectFrom('post_tags').selectAll().where('post_id', '=', post.id).execute()
    const { position } = await server.db
      .selectFrom('posts')
      .select('position')
      .where('id', '=', post.id)
      .executeTakeFirstOrThrow()
    assert.deepEqual(tags, [{ site_id: 'default', tag: 'new', position, post_id: post.id }])
  })

  it('takes any version since the last edit, so that likes stop nobody, and refuses an older one', async () => {
    const post = await writePost(anna, { text: 'one' })
    await mark(ben, post.id, 'likes')
    const edited = await editPost(anna, post, { text: 'two' })
    await writePost(ben, { text: 'nice', commentOn: post.id })

    await refused(sendEdit(anna, post, { text: 'three' }), 409, 'version_conflict')
    await refused(sendEdit(anna, { ...post, version: edited.version + 50 }, { text: 'three' }), 409, 'version_conflict')
    assert.equal(plainOf(await editPost(anna, edited, { text: 'three' })), 'three')
  })

  it('is a success again when its answer was lost', async () => {
    const post = await writePost(anna, { text: 'before' })
    const first = await editPost(anna, post, { text: 'after' })
    const second = await editPost(anna, post, { text: 'after' })

    assert.equal(second.version, first.version)
    assert.equal((await readEdits(anna, post.id)).items.length, 1)
  })

  it('lets one of two edits at the same time win', async () => {
    const post = await writePost(anna, { text: 'start' })
    const answers = await Promise.all(['left', 'right'].map((text) => sendEdit(anna, post, { text })))

    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  })

  it('asks for the version, and for one that can be read', async () => {
    const post = await writePost(anna, { text: 'which' })

    await refused(sendEdit(anna, { id: post.id, version: undefined }, { text: 'x' }), 428, 'precondition_required')
    for (const version of ['1', 'W/"1"', '*', '"x"', '"1", "2"']) {
      await refused(sendEdit(anna, { id: post.id, version }, { text: 'x' }), 400, 'bad_request')
    }
  })

  it('keeps earlier texts for the author alone, page by page, until the post is deleted', async () => {
    let post = await writePost(anna, { text: 'text 0' })
    for (const text of ['text 1', 'text 2', 'text 3']) post = await editPost(anna, post, { text })
    const all = await readEdits(anna, post.id)
    const first = await readEdits(anna, post.id, '?limit=2')
    const second = await readEdits(anna, post.id, `?limit=2&cursor=${first.next}`)
    await refused(ben.fetch(otherRoutes.edits(post.id)), 404, 'not_found')
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })

    assert.deepEqual(
      all.items.map(({ text }) => text[0]?.text),
      ['text 2', 'text 1', 'text 0'],
    )
    assert.deepEqual([...first.items, ...second.items], all.items)
    assert.equal(second.next, undefined)
    await refused(anna.fetch(otherRoutes.edits(post.id)), 404, 'not_found')
    const left = await server.db.selectFrom('post_edits').select('text').where('post_id', '=', post.id).execute()
    assert.deepEqual(left, [])
  })

  it('changes alt texts of the post’s own pictures', async () => {
    const media = await upload()
    const post = await writePost(anna, { media: [{ id: media.id, alt: 'a' }] })
    const edited = await editPost(anna, post, { media: [{ id: media.id, alt: 'a fox' }] })

    assert.equal(edited.media[0]?.alt, 'a fox')
    assert.ok(edited.editedAt)
    const other = await upload()
    await refused(sendEdit(anna, edited, { media: [{ id: other.id, alt: 'x' }] }), 404, 'media_not_found')
  })

  it('narrows a post to followers, and its pictures to signed addresses', async () => {
    const media = await upload()
    const post = await writePost(anna, { text: 'for all', media: [{ id: media.id, alt: '' }] })
    const open = post.media[0]?.sources[0]?.url ?? ''
    const edited = await editPost(anna, post, {
      visibility: 'followers',
      commentPolicy: 'nobody',
      remixPolicy: 'nobody',
    })
    const signed = edited.media[0]?.sources[0]?.url ?? ''

    assert.equal(edited.editedAt, undefined)
    assert.deepEqual([edited.commentPolicy, edited.remixPolicy], ['nobody', 'nobody'])
    assert.deepEqual([(await fetch(open)).status, (await fetch(signed)).status], [403, 200])
    assert.equal((await server.get(routes.post(post.id))).status, 404)
    const explore = (await (await server.get('/v1/feeds/explore')).json()) as FeedPage
    assert.ok(explore.items.every((item) => item.post.id !== post.id))
  })

  it('replaces the author’s labels and no others', async () => {
    const post = await writePost(anna, { text: 'labelled', labels: ['spoiler'] })
    await sql`update posts set labels = labels || '[{"name": "hidden", "by": "site"}]' where id = ${post.id}`.execute(
      server.db,
    )
    const edited = await editPost(anna, post, { labels: ['loud'] })

    assert.deepEqual(edited.labels, [
      { name: 'loud', by: 'author' },
      { name: 'hidden', by: 'site' },
    ])
  })

  it('keeps a remix within what its ancestors allow', async () => {
    const source = await writePost(anna, { text: 'source' })
    const remix = await writePost(anna, { text: 'remix' })
    await sql`update posts set remix_of = ${source.id} where id = ${remix.id}`.execute(server.db)
    const allowed = { training: 'allow', inference: 'allow', generation: 'allow', embedding: 'allow' } as const

    assert.equal((await editPost(anna, remix, { aiPreferences: allowed })).aiPreferences.training, 'deny')
    assert.deepEqual((await editPost(anna, source, { aiPreferences: allowed })).aiPreferences, allowed)
    const now = await readPost(anna, remix.id)
    assert.deepEqual((await editPost(anna, now, { aiPreferences: { training: 'allow' } })).aiPreferences, {
      ...now.aiPreferences,
      training: 'allow',
    })
  })

  for (const [name, change, code] of [
    ['empty text', { text: ' \n' }, 'invalid_field'],
    ['2,001 characters', { text: 'a'.repeat(2_001) }, 'invalid_field'],
    ['21 mentions', { text: '@abc '.repeat(21) }, 'invalid_field'],
    ['a topic', { topic: 'x' }, 'unknown_field'],
    ['a list', [], 'invalid_field'],
    ['another picture', { media: [{ id: '0198a5b0-0000-4000-8000-000000000000', alt: '' }] }, 'media_not_found'],
  ] as const) {
    it(`refuses ${name} with ${code} and changes nothing`, async () => {
      const post = await writePost(anna, { text: 'stays' })
      const response = await sendEdit(anna, post, change)

      assert.equal(((await response.json()) as { code: string }).code, code)
      assert.deepEqual(await readPost(anna, post.id), post)
    })
  }

  it('is for the author alone', async () => {
    const post = await writePost(anna, { text: 'mine' })
    const stranger = await signUp(server, { handle: 'anna_edits', origin: otherOrigin, site: 'other' })
    for (const user of [ben, stranger]) await refused(sendEdit(user, post, { text: 'x' }), 404, 'not_found')
    await anna.fetch(routes.post(post.id), { method: 'DELETE' })

    await refused(sendEdit(anna, post, { text: 'x' }), 404, 'not_found')
  })
})
